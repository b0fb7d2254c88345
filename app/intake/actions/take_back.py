"""Taking files out of a list again: the list as it was before, and the files as if they had not been taken in."""

import datetime as dt

from app import db
from app.accounts.principal import Principal
from app.audit.actions import record
from app.errors import NotFound
from app.intake.upload import Upload
from app.lists.actions.undo import undo
from app.lists.queries import list_for

_STANDS = """EXISTS (SELECT 1 FROM upload_list x JOIN line_change c ON c.list_id = x.list_id AND c.batch = x.upload_id
 WHERE x.upload_id = upload.id AND c.undone = ?)
 OR EXISTS (SELECT 1 FROM upload_list x JOIN submission s ON s.list_id = x.list_id
 WHERE x.upload_id = upload.id AND s.sent_at >= upload.accepted_at)"""


def when_taken_back(list_id: int, batch: int, at: dt.datetime) -> list[db.Step]:
    """For the transaction that takes a batch back, however that was asked for; nothing where it is no upload.

    Files that no list has anything of any more wait again, unread: what was read in them was kept without those who
    were not taken in.
    """
    waits = "EXISTS (SELECT 1 FROM upload u WHERE u.id = ? AND u.state = 'RECEIVED')"
    return [
        db.Step(
            """UPDATE upload_list SET taken_back_at = ? WHERE list_id = ? AND upload_id = ?
 AND EXISTS (SELECT 1 FROM upload u WHERE u.id = upload_list.upload_id AND u.state = 'ACCEPTED')""",
            (at, list_id, batch),
        ),
        db.Step(
            f"""UPDATE upload SET state = 'RECEIVED', accepted_at = NULL, version = version + 1
 WHERE id = ? AND state = 'ACCEPTED' AND NOT ({_STANDS})""",  # noqa: S608 - our own words
            (batch, False),
        ),
        db.Step(
            f"UPDATE reading SET state = 'CANCELLED', attempts = 0 WHERE upload_id = ? AND state = 'READ' AND {waits}",  # noqa: S608
            (batch, batch),
        ),
        db.Step(f"DELETE FROM upload_list WHERE upload_id = ? AND joined = ? AND {waits}", (batch, True, batch)),  # noqa: S608
    ]


async def take_back(upload: Upload, list_id: int, *, by: Principal) -> None:
    """Take the files out of one list.

    What is out already is no fault.  Raises NotFound for a list that is not theirs, Conflict when what came from them
    was changed since, Closed when the list is sent.
    """
    if list_id not in {one.list_id for one in upload.lists}:
        raise NotFound("list.not_found")
    the_list = await list_for(by, upload.employer_id, list_id)
    try:
        await undo(the_list, by=by, batch=upload.id)
    except NotFound:
        return
    await record(
        "file_taken_back",
        by=by,
        object_kind="upload",
        object_id=upload.id,
        union_id=the_list.union_id,
        employer_id=upload.employer_id,
        list_number=the_list.list_number,
    )
