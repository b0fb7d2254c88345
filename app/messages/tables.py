"""What we tell whom.  The columns are those of `migrations/`; a test compares."""

from piccolo.columns import BigInt, Text, Timestamptz
from piccolo.table import Table


class Message(Table, tablename="message"):
    """An e-mail or SMS that waits, or was sent."""

    id = BigInt(primary_key=True, default=0)
    kind = Text(default="")
    template = Text(default="")
    language = Text(default="")
    user_id = BigInt(null=True, default=None)
    recipient = Text(default="")
    values_sealed = Text(default="")
    state = Text(default="WAITING")
    dedupe = Text(null=True, default=None, unique=True)
    queued_at = Timestamptz()
    sent_at = Timestamptz(null=True, default=None)
    attempts = BigInt(default=0)
    problem = Text(default="")
