"""What has been let go.  The columns are those of `migrations/`; a test compares."""

from piccolo.columns import BigInt, Text, Timestamptz
from piccolo.table import Table


class RetentionRun(Table, tablename="retention_run"):
    """One rule on one night: how much was let go, and how old it was.  Only nights on which something went."""

    id = BigInt(primary_key=True, default=0)
    night = BigInt(default=0)
    rule = Text(default="")
    union_id = BigInt(null=True, default=None)
    before_at = Timestamptz()
    gone = BigInt(default=0)
    started_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)
