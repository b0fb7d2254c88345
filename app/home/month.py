"""A month as an employer sees it: what is left to do, list by list."""

import datetime as dt

import msgspec

from app.employers.queries import TheAgreement
from app.lists.the_list import TheList
from app.values.period import months_between, period_of, periods


class Delivery(msgspec.Struct, kw_only=True):
    """One agreement in one month: its list, or that there is none yet."""

    agreement: TheAgreement
    the_list: TheList | None
    submission_id: int | None
    today: dt.date

    @property
    def days_left(self) -> int | None:
        """Days to the due date, negative when it has passed; None when nothing is due."""
        if self.the_list is None or not self.the_list.is_open:
            return None
        return (self.the_list.due_on - self.today).days

    @property
    def is_done(self) -> bool:
        return self.the_list is not None and not self.the_list.is_open

    @property
    def is_late(self) -> bool:
        return self.the_list is not None and self.the_list.is_late(self.today)


class Month(msgspec.Struct):
    """A month of the year strip; `state` is done, late, open, none (nothing made) or ahead (not to be delivered yet)."""

    period: str
    state: str


def year_strip(period: str, states: list[dict[str, object]], today: dt.date) -> list[Month]:
    """The twelve months of the period's year, each with how far it has come."""
    year, now = period[:4], period_of(today)
    by_month: dict[str, list[dict[str, object]]] = {}
    for state in states:
        by_month.setdefault(str(state["period"]), []).append(state)
    months = []
    for month in periods(f"{year}-01", f"{year}-12"):
        found = by_month.get(month, [])
        months.append(Month(month, _state(month, found, now, today)))
    return months


def _state(month: str, found: list[dict[str, object]], now: str, today: dt.date) -> str:
    if months_between(now, month) > 1:
        return "ahead"
    if not found:
        return "none"
    waiting = [one for one in found if one["state"] == "OPEN"]
    if not waiting:
        return "done"
    return "late" if any(_day(one["due_on"]) < today for one in waiting) else "open"


def _day(value: object) -> dt.date:
    assert isinstance(value, dt.date)  # noqa: S101 - what the database gives for a date column
    return value
