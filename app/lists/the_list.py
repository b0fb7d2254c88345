"""One deduction list as the portal handles it: where it belongs, how far it has come, and what it adds up to."""

import datetime as dt

import msgspec

from app.lists.totals import Counters
from app.unions.policies import Policy


class TheList(msgspec.Struct, kw_only=True):
    """The list of one agreement for one month (`period` is YYYY-MM).  Amounts in øre, times in UTC."""

    id: int
    union_id: int
    union_slug: str
    union_name: str
    employer_id: int
    employer_name: str
    orgnr: str
    agreement_id: int
    agreement_name: str
    employer_ref: str
    period: str
    list_number: int
    state: str
    revision: int
    version: int
    to_key: bool
    reopen_asked: bool
    invoiced: int | None
    kid: str
    account_no: str
    due_on: dt.date
    comment: str | None
    made_at: dt.datetime
    opened_at: dt.datetime | None
    sent_at: dt.datetime | None
    sign_in_code: str  # sealed; `queries.printed_code` opens it
    settled_on: dt.date | None
    settled_amount: int | None
    policy: Policy
    totals: Counters
    role: str

    @property
    def is_open(self) -> bool:
        return self.state == "OPEN"

    @property
    def is_sent(self) -> bool:
        return self.state in {"SENT", "PROCESSED"}

    @property
    def is_settled(self) -> bool:
        return self.state == "SETTLED"

    @property
    def path(self) -> str:
        return f"/e/{self.employer_id}/lists/{self.id}"

    @property
    def has_problems(self) -> bool:
        return self.totals.problems > 0

    @property
    def difference(self) -> int | None:
        """Deducted less expected in øre; None while some expected amounts are unknown, or the deducted ones are."""
        if self.totals.unknown or self.to_key:
            return None
        return self.totals.deducted - self.totals.expected

    def is_late(self, today: dt.date) -> bool:
        return self.is_open and today > self.due_on
