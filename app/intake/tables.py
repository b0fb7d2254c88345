"""Files that employers send, and what was read in them.  The columns are those of `migrations/`; a test compares."""

from piccolo.columns import BigInt, Boolean, Text, Timestamptz
from piccolo.table import Table


class Upload(Table, tablename="upload"):
    """Files for a period, with one remark.  `choices` is what the employer has settled in the differences, sealed."""

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
    version = BigInt(default=1)
    choices = Text(null=True, default=None)
    accepted_at = Timestamptz(null=True, default=None)
    compared_file_id = BigInt(null=True, default=None)
    compared_key = Text(default="")


class UploadList(Table, tablename="upload_list"):
    """Which lists an upload fed; `joined` are those that it was not dropped for, but had people for."""

    id = BigInt(primary_key=True, default=0)
    upload_id = BigInt(default=0)
    list_id = BigInt(default=0)
    joined = Boolean(default=False)
    taken_back_at = Timestamptz(null=True, default=None)


class UploadFile(Table, tablename="upload_file"):
    """One file of an upload.  `format` is what it is by its content, whatever it is called."""

    id = BigInt(primary_key=True, default=0)
    upload_id = BigInt(default=0)
    n = BigInt(default=0)
    file_id = BigInt(default=0)
    name = Text(default="")
    size = BigInt(default=0)
    format = Text(default="")
    macros = Boolean(default=False)
    removed_at = Timestamptz(null=True, default=None)


class ReadingOf(Table, tablename="reading"):
    """What one file was understood to say: the result lies encrypted among the files and goes after seven days."""

    id = BigInt(primary_key=True, default=0)
    upload_id = BigInt(default=0)
    upload_file_id = BigInt(default=0, unique=True)
    state = Text(default="WAITING")
    answers = Text(null=True, default=None)
    recalled = Boolean(default=False)
    fingerprint = Text(default="")
    result_file_id = BigInt(null=True, default=None)
    attempts = BigInt(default=0)
    asked_at = Timestamptz()
    started_at = Timestamptz(null=True, default=None)
    done_at = Timestamptz(null=True, default=None)


class Mapping(Table, tablename="mapping"):
    """How an employer said that files with these headings are read."""

    id = BigInt(primary_key=True, default=0)
    employer_id = BigInt(default=0)
    fingerprint = Text(default="")
    answers = Text(default="")
    confirmed_by = Text(default="")
    confirmed_at = Timestamptz()
    uses = BigInt(default=0)
