"""What a list is made of: its number and KID, and a line for each who is expected, filled in as far as can be known."""

import datetime as dt
from typing import NamedTuple

import msgspec

from app.lists.line import Line, judged
from app.lists.totals import Counters
from app.members.queries import Expected
from app.unions.policies import Policy
from app.values.kid import next_kid
from app.values.period import first_day


class Before(NamedTuple):
    """What the agreement's latest earlier list says of a member.  `deducted` is None unless that was last month."""

    deducted: int | None
    end_on: dt.date | None
    end_reason: str | None


NOTHING_BEFORE = Before(None, None, None)


class Numbers:
    """Hands out a union's list numbers, and the KIDs that carry them.

    With a KID per list the number is the KID's: one that modulus 11 has no digit for is left out.  A KID per agreement
    carries a number of the same row, so that the two never meet.
    """

    def __init__(self, following: int, policy: Policy) -> None:
        self.following, self.policy = following, policy

    def with_kid(self) -> tuple[int, str]:
        """A number and the KID that carries it.  Raises ValueError when the policy's KIDs are too short for it."""
        kid, number = next_kid(self.following, self.policy.kid_length, self.policy.kid_method)
        self.following = number + 1
        return number, kid

    def plain(self) -> int:
        """A number alone."""
        self.following += 1
        return self.following - 1


def prefilled(expected: Expected, before: Before, period: str, policy: Policy) -> Line:
    """The line of somebody who is expected, not yet numbered.

    Deducted is what is expected.  In per cent of wages nobody knows beforehand: it stays open until the employer says,
    last month's amount beside it, since an old amount filled in would be sent unseen.  Floor and cap then hold for the
    whole deduction, fixed parts included.  An end that was told on an earlier list stands here too, and nothing is
    deducted after it, until the register has a new order.
    """
    terms = expected.terms
    fixed = terms.dues + terms.insurance + terms.ou + terms.local
    known = terms.basis == "FIXED"
    ended = before.end_on is not None and before.end_on >= expected.starts
    over = ended and before.end_on is not None and before.end_on < first_day(period)
    line = Line(
        n=0,
        name=expected.name,
        member_no=expected.member_no,
        member_id=expected.member_id,
        dues=terms.dues,
        insurance=terms.insurance,
        ou=terms.ou,
        local=terms.local,
        expected=fixed if known else None,
        floor=None if known or terms.floor is None else terms.floor + fixed,
        cap=None if known or terms.cap is None else terms.cap + fixed,
        last_month=before.deducted,
        deducted=0 if over else fixed if known else None,
        end_on=before.end_on if ended else None,
        end_reason=before.end_reason if ended else None,
    )
    return judged(line, comment_required=policy.comment_required)


def invoiced(totals: Counters) -> int | None:
    """What the union bills for the list, in øre; None while some expected amount is unknown."""
    return None if totals.unknown else totals.expected


class Refreshed(NamedTuple):
    """What making a list again does to its lines: [(as it was, as it is)], those that are new, those that go."""

    changed: list[tuple[Line, Line]]
    new: list[Line]
    gone: list[Line]

    @property
    def is_nothing(self) -> bool:
        return not (self.changed or self.new or self.gone)


def refreshed(there: list[Line], fresh: list[Line], known: set[int]) -> Refreshed:
    """The lines of a list against those it would be made with now.

    Lines that somebody has touched stay as they are.  `known` are members whom the employer has added by hand: they
    are not put on the list a second time.
    """
    wanted = {line.member_id: line for line in fresh}
    changed, gone = [], []
    for line in there:
        now = wanted.pop(line.member_id, None)
        if line.is_added or line.version > 1:
            continue
        if now is None:
            gone.append(line)
            continue
        now = msgspec.structs.replace(now, n=line.n, id=line.id)
        if now != line:
            changed.append((line, now))
    return Refreshed(changed, [line for member, line in wanted.items() if member not in known], gone)
