"""A month as an employer sees it: what is left to do, list by list."""

import datetime as dt
from typing import NamedTuple

import msgspec

from app.employers.queries import TheAgreement
from app.lists.periods import choices
from app.lists.the_list import TheList
from app.unions.queries import TheUnion
from app.values.period import months_between, period_of, periods


class Sent(NamedTuple):
    """The latest sending of a list: who, when, and its receipt.  `kind` is LIST, NONE or FILE."""

    id: int
    receipt_no: str
    kind: str
    actor_label: str
    sent_at: dt.datetime


class Delivery(msgspec.Struct, kw_only=True):
    """One agreement in one month: its list, or that there is none yet."""

    agreement: TheAgreement
    union: TheUnion
    the_list: TheList | None
    sent: Sent | None
    is_one_of_several: bool  # the employer has more than one agreement with this union
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
    def is_begun(self) -> bool:
        """Whether somebody has changed anything, so that «no changes» would be wrong."""
        return self.the_list is not None and self.the_list.opened_at is not None


class Waiting(NamedTuple):
    """How many lists an employer has left to deliver, and how many of them are over their due date."""

    lists: int
    late: int


class State(NamedTuple):
    """How far one list has come."""

    period: str
    is_open: bool
    due_on: dt.date


class Month(msgspec.Struct):
    """A month of the year strip.

    `state` is done, late, open, none (nothing made) or ahead (not yet due to come); it can be chosen or not.
    """

    period: str
    state: str
    can_be_chosen: bool


def year_strip(period: str, states: list[State], today: dt.date) -> list[Month]:
    """The twelve months of the period's year, each with how far it has come."""
    allowed = set(choices(today))
    year = periods(f"{period[:4]}-01", f"{period[:4]}-12")
    by_month: dict[str, list[State]] = {month: [] for month in year}
    for one in states:
        if one.period in by_month:
            by_month[one.period].append(one)
    return [Month(month, _state(month, found, today), month in allowed) for month, found in by_month.items()]


def late_periods(period: str, states: list[State], today: dt.date) -> list[str]:
    """Other months in which a list should have come and has not, oldest first."""
    allowed = set(choices(today)) - {period}
    return sorted({one.period for one in states if one.period in allowed and _is_late(one, today)})


def _state(month: str, found: list[State], today: dt.date) -> str:
    if not found:
        return "ahead" if months_between(period_of(today), month) > 0 else "none"
    if any(_is_late(one, today) for one in found):
        return "late"
    return "open" if any(one.is_open for one in found) else "done"


def _is_late(one: State, today: dt.date) -> bool:
    return one.is_open and one.due_on < today
