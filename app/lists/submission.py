"""A list as it was sent, and the receipt for it."""

import datetime as dt

import msgspec


class Submission(msgspec.Struct, kw_only=True):
    """One sending; never changed.  Amounts in øre, `deducted` None when the list came as a file that nobody has read
    yet; `kind` is LIST, NONE («ingen trekk») or FILE."""

    id: int
    list_id: int
    union_id: int
    union_name: str
    union_email: str
    union_phone: str
    account_no: str
    employer_id: int
    employer_name: str
    orgnr: str
    list_number: int
    period: str
    revision: int
    is_latest: bool
    list_state: str
    reopen_asked: bool
    receipt_no: str
    kind: str
    reason: str | None
    people: int
    expected: int
    unknown: int
    deducted: int | None
    changed: int
    ended: int
    added: int
    not_deducted: int
    invoiced: int | None
    kid: str
    due_on: dt.date
    comment: str | None
    files: str | None
    digest: str
    actor_label: str
    sent_at: dt.datetime

    @property
    def path(self) -> str:
        return f"/e/{self.employer_id}/submissions/{self.id}"

    @property
    def file_names(self) -> list[str]:
        """Of the files that it was sent as."""
        return (self.files or "").splitlines()

    @property
    def to_pay(self) -> int | None:
        """What the employer now pays, in øre: what was deducted."""
        return self.deducted

    @property
    def difference(self) -> int | None:
        return None if self.deducted is None or self.unknown else self.deducted - self.expected

    @property
    def may_ask_reopening(self) -> bool:
        return self.is_latest and self.list_state in {"SENT", "SETTLED"} and not self.reopen_asked
