"""Letters from unions.  The columns are those of `migrations/`; a test compares."""

from piccolo.columns import BigInt, Date, Text, Timestamptz
from piccolo.table import Table


class Batch(Table, tablename="letter_batch"):
    """Letters that were posted together by staff, or made together by the portal."""

    id = BigInt(primary_key=True, default=0)
    union_id = BigInt(default=0)
    source = Text(default="")
    state = Text(default="WORKING")
    spool_id = BigInt(null=True, default=None)
    actor_kind = Text(default="")
    actor_id = BigInt(default=0)
    actor_label = Text(default="")
    posted_at = Timestamptz()
    done_at = Timestamptz(null=True, default=None)
    total = BigInt(default=0)


class Letter(Table, tablename="letter"):
    """A letter to one employer; when it is erased, the fact that there was one remains."""

    id = BigInt(primary_key=True, default=0)
    union_id = BigInt(default=0)
    employer_id = BigInt(default=0)
    agreement_id = BigInt(null=True, default=None)
    batch_id = BigInt(default=0)
    kind = Text(default="")
    title = Text(default="")
    file_id = BigInt(default=0)
    size = BigInt(default=0)
    sha256 = Text(default="")
    created_at = Timestamptz()
    erase_on = Date()
    erased_at = Timestamptz(null=True, default=None)
    downloaded_at = Timestamptz(null=True, default=None)
    downloaded_by = Text(null=True, default=None)


class LetterFile(Table, tablename="letter_file"):
    """A file of a batch, and what became of it."""

    id = BigInt(primary_key=True, default=0)
    batch_id = BigInt(default=0)
    n = BigInt(default=0)
    name = Text(default="")
    size = BigInt(default=0)
    sha256 = Text(default="")
    starts_at = BigInt(default=0)
    kind = Text(default="")
    wanted = Text(default="")
    state = Text(default="WAITING")
    problem = Text(default="")
    file_id = BigInt(null=True, default=None)
    letter_id = BigInt(null=True, default=None)
