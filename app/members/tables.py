"""The register: who is expected, where and when.  The columns are those of `migrations/`; a test compares."""

from piccolo.columns import BigInt, Date, Text, Timestamptz
from piccolo.table import Table


class Member(Table, tablename="member"):
    """An entry in a union's register."""

    id = BigInt(primary_key=True, default=0)
    union_id = BigInt(default=0)
    member_no = Text(default="")
    national_id = Text(null=True, default=None)
    national_id_index = Text(null=True, default=None)
    name = Text(default="")
    name_sort = Text(default="")
    name_fold = Text(default="")
    updated_at = Timestamptz()


class DeductionOrder(Table, tablename="deduction_order"):
    """What is to be deducted for a member at an agreement, from when to when.

    Amounts are in øre, the rate in hundredths of a per cent.
    """

    id = BigInt(primary_key=True, default=0)
    member_id = BigInt(default=0)
    agreement_id = BigInt(default=0)
    union_id = BigInt(default=0)
    employer_id = BigInt(default=0)
    starts = Date()
    ends = Date(null=True, default=None)
    basis = Text(default="FIXED")
    dues = BigInt(default=0)
    insurance = BigInt(default=0)
    ou = BigInt(default=0)
    local = BigInt(default=0)
    rate = BigInt(null=True, default=None)
    floor = BigInt(null=True, default=None)
    cap = BigInt(null=True, default=None)
    updated_at = Timestamptz()


class ImportRun(Table, tablename="import_run"):
    """One taking over of a register, with how far it has come."""

    id = BigInt(primary_key=True, default=0)
    union_id = BigInt(default=0)
    kind = Text(default="")
    state = Text(default="RUNNING")
    actor_label = Text(default="")
    started_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)
    cursor_at = BigInt(default=0)
    total = BigInt(default=0)
    outcome = Text(default="{}")
