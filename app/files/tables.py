"""Bytes we were given.  The columns are those of `migrations/`; a test compares."""

from piccolo.columns import BigInt, Date, Text, Timestamptz
from piccolo.table import Table


class StoredFile(Table, tablename="stored_file"):
    """Bytes we keep, encrypted, and until when."""

    id = BigInt(primary_key=True, default=0)
    kind = Text(default="")
    place = Text(default="", unique=True)
    size = BigInt(default=0)
    sha256 = Text(default="")
    kept_at = Timestamptz()
    erase_on = Date(null=True, default=None)
    erased_at = Timestamptz(null=True, default=None)
