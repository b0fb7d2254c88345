"""What the web layer keeps: counts of tries.  The columns are those of `migrations/`; a test compares."""

from piccolo.columns import BigInt, Text, Timestamptz
from piccolo.table import Table


class RateLimit(Table, tablename="rate_limit"):
    """How often something was tried in a window of time."""

    id = Text(primary_key=True, default="")
    count = BigInt(default=0)  # type: ignore[assignment]  # we do not count rows by the table
    window_start = Timestamptz()
    expires_at = Timestamptz()
