"""Sending files as they are: the list is locked, and staff are told to key it."""

from app import clock, db
from app.accounts.principal import Principal
from app.errors import Closed, Conflict
from app.intake import queries
from app.intake.upload import Upload
from app.lists.actions.send import send
from app.lists.queries import list_for
from app.unions.queries import union_by_id
from app.values.period import add_months, day_in, period_of


async def send_as_they_are(upload: Upload, list_id: int, *, seen: int, by: Principal) -> int:
    """Send the files unread for one list, with their remark; answers the submission.

    `seen` is the version of the upload that was on the screen.  The same request again answers the same submission.
    The employer has said that the files concern this list's union alone (`decisions.md` 12), so the upload's other
    lists are let go.  Raises Conflict when files came or went meanwhile, Closed when the list is closed.
    """
    if upload.sent_list is not None and upload.sent_list.submission_id:
        return upload.sent_list.submission_id
    at = clock.now()
    async with db.transaction(durable=True):
        mine = await db.row(
            f"""UPDATE upload SET state = 'SENT', sent_at = ?, version = version + 1, choices = NULL
 WHERE id = ? AND version = ? AND state IN ({queries.OPEN_STATES}) RETURNING id""",  # noqa: S608
            *(at, upload.id, seen),
        )
        if mine is None:
            raise Conflict("upload.changed")
        the_list = await list_for(by, upload.employer_id, list_id)
        if not the_list.is_open:
            raise Closed("list.closed")
        await db.execute("DELETE FROM upload_list WHERE upload_id = ? AND list_id <> ?", upload.id, list_id)
        names = [file.name for file in upload.files]
        submission_id = await send(
            the_list, by=by, seen=the_list.version, comment=upload.remark, kind="FILE", files=names
        )
        await _refuse_anothers(submission_id, at, by)
        union = await union_by_id(the_list.union_id)
        await keep_files([file.file_id for file in upload.files], union.policy.keep_files_months)
    return submission_id


async def _refuse_anothers(submission_id: int, at: object, by: Principal) -> None:
    """Somebody else may have sent the list between our look and our lock: then ours is not what was sent."""
    ours = await db.row(
        "SELECT id FROM submission WHERE id = ? AND actor_kind = ? AND actor_id = ? AND sent_at >= ? AND kind = 'FILE'",
        *(submission_id, by.kind, by.id, at),
    )
    if ours is None:
        raise Closed("list.closed")


async def keep_files(ids: list[int], months: int) -> None:
    """Keep these files for so many months from now, in the caller's transaction."""
    today = clock.today()
    until = day_in(add_months(period_of(today), months), today.day)
    await db.execute(
        f"UPDATE stored_file SET erase_on = ? WHERE id IN ({db.marks(len(ids))}) AND erased_at IS NULL",  # noqa: S608
        *(until, *ids),
    )
