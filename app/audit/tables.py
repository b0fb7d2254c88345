"""What happened.  The columns are those of `migrations/`; a test compares."""

from piccolo.columns import BigInt, Text, Timestamptz
from piccolo.table import Table


class AuditEvent(Table, tablename="audit_event"):
    """Who did what to which thing, when. Hashed into a chain by the sealer, in order of `seq`."""

    id = BigInt(primary_key=True, default=0)
    seq = BigInt(null=True, default=None, unique=True)
    at = Timestamptz()
    actor_kind = Text(default="")
    actor_id = BigInt(default=0)
    actor_label = Text(default="")
    network = Text(default="")
    union_id = BigInt(null=True, default=None)
    employer_id = BigInt(null=True, default=None)
    event = Text(default="")
    object_kind = Text(default="")
    object_id = BigInt(default=0)
    outcome = Text(default="ok")
    details = Text(default="{}")
    prev_hash = Text(null=True, default=None)
    hash = Text(null=True, default=None)


class AuditAnchor(Table, tablename="audit_anchor"):
    """Where retention cut the chain off: the last event that was dropped."""

    seq = BigInt(primary_key=True, default=0)
    hash = Text(default="")
    at = Timestamptz()
