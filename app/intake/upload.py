"""What an employer has sent as files for a month: the files, their one remark, and the lists that they concern."""

import datetime as dt
from pathlib import Path
from typing import NamedTuple

import msgspec

MOST_FILES = 20
LARGEST = 10 * 1024 * 1024
WHOLE = MOST_FILES * (LARGEST + 4096) + 100_000
"""The largest form that can be posted: all files at their limit, with what stands around them."""
LARGEST_DAY = 1000 * 1024 * 1024
"""As much as one employer can send in a day, whether it is taken away again or not."""
REMARK_MAX = 2000
KEEP_UNSENT_DAYS = 30

ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".txt", ".pdf")
ACCEPT = ",".join(ENDINGS)

WAITING = frozenset({"RECEIVED", "READING", "ASK", "READ", "UNREADABLE"})
"""The states in which nothing is delivered yet; then come ACCEPTED (taken into the lists) and SENT (sent as it is)."""


class Dropped(NamedTuple):
    """A file as it was dropped, looked at and not yet kept.  `kind` is what it is by its content."""

    name: str
    path: Path
    size: int
    sha256: str
    kind: str
    macros: bool


class UploadedFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file; its number within the upload is its address, its bytes are never handed out to employers."""

    id: int
    n: int
    file_id: int
    name: str
    size: int
    format: str
    macros: bool

    @property
    def how_large(self) -> str:
        """'12 kB', '1,2 MB'."""
        if self.size < 1024 * 1024:
            return f"{max(1, round(self.size / 1024))}\u00a0kB"
        return f"{self.size / (1024 * 1024):.1f}\u00a0MB".replace(".", ",")


class Concerned(NamedTuple):
    """A list that an upload concerns; `submission_id` and `sent_at` are of the sending that the upload went into, and
    `taken_back_at` tells when it was taken out of the list again."""

    list_id: int
    agreement_id: int
    union_id: int
    union_name: str
    agreement_name: str
    list_number: int
    state: str
    revision: int
    submission_id: int | None
    sent_at: dt.datetime | None
    taken_back_at: dt.datetime | None

    @property
    def label(self) -> str:
        """The union's name, with the sub-unit's where the agreement is for one."""
        return f"{self.union_name}, {self.agreement_name}" if self.agreement_name else self.union_name


class Upload(msgspec.Struct, kw_only=True):
    """Files for one month with their remark.  `state`: see WAITING."""

    id: int
    employer_id: int
    period: str
    state: str
    remark: str
    actor_label: str
    received_at: dt.datetime
    sent_at: dt.datetime | None
    accepted_at: dt.datetime | None
    version: int
    files: list[UploadedFile] = []
    lists: list[Concerned] = []
    is_replaced: bool = False
    """Files that were taken in later are what the same lists were sent with."""

    @property
    def is_waiting(self) -> bool:
        """Not delivered, so that files can still be added and taken away."""
        return self.state in WAITING

    @property
    def is_accepted(self) -> bool:
        return self.state == "ACCEPTED"

    @property
    def is_sent(self) -> bool:
        """Delivered: as files, or as the lists that they were taken into."""
        return self.state == "SENT" or (self.is_accepted and all(one.submission_id for one in self.fed))

    @property
    def fed(self) -> list[Concerned]:
        """The lists that it is taken into, and not taken out of again."""
        return [one for one in self.lists if one.taken_back_at is None]

    @property
    def taken_back_at(self) -> dt.datetime | None:
        """When it was taken out of a list again, the last time."""
        return max((one.taken_back_at for one in self.lists if one.taken_back_at), default=None)

    @property
    def is_overtaken(self) -> bool:
        """The lists were closed while the files lay here."""
        return self.is_waiting and not self.open_lists

    @property
    def open_lists(self) -> list[Concerned]:
        return [one for one in self.lists if one.state == "OPEN"]

    @property
    def delivered_at(self) -> dt.datetime | None:
        """When it was sent; of several lists, the last."""
        if self.sent_at or not self.is_sent:
            return self.sent_at
        return max((one.sent_at for one in self.lists if one.sent_at), default=None)

    @property
    def path(self) -> str:
        return f"/e/{self.employer_id}/uploads/{self.id}"

    @property
    def labels(self) -> list[str]:
        return [one.label for one in self.lists]

    @property
    def sent_list(self) -> Concerned | None:
        """The list whose receipt is this upload's."""
        return next((one for one in self.lists if one.submission_id), None)


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """An agreement whose month can be delivered by file, or why it cannot.

    `why` is empty, 'sent', 'settled' (the list is closed), 'grid' (the union takes no files) or 'waiting' (there are
    files already: more are added to those).
    """

    agreement_id: int
    union_id: int
    label: str
    union_name: str
    why: str = ""
    list_id: int | None = None
    upload_id: int | None = None
    submission_id: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing lies there, so that the page offers it."""
        return not self.why

    @property
    def takes_files(self) -> bool:
        """Open, or with files that more can be added to: a form that was open while a colleague dropped some."""
        return self.why in {"", "waiting"}


def mark_replaced(uploads: list[Upload]) -> None:
    """Of files taken into the same lists before one sending, the last ones are what was sent."""
    later: set[tuple[int, int | None]] = set()
    for upload in sorted(uploads, key=lambda one: str(one.accepted_at or ""), reverse=True):
        if upload.is_accepted:
            into = {(one.list_id, one.submission_id) for one in upload.fed}
            upload.is_replaced = into <= later
            later |= into


def is_same_set(upload: Upload, list_ids: set[int]) -> bool:
    """Whether an upload concerns exactly these lists."""
    return {one.list_id for one in upload.lists} == list_ids
