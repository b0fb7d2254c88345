"""Letters from unions.  The columns are those of `migrations/`; a test compares."""

from piccolo.columns import BigInt, Boolean, Date, Text, Timestamptz
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


class LetterTemplate(Table, tablename="letter_template"):
    """The words of the letters that the portal makes, where a union has its own."""

    id = BigInt(primary_key=True, default=0)
    union_id = BigInt(default=0)
    kind = Text(default="")
    language = Text(default="")
    title = Text(default="")
    body = Text(default="")
    changed_at = Timestamptz()
    changed_by = Text(default="")


class ToldUnion(Table, tablename="told_union"):
    """A union whose employers are told of orders, since when, and how far the telling has come."""

    id = BigInt(primary_key=True, default=0)
    begun_at = Timestamptz()
    begun_by = Text(default="")
    ready = Boolean(default=False)
    cursor_at = BigInt(default=0)
    run_at = Timestamptz(null=True, default=None)
    busy_until = Timestamptz(null=True, default=None)


class ToldOrder(Table, tablename="told_order"):
    """What an employer was last told of a member's deduction."""

    id = BigInt(primary_key=True, default=0)
    union_id = BigInt(default=0)
    employer_id = BigInt(default=0)
    agreement_id = BigInt(default=0)
    member_id = BigInt(default=0)
    starts = Date()
    ends = Date(null=True, default=None)
    terms = Text(default="")


class Notice(Table, tablename="notice"):
    """A deduction starts, changes or stops, and whether the employer has seen to it."""

    id = BigInt(primary_key=True, default=0)
    union_id = BigInt(default=0)
    employer_id = BigInt(default=0)
    agreement_id = BigInt(default=0)
    member_id = BigInt(default=0)
    kind = Text(default="")
    on_day = Date()
    terms = Text(default="")
    letter_id = BigInt(null=True, default=None)
    made_at = Timestamptz()
    done_at = Timestamptz(null=True, default=None)
    done_by = Text(null=True, default=None)
