"""Letters that are posted together, and how far that has come."""

import datetime as dt

import msgspec

from app.i18n import N_
from app.letters.letter import KINDS

PROBLEMS = {
    "NOBODY": N_("Det står verken organisasjonsnummer eller arbeidsgiver-ID i filnavnet."),
    "UNKNOWN": N_("Nummeret hører ikke til en virksomhet som har avtale med forbundet."),
    "SEVERAL": N_("Filnavnet passer på flere virksomheter eller avtaler."),
    "LARGE": N_("Filen er større enn 10 MB. Lag den mindre, og legg den ut på nytt."),
    "EMPTY": N_("Filen er tom."),
    "NOT_PDF": N_("Filen er ikke en PDF. Lagre brevet som PDF, og legg det ut på nytt."),
    "CUT": N_("PDF-filen er ikke hel. Lagre den på nytt, og legg den ut en gang til."),
}
"""Why a file was not posted."""

KEEP_UNPLACED_DAYS = 30


class BatchFile(msgspec.Struct, kw_only=True, frozen=True):
    """A file of a batch.  `wanted` is what a mapping file said of it."""

    id: int
    n: int
    name: str
    size: int
    kind: str
    wanted: str
    state: str
    problem: str
    file_id: int | None
    employer_name: str | None = None


class Batch(msgspec.Struct, kw_only=True, frozen=True):
    """One batch, with how many of its files have come how far."""

    id: int
    union_id: int
    union_name: str
    source: str
    state: str
    actor_label: str
    posted_at: dt.datetime
    done_at: dt.datetime | None
    total: int
    counts: dict[str, int] = {}

    @property
    def is_done(self) -> bool:
        return self.state == "DONE"

    @property
    def path(self) -> str:
        return f"/staff/letters/batches/{self.id}"

    @property
    def done(self) -> int:
        """How many files have been seen to."""
        return self.total - self.counts.get("WAITING", 0)

    def has(self, state: str) -> int:
        return self.counts.get(state, 0)


def kind_of(told: str, named: str) -> str:
    """Which kind a letter is: what somebody said of it, or else what its name says."""
    return next(kind for kind in (told, named, "OTHER") if kind in KINDS)
