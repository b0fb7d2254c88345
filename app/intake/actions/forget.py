"""Forgetting what nobody went on with, each night, and what was said of a file, when asked to."""

import datetime as dt

from app import clock, db
from app.files.actions import erase
from app.intake import queries
from app.intake.actions.read import KEEP_DAYS, forget_reading, tell_state
from app.intake.upload import Upload
from app.intake.upload_reading import FileReading
from app.jobs.actions import later


async def forget_old() -> None:
    """Each night: readings that nobody accepted are erased after seven days (`decisions.md` 12)."""
    before = clock.now() - dt.timedelta(days=KEEP_DAYS)
    found = await db.rows(
        f"""SELECT r.id, r.upload_id, r.result_file_id FROM reading r JOIN upload u ON u.id = r.upload_id
 WHERE r.done_at < ? AND r.state IN ('ASK', 'READ', 'UNREADABLE') AND u.state IN ({queries.OPEN_STATES})""",  # noqa: S608
        before,
    )
    for one in found:
        async with db.transaction():
            await db.execute(
                "UPDATE reading SET state = 'CANCELLED', result_file_id = NULL, answers = NULL WHERE id = ?", one["id"]
            )
            if one["result_file_id"] is not None:
                await erase(one["result_file_id"])
            await db.execute("UPDATE upload SET choices = NULL WHERE id = ?", one["upload_id"])
            await tell_state(one["upload_id"])


async def forget_form(upload: Upload, one: FileReading) -> None:
    """Read a file as if nothing had been said of it, nor of another of its form."""
    async with db.transaction():
        await db.execute(
            "DELETE FROM mapping WHERE employer_id = ? AND fingerprint = ?", upload.employer_id, one.fingerprint
        )
        await db.execute(
            """UPDATE reading SET answers = NULL, state = 'WAITING', asked_at = ?, started_at = NULL,
 attempts = 0, recalled = ?
 WHERE id = ? AND state IN ('ASK', 'READ', 'UNREADABLE')""",
            *(clock.now(), False, one.id),
        )
        await tell_state(upload.id)
        await later("intake.read", {"upload_id": upload.id})


async def forget_unsent(before: dt.datetime) -> int:
    """Each night: files that lay unsent for so long are gone, with their remark; how many uploads that were."""
    found = await db.rows(
        f"""SELECT id FROM upload WHERE received_at < ? AND state IN ({queries.OPEN_STATES}) AND NOT EXISTS (
 SELECT 1 FROM upload_list x WHERE x.upload_id = upload.id AND x.taken_back_at >= ?)""",  # noqa: S608
        *(before, before),
    )
    for one in found:
        async with db.transaction():
            files = await db.rows(
                """UPDATE upload_file SET removed_at = ? WHERE upload_id = ? AND removed_at IS NULL
 RETURNING id, file_id""",
                *(clock.now(), one["id"]),
            )
            for file in files:
                await erase(file["file_id"])
                await forget_reading(file["id"])
            await db.execute(
                "UPDATE upload SET state = ?, remark = NULL, choices = NULL WHERE id = ?", queries.GONE, one["id"]
            )
    return len(found)
