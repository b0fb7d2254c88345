"""Reading the files of an upload: asked for in the transaction that brings them, done one after the other in a fence.

The table `reading` is the queue.  Whoever works takes the one that has waited longest, as many at once as there are
cores; each file is read in a process of its own (`child.py`).
"""

import asyncio
import contextlib
import datetime as dt
import os
from collections.abc import Sequence
from functools import partial

import msgspec

from app import clock, db
from app.crypto import seal
from app.errors import NotFound
from app.files.actions import erase, keep, store
from app.files.queries import stream
from app.files.storage import Unreachable, storage
from app.intake import queries
from app.intake.actions.comparison import let_go
from app.intake.actions.recall import as_last_time
from app.intake.actions.request import READER, request_for
from app.intake.child import Fence
from app.intake.reading import Answers, Reading
from app.intake.upload import Upload
from app.intake.upload_reading import TRIES, FileReading, OfUnion, merged, questions_left, state_of_all
from app.jobs.actions import later
from app.jobs.nudge import is_heard
from app.web.logs import log

KEEP_DAYS = 7
STALE = dt.timedelta(seconds=90)
SOONEST, LATEST = dt.timedelta(seconds=30), dt.timedelta(hours=1)
"""How long until we try again what we could not read: as long as it has waited already, between these."""
AT_ONCE = os.cpu_count() or 1
FENCE = Fence(AT_ONCE)

_at_work = 0
_asked_again = False


async def ask(upload_id: int) -> None:
    """Have every file read that is not, in the caller's transaction."""
    files = await db.rows(
        """SELECT f.id FROM upload_file f WHERE f.upload_id = ? AND f.removed_at IS NULL
 AND NOT EXISTS (SELECT 1 FROM reading r WHERE r.upload_file_id = f.id) ORDER BY f.n""",
        upload_id,
    )
    for file in files:
        await db.execute(
            "INSERT INTO reading (id, upload_id, upload_file_id, asked_at) VALUES (?, ?, ?, ?)",
            *(db.new_id(), upload_id, file["id"], clock.now()),
        )
    await tell_state(upload_id)
    await later("intake.read", {"upload_id": upload_id})


async def tell_state(upload_id: int) -> None:
    """The upload's state from its files' readings, in the caller's transaction."""
    found = await db.rows("SELECT state FROM reading WHERE upload_id = ?", upload_id)
    await db.execute(
        f"UPDATE upload SET state = ? WHERE id = ? AND state IN ({queries.OPEN_STATES})",  # noqa: S608
        *(state_of_all(one["state"] for one in found), upload_id),
    )


async def start_again(upload: Upload) -> None:
    """Read what was cancelled, what we could not read just now, or what was read so long ago that it is erased."""
    async with db.transaction():
        await db.execute(
            """UPDATE reading SET state = 'WAITING', asked_at = ?, started_at = NULL, attempts = 0
 WHERE upload_id = ? AND (state IN ('CANCELLED', 'READ', 'ASK') OR (state = 'WAITING' AND started_at IS NOT NULL))""",
            *(clock.now(), upload.id),
        )
        await ask(upload.id)


async def cancel(upload: Upload) -> None:
    """Stop reading; the files stay.  What is done already is kept."""
    async with db.transaction():
        await db.execute(
            "UPDATE reading SET state = 'CANCELLED' WHERE upload_id = ? AND state IN ('WAITING', 'READING')", upload.id
        )
        await tell_state(upload.id)


async def answer(upload: Upload, one: FileReading, answers: Answers) -> None:
    """Read the file again with this answered too."""
    sealed = _sealed(one, merged(one.answers, answers))
    async with db.transaction():
        await db.execute(
            """UPDATE reading SET answers = ?, state = 'WAITING', asked_at = ?, started_at = NULL, attempts = 0,
 recalled = ? WHERE id = ? AND state IN ('ASK', 'READ')""",
            *(sealed, clock.now(), False, one.id),
        )
        await tell_state(upload.id)
        await later("intake.read", {"upload_id": upload.id})


async def claim(upload: Upload, one: FileReading) -> None:
    """Read a file that names only another union as if all of it were for this one, since somebody says so."""
    said = merged(one.answers, Answers(union_rows="all", accepted=["union_rows"]))
    async with db.transaction():
        await db.execute(
            """UPDATE reading SET answers = ?, state = 'WAITING', asked_at = ?, attempts = 0, recalled = ?
 WHERE id = ? AND state = 'UNREADABLE'""",
            *(_sealed(one, said), clock.now(), False, one.id),
        )
        await tell_state(upload.id)
        await later("intake.read", {"upload_id": upload.id})


def _sealed(one: FileReading, answers: Answers) -> str:
    return seal(msgspec.json.encode(answers).decode(), f"reading|answers|{one.id}")


async def forget_reading(upload_file_id: int) -> None:
    """A file is taken away: so is what was read in it, in the caller's transaction."""
    gone = await db.rows(
        "DELETE FROM reading WHERE upload_file_id = ? RETURNING upload_id, result_file_id", upload_file_id
    )
    for one in gone:
        if one["result_file_id"] is not None:
            await erase(one["result_file_id"])
        await let_go(one["upload_id"])
        await tell_state(one["upload_id"])


async def settled(upload_id: int, seconds: float = 1.5) -> None:
    """Wait a moment for the reading, where there is somebody to do it: most files take less."""
    until = asyncio.get_running_loop().time() + seconds
    while is_heard() and asyncio.get_running_loop().time() < until:
        if await db.value("SELECT state FROM upload WHERE id = ?", upload_id) != "READING":
            return
        await asyncio.sleep(0.05)


async def preview(upload: Upload, one: FileReading, answers: Answers) -> Reading:
    """What the file would say with this answered; nothing is kept."""
    return await FENCE.read(
        stream(one.file.file_id), await request_for(upload, one.file.name, merged(one.answers, answers))
    )


async def work_off() -> None:
    """Read what waits until nothing does.  With as many at work as there are cores, those take this too."""
    global _at_work, _asked_again
    if _at_work >= AT_ONCE:
        _asked_again = True
        return
    _at_work += 1
    try:
        while True:
            _asked_again = False
            claimed = await _claim()
            if claimed is not None:
                await _read_or_wait(claimed)
            elif not _asked_again:
                return
    finally:
        _at_work -= 1


async def _claim() -> db.Row | None:
    """The file whose turn it is, or one whose reader died.

    One that waits has `started_at` only where we could not read it: that is when it is tried again.
    """
    now = clock.now()
    lock = " FOR UPDATE SKIP LOCKED" if db.POSTGRES else ""
    return await db.row(
        f"""UPDATE reading SET state = 'READING', started_at = ?, attempts = attempts + 1 WHERE id = (
 SELECT r.id FROM reading r WHERE (r.state = 'WAITING' AND (r.started_at IS NULL OR r.started_at <= ?))
 OR (r.state = 'READING' AND r.started_at < ?)
 ORDER BY {queries.turn("r")}, r.asked_at, r.id LIMIT 1{lock}) RETURNING id, upload_id, upload_file_id, attempts""",  # noqa: S608
        *(now, now, now - STALE),
    )


async def _read_or_wait(claimed: db.Row) -> None:
    """What goes wrong around the reading is ours, and nothing is known of the file: it waits, and is tried again."""
    try:
        await _read(claimed)
    except asyncio.CancelledError:  # we are stopped: the next one begins where we did
        with contextlib.suppress(Exception):
            await asyncio.shield(_back(claimed, None))
        raise
    except Exception as error:
        log.error("file_not_read", exc_info=error, id=claimed["id"])
        await _back(claimed, clock.now())


async def _back(claimed: db.Row, failed_at: dt.datetime | None) -> None:
    """Let it wait again, if it is ours still."""
    again = None
    if failed_at is not None:
        asked_at = await db.value("SELECT asked_at FROM reading WHERE id = ?", claimed["id"])
        again = failed_at + min(max(failed_at - (asked_at or failed_at), SOONEST), LATEST)
    async with db.transaction():
        await db.execute(
            "UPDATE reading SET state = 'WAITING', started_at = ?, attempts = ?"
            " WHERE id = ? AND state = 'READING' AND attempts = ?",
            *(again, 0 if again else claimed["attempts"] - 1, claimed["id"], claimed["attempts"]),
        )
        await later("intake.read", {"upload_id": claimed["upload_id"]}, run_after=again)


async def _give_up(claimed: db.Row) -> None:
    """Whoever read it died each time: the file may have had a part in it or not, so somebody must ask for it."""
    log.error("file_given_up", id=claimed["id"])
    async with db.transaction():
        await db.execute(
            "UPDATE reading SET state = 'CANCELLED' WHERE id = ? AND state = 'READING' AND attempts = ?",
            *(claimed["id"], claimed["attempts"]),
        )
        await tell_state(claimed["upload_id"])


async def _read(claimed: db.Row) -> None:
    upload, one = await _claimed(claimed)
    if one is None:
        return
    if claimed["attempts"] > TRIES:
        await _give_up(claimed)
        return
    reading: Reading | None = await _fenced(claimed, upload, one.file.name, one.file.file_id, one.answers)
    if reading is not None and reading.reason == "other_union":
        reading = await _of_one_union(claimed, upload, one, reading)
    if reading is None:
        return
    if "problem" in reading.values:
        log.warning("reader_failed", id=one.id, error=reading.values["problem"])
    again = partial(_fenced, claimed, upload, one.file.name, one.file.file_id)
    found = await as_last_time(upload, one, reading, again)
    if found is not None:
        one, reading = found
    await _finish(claimed, upload, one, reading, recalled=found is not None)


async def _of_one_union(claimed: db.Row, upload: Upload, one: FileReading, reading: Reading) -> Reading | None:
    """A template is one union's: among files for several it is read for the union that it names."""
    unions = await queries.unions_of(upload)
    named = [union for union in unions if union.name == reading.values.get("unions")]
    if len(unions) < 2 or not named:
        return reading
    return await _fenced(claimed, upload, one.file.name, one.file.file_id, one.answers, named[0])


async def _claimed(claimed: db.Row) -> tuple[Upload, FileReading | None]:
    employer_id = await db.value("SELECT employer_id FROM upload WHERE id = ?", claimed["upload_id"])
    upload = await queries.upload_for(READER, employer_id, claimed["upload_id"])
    found = {one.id: one for one in await queries.readings_of(upload)}
    return upload, found.get(claimed["id"])


async def _fenced(
    claimed: db.Row, upload: Upload, name: str, file_id: int, answers: Answers, only: OfUnion | None = None
) -> Reading | None:
    """The reading, or None when somebody cancelled: then the process that reads is gone too."""
    task = asyncio.create_task(FENCE.read(stream(file_id), await request_for(upload, name, answers, only)))
    try:
        while not (await asyncio.wait({task}, timeout=0.5))[0]:
            if not await _is_ours(claimed):
                return None
        return task.result()
    finally:  # also when we are stopped, or cannot ask whether it is still ours
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _is_ours(claimed: db.Row) -> bool:
    return bool(
        await db.value(
            "SELECT COUNT(*) FROM reading WHERE id = ? AND state = 'READING' AND attempts = ?",
            *(claimed["id"], claimed["attempts"]),
        )
    )


async def _finish(claimed: db.Row, upload: Upload, one: FileReading, reading: Reading, *, recalled: bool) -> None:
    """Keep what was read for seven days, unless it was cancelled meanwhile."""
    state = await _state(upload, one, reading)
    until = clock.today() + dt.timedelta(days=KEEP_DAYS)
    stored = await store(msgspec.json.encode(reading), kind="reading", erase_on=until)
    sealed = _sealed(one, one.answers)
    async with db.transaction():
        await keep(stored)
        ours = await db.row(
            """UPDATE reading SET state = ?, result_file_id = ?, fingerprint = ?, recalled = ?, answers = ?, done_at = ?
 WHERE id = ? AND state = 'READING' AND attempts = ? RETURNING id""",
            *(state, stored.id, reading.fingerprint, recalled, sealed, clock.now()),
            *(claimed["id"], claimed["attempts"]),
        )
        old = one.result_file_id if ours else stored.id
        if old is not None:
            await erase(old)
        await tell_state(upload.id)


async def _state(upload: Upload, one: FileReading, reading: Reading) -> str:
    if reading.status == "reject":
        return "UNREADABLE"
    orgnr = await db.value("SELECT orgnr FROM employer WHERE id = ?", upload.employer_id)
    return "ASK" if questions_left(reading, one.answers, upload.period, orgnr) else "READ"


async def work_off_what_waits() -> None:
    """Once a minute: if a file has waited for long, or its reader died, somebody is told."""
    now = clock.now()
    waits = await db.value(
        """SELECT COUNT(*) FROM reading WHERE (state = 'WAITING' AND asked_at < ?
 AND (started_at IS NULL OR started_at <= ?)) OR (state = 'READING' AND started_at < ?)""",
        *(now - dt.timedelta(seconds=20), now, now - STALE),
    )
    if waits:
        async with db.transaction():
            await later("intake.read", {"upload_id": 0})


async def drop_unkept(places: Sequence[str]) -> None:
    """The bytes of what was not kept; where that fails too, the nightly sweep has them."""
    try:
        await storage().delete(list(places))
    except (Unreachable, NotFound):
        return
