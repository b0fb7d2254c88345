"""Who was not deducted («utrukket»), and which of their months an answer covers: derived each time, never stored."""

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec

from app.values.period import add_months, first_day, last_day, period_of

BACK = 12  # months that are asked about
OPEN_ENDED = {"LEFT", "RETIRED", "NEVER_EMPLOYED"}  # reasons that have no last day
COMMENTED = {"OTHER"}


class Given(msgspec.Struct, kw_only=True):
    """An answer that somebody gave.  Without `until_on` it goes on."""

    id: int
    agreement_id: int
    member_id: int
    reason: str
    from_on: dt.date
    until_on: dt.date | None
    comment: str | None
    actor_label: str
    given_at: dt.datetime
    withdrawn_at: dt.datetime | None = None

    def covers(self, period: str) -> bool:
        """Whether it holds for some day of the month, and is not taken back."""
        if self.withdrawn_at is not None or self.from_on > last_day(period):
            return False
        return self.until_on is None or self.until_on >= first_day(period)


class Missing(msgspec.Struct, kw_only=True):
    """A member and the months in which nothing was deducted, oldest first."""

    agreement_id: int
    agreement_name: str
    union_id: int
    union_name: str
    member_id: int
    member_no: str
    name: str
    national_id: str | None
    periods: list[str]
    answers: list[Given] = []

    @property
    def key(self) -> str:
        """What a form calls this member at this agreement."""
        return f"{self.agreement_id}-{self.member_id}"

    @property
    def path(self) -> str:
        """Its place under /e/{employer}/missing/."""
        return f"{self.agreement_id}/{self.member_id}"

    @property
    def unanswered(self) -> list[str]:
        """The months that no answer covers."""
        return [period for period in self.periods if self.answer_for(period) is None]

    @property
    def answer(self) -> Given | None:
        """The answer for the latest month."""
        return self.answer_for(self.periods[-1])

    @property
    def suggested_from(self) -> dt.date:
        """The first of the first month that waits for an answer."""
        waiting = self.unanswered or self.periods[-1:]
        return first_day(waiting[0])

    def answer_for(self, period: str) -> Given | None:
        """The newest answer that covers the month."""
        covering = [given for given in self.answers if given.covers(period)]
        return max(covering, key=lambda given: given.given_at, default=None)


def asked_about(today: dt.date) -> tuple[str, str]:
    """The first and last month that members can be missing from."""
    now = period_of(today)
    return add_months(now, -BACK), now


def gathered(rows: Iterable[Missing], answers: Sequence[Given]) -> list[Missing]:
    """One entry for each member at each agreement, with all its months and answers; who waits for an answer first."""
    by_key: dict[tuple[int, int], Missing] = {}
    for row in rows:
        known = by_key.setdefault((row.agreement_id, row.member_id), row)
        known.periods = sorted({*known.periods, *row.periods})
    for given in answers:
        if found := by_key.get((given.agreement_id, given.member_id)):
            found.answers = [*found.answers, given]
    return sorted(by_key.values(), key=lambda one: (not one.unanswered, one.union_name, one.name))
