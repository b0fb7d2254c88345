"""Files that employers send.  The columns are those of `migrations/`; a test compares."""

from piccolo.columns import BigInt, Boolean, Text, Timestamptz
from piccolo.table import Table


class Upload(Table, tablename="upload"):
    """Files for a period, with one remark."""

    id = BigInt(primary_key=True, default=0)
    employer_id = BigInt(default=0)
    period = Text(default="")
    state = Text(default="RECEIVED")
    remark = Text(null=True, default=None)
    actor_kind = Text(default="")
    actor_id = BigInt(default=0)
    actor_label = Text(default="")
    received_at = Timestamptz()
    sent_at = Timestamptz(null=True, default=None)


class UploadList(Table, tablename="upload_list"):
    """Which lists an upload fed."""

    id = BigInt(primary_key=True, default=0)
    upload_id = BigInt(default=0)
    list_id = BigInt(default=0)


class UploadFile(Table, tablename="upload_file"):
    """One file of an upload."""

    id = BigInt(primary_key=True, default=0)
    upload_id = BigInt(default=0)
    n = BigInt(default=0)
    file_id = BigInt(default=0)
    name = Text(default="")
    size = BigInt(default=0)
    format = Text(default="")
    macros = Boolean(default=False)
