"""A letter from a union to an employer, and how long it is there."""

import datetime as dt

import msgspec

from app.i18n import N_, gettext
from app.values.period import add_months, day_in, period_of

KINDS = {
    "START": N_("Start av trekk"),
    "STOP": N_("Stopp av trekk"),
    "CHANGE": N_("Endring av trekk"),
    "OTHER": N_("Annet brev"),
}
"""What a letter is about, as employers read it."""

PAGE = 25
"""Letters shown at a time."""

MOST_IN_ZIP = 1000


def erased_on(created: dt.date, months: int) -> dt.date:
    """The first day on which a letter made that day is gone: so many months later, or that month's last day where it
    has no such day."""
    return day_in(add_months(period_of(created), months), created.day)


class Letter(msgspec.Struct, kw_only=True, frozen=True):
    """One letter, as those see it who may."""

    id: int
    union_id: int
    union_name: str
    employer_id: int
    agreement_id: int | None
    agreement_name: str
    kind: str
    title: str
    file_id: int
    size: int
    created_at: dt.datetime
    erase_on: dt.date
    downloaded_at: dt.datetime | None
    downloaded_by: str | None

    @property
    def is_new(self) -> bool:
        """Whether nobody has downloaded it."""
        return self.downloaded_at is None

    @property
    def path(self) -> str:
        return f"/e/{self.employer_id}/letters/{self.id}"

    @property
    def kilobytes(self) -> int:
        return max(1, round(self.size / 1000))

    @property
    def what(self) -> str:
        """What it is about, in the language spoken."""
        return gettext(KINDS[self.kind])


class Count(msgspec.Struct, frozen=True):
    """How many letters there are of one kind from one union, and how many of them are new."""

    union_id: int
    union_name: str
    kind: str
    total: int
    new: int


class View(msgspec.Struct, frozen=True):
    """Which letters are shown; 0 and '' are all of them."""

    union_id: int = 0
    kind: str = ""
    page: int = 1

    def shows(self, count: Count) -> bool:
        """Whether it shows the letters that are counted there."""
        return self.union_id in {0, count.union_id} and self.kind in {"", count.kind}

    def link(self, employer_id: int, **changes: object) -> str:
        """The path of another view."""
        asked = {"union": self.union_id or "", "kind": self.kind, "page": 1} | changes
        wanted = [f"{name}={value}" for name, value in asked.items() if value not in {"", 1}]
        return f"/e/{employer_id}/letters" + (f"?{'&'.join(wanted)}" if wanted else "")


def last_page(total: int) -> int:
    return max(1, -(-total // PAGE))


def file_name(letter: Letter, day: dt.date, number: int = 0) -> str:
    """What the file is called when it is saved: its kind and day, in the language spoken; never who it is about."""
    more = f" ({number})" if number else ""
    return f"{letter.what} {day.isoformat()}{more}.pdf"
