"""What is done later.  The columns are those of `migrations/`; a test compares."""

from piccolo.columns import BigInt, Text, Timestamptz
from piccolo.table import Table


class Job(Table, tablename="outbox"):
    """What is to be done later: the queue of record."""

    id = BigInt(primary_key=True, default=0)
    kind = Text(default="")
    payload = Text(default="")
    state = Text(default="READY")
    dedupe = Text(null=True, default=None, unique=True)
    run_after = Timestamptz()
    lease_until = Timestamptz(null=True, default=None)
    attempts = BigInt(default=0)
    problem = Text(default="")
    made_at = Timestamptz()
    done_at = Timestamptz(null=True, default=None)


class Schedule(Table, tablename="schedule"):
    """When something that recurs is done next."""

    name = Text(primary_key=True, default="")
    next_run = Timestamptz()
    last_run = Timestamptz(null=True, default=None)
