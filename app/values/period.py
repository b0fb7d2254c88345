"""A period: one calendar month, the str 'YYYY-MM', which sorts as it should."""

import re
from calendar import monthrange
from datetime import date

_ISO = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar january jan",
            "februar february feb",
            "mars march mar",
            "april apr",
            "mai may",
            "juni june jun",
            "juli july jul",
            "august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
_TYPED = (
    re.compile(r"(?P<y>20[0-9]{2})[-/. ]?(?P<m>0[1-9]|1[0-2]|[1-9])"),
    re.compile(r"(?P<m>0?[1-9]|1[0-2])[-/. ](?P<y>20[0-9]{2})"),
    re.compile(r"(?P<m>0[1-9]|1[0-2])(?P<y>20[0-9]{2})"),
    re.compile(r"(?P<name>[a-z]{3,9})\.?[-/ ]?(?P<y>20[0-9]{2})"),
    re.compile(r"(?P<y>20[0-9]{2}) (?P<name>[a-z]{3,9})\.?"),
)


def parse_period(text: str) -> str | None:
    """The period of a URL or a form field: exactly 'YYYY-MM', years 2000 to 2099."""
    return text if _ISO.fullmatch(text) else None


def read_period(text: str) -> str | None:
    """The period that a person or a file wrote: '10/2026', '202610', 'oktober 2026', 'Oct 2026'."""
    bare = " ".join(text[:40].casefold().split())
    for shape in _TYPED:
        if found := shape.fullmatch(bare):
            parts = found.groupdict()
            month = _MONTHS.get(parts["name"]) if "name" in parts else int(parts["m"])
            return f"{parts['y']}-{month:02}" if month else None
    return None


def period_of(day: date) -> str:
    """The period that a day lies in."""
    return f"{day.year:04}-{day.month:02}"


def add_months(period: str, months: int) -> str:
    """The period so many months later, or earlier when negative."""
    year, month = divmod(_count(period) + months, 12)
    return f"{year:04}-{month + 1:02}"


def next_period(period: str) -> str:
    """The month after."""
    return add_months(period, 1)


def previous_period(period: str) -> str:
    """The month before."""
    return add_months(period, -1)


def months_between(first: str, last: str) -> int:
    """How many months `last` lies after `first`; negative when before."""
    return _count(last) - _count(first)


def periods(first: str, last: str) -> list[str]:
    """All periods from first to last, both included; none when last lies before first."""
    return [add_months(first, n) for n in range(months_between(first, last) + 1)]


def first_day(period: str) -> date:
    """The first day of the month."""
    return date(int(period[:4]), int(period[5:]), 1)


def last_day(period: str) -> date:
    """The last day of the month."""
    year, month = int(period[:4]), int(period[5:])
    return date(year, month, monthrange(year, month)[1])


def day_in(period: str, day: int) -> date:
    """That day of the month, or the month's last day where it has no such day."""
    last = last_day(period)
    return last.replace(day=min(day, last.day))


def _count(period: str) -> int:
    return int(period[:4]) * 12 + int(period[5:]) - 1
