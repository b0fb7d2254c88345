"""A register file as rows, and what they would change in the register we have.  No database, no clock.

The order of a member at an agreement is known by its start date.  Where orders of one member at one agreement would
overlap, the later one takes over from the day it starts: nobody is expected twice in the same month.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import NamedTuple

import msgspec

ONE_DAY = dt.timedelta(days=1)


class Terms(NamedTuple):
    """What an order says, its start apart.  Øre; `rate` in hundredths of a per cent."""

    ends: dt.date | None
    basis: str
    dues: int
    insurance: int = 0
    ou: int = 0
    local: int = 0
    rate: int | None = None
    floor: int | None = None
    cap: int | None = None


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the file: a member's order at an employer."""

    line: int
    member_no: str
    national_id: str | None
    name: str
    orgnr: str
    employer_ref: str
    employer_name: str
    starts: dt.date
    terms: Terms

    @property
    def key(self) -> int:
        """The order it is, as a number; within one run of the program."""
        return order_key(self.member_no, self.orgnr, self.employer_ref, self.starts)

    def __repr__(self) -> str:
        return f"Row(line={self.line})"  # names and national ids stay out of tracebacks


class Kept(NamedTuple):
    """A member of the register that we have; `sought` is the blind index of the national id."""

    id: int
    name: str
    sought: str | None


class KeptOrder(NamedTuple):
    """An order of the register that we have; `named` when the file has a row for it."""

    id: int
    starts: dt.date
    terms: Terms
    named: bool


class OrderChanges(NamedTuple):
    """What becomes of one member's orders at one agreement: new ones, changed ones, and those that never were."""

    new: list[tuple[dt.date, Terms]]
    changed: list[tuple[int, Terms]]
    gone: list[int]


def order_key(member_no: str, orgnr: str, employer_ref: str, starts: dt.date) -> int:
    """A row's identity in 64 bits: a set of 400 000 takes 30 MB."""
    return hash((member_no, orgnr, employer_ref, starts.toordinal()))


def order_changes(wanted: dict[dt.date, Terms], kept: Iterable[KeptOrder]) -> OrderChanges:
    """The rows of one member at one agreement (by start) against the orders there.

    An order that the file does not name yields where a row covers it: ended before the row if it began earlier,
    else gone.  Orders in the past are left as they are.
    """
    there = {order.starts: order for order in kept}
    if len(wanted) == 1 and wanted.keys() >= there.keys():
        return _single(wanted, there)
    gone = {order.starts for order in there.values() if not order.named and _covered(order, wanted)}
    named = wanted | {
        order.starts: order.terms for order in there.values() if order.named and order.starts not in wanted
    }
    timeline = sorted(named)
    result = {start: named[start] for start in timeline}
    for start, following in pairwise(timeline):
        result[start] = _before(following, named[start])
    for order in there.values():
        if not order.named and order.starts not in gone:
            result[order.starts] = _yielding(order, wanted)
    return OrderChanges(
        new=[(start, result[start]) for start in timeline if start not in there],
        changed=[
            (order.id, result[start])
            for start, order in there.items()
            if start not in gone and result[start] != order.terms
        ],
        gone=[there[start].id for start in gone],
    )


def _single(wanted: dict[dt.date, Terms], there: dict[dt.date, KeptOrder]) -> OrderChanges:
    """The plain case, nearly all of them: one row, and nothing or itself in the register."""
    (start, terms) = next(iter(wanted.items()))
    order = there.get(start)
    if order is None:
        return OrderChanges([(start, terms)], [], [])
    return OrderChanges([], [] if order.terms == terms else [(order.id, terms)], [])


def _covered(order: KeptOrder, wanted: dict[dt.date, Terms]) -> bool:
    """Whether a row that starts earlier is still running when the order starts: the start was put right."""
    return order.starts not in wanted and any(
        start < order.starts and (terms.ends is None or terms.ends >= order.starts) for start, terms in wanted.items()
    )


def _yielding(order: KeptOrder, wanted: dict[dt.date, Terms]) -> Terms:
    later = [start for start in wanted if start > order.starts]
    return _before(min(later), order.terms) if later else order.terms


def _before(following: dt.date, terms: Terms) -> Terms:
    """The terms, ending at the latest on the day before the following order starts."""
    last = following - ONE_DAY
    return terms if terms.ends is not None and terms.ends <= last else terms._replace(ends=last)


def ended_when_absent(starts: dt.date, today: dt.date) -> dt.date | None:
    """The last day of an order that a full register no longer has: yesterday; None when it has not begun by then."""
    last = today - ONE_DAY
    return last if starts <= last else None


def by_agreement(rows: Iterable[Row], agreement: Callable[[Row], int]) -> dict[tuple[str, int], dict[dt.date, Terms]]:
    """Rows gathered by member and agreement, each an order by its start."""
    gathered: dict[tuple[str, int], dict[dt.date, Terms]] = {}
    for row in rows:
        gathered.setdefault((row.member_no, agreement(row)), {})[row.starts] = row.terms
    return gathered
