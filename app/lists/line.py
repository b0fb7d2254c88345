"""What is true of one line: its status, and what must be put right before the list can be sent."""

import datetime as dt

import msgspec

from app.lists.reasons import REASONS

STATUSES = ("SAME", "CHANGED", "ENDED", "ADDED")


class Line(msgspec.Struct, kw_only=True):
    """One person on a list.  Amounts in øre; `expected` is None for dues in per cent of wages, `deducted` is None
    while it is not known."""

    n: int
    name: str
    member_no: str = ""
    member_id: int | None = None
    national_id: str | None = None
    id: int = 0
    dues: int = 0
    insurance: int = 0
    ou: int = 0
    local: int = 0
    expected: int | None = None
    floor: int | None = None
    cap: int | None = None
    last_month: int | None = None
    deducted: int | None = None
    end_on: dt.date | None = None
    end_reason: str | None = None
    comment: str | None = None
    origin: str = "PREFILLED"
    status: str = "SAME"
    problem: str | None = None
    version: int = 1

    @property
    def is_added(self) -> bool:
        """Put there by the employer, not by the register: only such a line can be taken away again."""
        return self.origin != "PREFILLED"

    @property
    def is_percent(self) -> bool:
        return self.expected is None and not self.is_added

    @property
    def beside_last(self) -> str:
        """Of dues in per cent, which nobody knows beforehand: 'same' as last month, 'other', or 'unknown' where there
        is nothing to compare with; empty for all others."""
        if not self.is_percent:
            return ""
        if self.last_month is None or self.deducted is None:
            return "unknown"
        return "same" if self.deducted == self.last_month else "other"

    @property
    def difference(self) -> int | None:
        """Deducted less expected, in øre; None while either is unknown."""
        if self.deducted is None or self.expected is None:
            return None
        return self.deducted - self.expected

    @property
    def is_not_deducted(self) -> bool:
        """A registered member from whom nothing was taken («utrukket»)."""
        return self.deducted == 0 and self.member_id is not None


def status_of(
    *,
    origin: str,
    expected: int | None,
    deducted: int | None,
    end_on: dt.date | None,
    floor: int | None,
    cap: int | None,
) -> str:
    """One of STATUSES.

    With dues in per cent nothing is "changed" only because it was not known beforehand (`decisions.md` 5): it is so
    when it falls outside floor and cap.
    """
    if origin != "PREFILLED":
        return "ADDED"
    if end_on is not None:
        return "ENDED"
    if expected is not None:
        return "SAME" if deducted == expected else "CHANGED"
    outside = deducted is not None and (deducted < (floor or 0) or (cap is not None and deducted > cap))
    return "CHANGED" if outside else "SAME"


def problem_of(*, status: str, deducted: int | None, has_comment: bool, comment_required: bool) -> str | None:
    """Why the list cannot be sent with this line as it is, as a code of `say`; None when it can."""
    if deducted is None:
        return "line.amount_missing"
    if deducted < 0 and not has_comment:
        return "line.refund_needs_comment"
    if comment_required and status == "CHANGED" and not has_comment:
        return "line.change_needs_comment"
    return None


def judged(line: Line, *, comment_required: bool) -> Line:
    """The line with status and problem as its values say."""
    status = status_of(
        origin=line.origin,
        expected=line.expected,
        deducted=line.deducted,
        end_on=line.end_on,
        floor=line.floor,
        cap=line.cap,
    )
    problem = problem_of(
        status=status,
        deducted=line.deducted,
        has_comment=bool(line.comment),
        comment_required=comment_required,
    )
    return msgspec.structs.replace(line, status=status, problem=problem)


def check_end(end_on: dt.date, reason: str, period_first: dt.date, period_last: dt.date) -> str | None:
    """What is wrong with an end date and its reason, as a code; None when they can be taken.

    An end date may lie up to a year back (later than that is nearly always a slip) and up to two years ahead.
    """
    if reason not in REASONS:
        return "end.reason_missing"
    if end_on < period_first - dt.timedelta(days=366):
        return "end.too_early"
    if end_on > period_last + dt.timedelta(days=731):
        return "end.too_late"
    return None
