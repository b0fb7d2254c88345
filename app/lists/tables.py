"""The deduction lists, their lines, changes and sendings.  The columns are those of `migrations/`; a test compares."""

from piccolo.columns import BigInt, Boolean, Date, Text, Timestamptz
from piccolo.table import Table


class DeductionList(Table, tablename="deduction_list"):
    """The deduction list of one agreement for one month, with its counters. Amounts in øre."""

    id = BigInt(primary_key=True, default=0)
    union_id = BigInt(default=0)
    employer_id = BigInt(default=0)
    agreement_id = BigInt(default=0)
    period = Text(default="")
    list_number = BigInt(default=0)
    state = Text(default="OPEN")
    revision = BigInt(default=1)
    version = BigInt(default=1)
    to_key = Boolean(default=False)
    reopen_asked = Boolean(default=False)
    invoiced = BigInt(null=True, default=None)
    kid = Text(default="")
    due_on = Date()
    comment = Text(null=True, default=None)
    made_at = Timestamptz()
    opened_at = Timestamptz(null=True, default=None)
    sent_at = Timestamptz(null=True, default=None)
    next_line = BigInt(default=1)
    people = BigInt(default=0)
    expected = BigInt(default=0)
    unknown = BigInt(default=0)
    deducted = BigInt(default=0)
    changed = BigInt(default=0)
    ended = BigInt(default=0)
    added = BigInt(default=0)
    not_deducted = BigInt(default=0)
    problems = BigInt(default=0)
    sign_in_code = Text(default="")
    settled_on = Date(null=True, default=None)
    settled_amount = BigInt(null=True, default=None)


class DeductionLine(Table, tablename="deduction_line"):
    """One person on a list. Amounts in øre."""

    id = BigInt(primary_key=True, default=0)
    list_id = BigInt(default=0)
    n = BigInt(default=0)
    union_id = BigInt(default=0)
    employer_id = BigInt(default=0)
    member_id = BigInt(null=True, default=None)
    member_no = Text(default="")
    name = Text(default="")
    name_fold = Text(default="")
    national_id = Text(null=True, default=None)
    national_id_index = Text(null=True, default=None)
    dues = BigInt(default=0)
    insurance = BigInt(default=0)
    ou = BigInt(default=0)
    local = BigInt(default=0)
    expected = BigInt(null=True, default=None)
    floor = BigInt(null=True, default=None)
    cap = BigInt(null=True, default=None)
    last_month = BigInt(null=True, default=None)
    deducted = BigInt(null=True, default=None)
    end_on = Date(null=True, default=None)
    end_reason = Text(null=True, default=None)
    comment = Text(null=True, default=None)
    origin = Text(default="PREFILLED")
    status = Text(default="SAME")
    problem = Text(null=True, default=None)
    version = BigInt(default=1)


class LineChange(Table, tablename="line_change"):
    """An edit of one cell; the same cell by the same person within ten minutes is one row."""

    id = BigInt(primary_key=True, default=0)
    list_id = BigInt(default=0)
    n = BigInt(default=0)
    union_id = BigInt(default=0)
    employer_id = BigInt(default=0)
    revision = BigInt(default=0)
    field = Text(default="")
    old = Text(null=True, default=None)
    previous = Text(null=True, default=None)
    new = Text(null=True, default=None)
    line_version = BigInt(default=0)
    actor_kind = Text(default="")
    actor_id = BigInt(default=0)
    actor_label = Text(default="")
    started_at = Timestamptz()
    changed_at = Timestamptz()
    batch = BigInt(default=0)
    undone = Boolean(default=False)


class Submission(Table, tablename="submission"):
    """A list as it was sent; never changed."""

    id = BigInt(primary_key=True, default=0)
    list_id = BigInt(default=0)
    union_id = BigInt(default=0)
    employer_id = BigInt(default=0)
    period = Text(default="")
    revision = BigInt(default=0)
    receipt_no = Text(default="", unique=True)
    kind = Text(default="LIST")
    reason = Text(null=True, default=None)
    people = BigInt(default=0)
    expected = BigInt(default=0)
    unknown = BigInt(default=0)
    deducted = BigInt(null=True, default=None)
    changed = BigInt(default=0)
    ended = BigInt(default=0)
    added = BigInt(default=0)
    not_deducted = BigInt(default=0)
    invoiced = BigInt(null=True, default=None)
    kid = Text(default="")
    due_on = Date()
    comment = Text(null=True, default=None)
    files = Text(null=True, default=None)
    lines = Text(default="")
    digest = Text(default="")
    actor_kind = Text(default="")
    actor_id = BigInt(default=0)
    actor_label = Text(default="")
    sent_at = Timestamptz()


class Reopening(Table, tablename="reopening"):
    """An employer asks for a sent list to be opened again."""

    id = BigInt(primary_key=True, default=0)
    list_id = BigInt(default=0)
    union_id = BigInt(default=0)
    employer_id = BigInt(default=0)
    revision = BigInt(default=0)
    reason = Text(default="")
    asked_by = Text(default="")
    asked_at = Timestamptz()
    decided_by = Text(null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    granted = Boolean(null=True, default=None)
    answer = Text(null=True, default=None)
