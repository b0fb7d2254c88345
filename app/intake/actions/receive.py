"""Taking in files for a month: looked at, encrypted and kept, all of them or none."""

import asyncio
import datetime as dt
import errno
import shutil
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Protocol

from app import clock, db
from app.accounts.principal import Principal
from app.audit.actions import record
from app.crypto import seal
from app.errors import Refused
from app.files.actions import erase, keep, store
from app.files.sealing import CHUNK
from app.files.storage import Unreachable
from app.files.tables import StoredFile
from app.intake import queries
from app.intake.actions.read import ask, drop_unkept, forget_reading
from app.intake.upload import (
    KEEP_UNSENT_DAYS,
    LARGEST_DAY,
    MOST_FILES,
    Dropped,
    Upload,
    is_same_set,
)
from app.intake.upload_faults import Fault
from app.intake.upload_kind import has_macros, kind_of
from app.lists.actions.make import make_list
from app.settings import settings

ROOM = 500_000_000
"""Bytes that must be free before anything is taken in (`security.md` P8); on a small disk, a tenth of it."""


class Faulty(Refused):
    """Something is wrong with what was dropped, and nothing of it is kept."""

    def __init__(self, faults: Sequence[Fault], *, ours: bool = False) -> None:
        super().__init__("upload.faulty")
        self.faults, self.ours = list(faults), ours


class Came(Protocol):
    """A file as `web.multipart` hands it over."""

    name: str
    path: Path
    size: int
    sha256: str
    too_large: bool


def has_room() -> bool:
    """Whether the disk can take what somebody wants to send."""
    disk = shutil.disk_usage(settings().data_dir)
    return disk.free > min(ROOM, disk.total // 10)


async def look_at(files: Sequence[Came]) -> tuple[list[Dropped], list[Fault]]:
    """Every file by name and content, and what is wrong with them."""
    dropped: list[Dropped] = []
    faults: list[Fault] = []
    for file in files:
        if file.too_large:
            faults.append(Fault("files", "large", file.name))
            continue
        kind, code, macros = await asyncio.to_thread(_look, file.name, file.path)
        if code:
            faults.append(Fault("files", code, file.name))
        else:
            dropped.append(Dropped(file.name, file.path, file.size, file.sha256, kind, macros))
    return dropped, faults


def _look(name: str, path: Path) -> tuple[str, str, bool]:
    data = path.read_bytes()
    kind, code = kind_of(name, data)
    return kind, code, not code and has_macros(data)


async def receive(
    employer_id: int, period: str, agreement_ids: Sequence[int], files: Sequence[Dropped], remark: str, *, by: Principal
) -> int:
    """Keep the files with their remark; answers the upload's id.

    Makes the month's list where there is none.  Added to the upload that already waits for the same lists, if there is
    one.  Raises Faulty, with nothing kept, and Closed when a list is sent.
    """
    lists = {await make_list(agreement_id, period, by=by) for agreement_id in agreement_ids}
    return await _take(employer_id, period, lists, files, remark or None, by)


async def add(upload: Upload, files: Sequence[Dropped], remark: str, *, by: Principal) -> None:
    """More files for an upload that waits, or another remark for those that are there.  Raises Faulty."""
    lists = {one.list_id for one in upload.lists}
    await _take(upload.employer_id, upload.period, lists, files, remark, by)


async def _take(
    employer_id: int, period: str, lists: set[int], files: Sequence[Dropped], remark: str | None, by: Principal
) -> int:
    stored: list[StoredFile] = []
    try:
        erase_on = clock.today() + dt.timedelta(days=KEEP_UNSENT_DAYS)
        for file in files:
            there = await store(_pieces(file.path), kind="upload", erase_on=erase_on)
            stored.append(there)
        async with db.transaction():
            return await _write(employer_id, period, lists, files, stored, remark, by)
    except Exception as error:
        await drop_unkept([one.place for one in stored])
        if is_full(error):
            raise Faulty([Fault("files", "full")], ours=True) from error
        if isinstance(error, Unreachable):
            raise Faulty([Fault("files", "away")], ours=True) from error
        raise


async def _pieces(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while piece := await asyncio.to_thread(file.read, CHUNK):
            yield piece


def is_full(error: BaseException) -> bool:
    """Whether disk, store or database took no more."""
    if isinstance(error, Unreachable):
        return "No space left" in str(error.__cause__)
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT}
    return type(error).__name__ in {"OperationalError", "DiskFullError"} and "full" in str(error)


async def _write(
    employer_id: int,
    period: str,
    lists: set[int],
    files: Sequence[Dropped],
    stored: Sequence[StoredFile],
    remark: str | None,
    by: Principal,
) -> int:
    await take_turn(employer_id)
    await queries.refuse_closed(lists)
    waiting = await queries.waiting_uploads(by, employer_id, period)
    upload = next((one for one in waiting if is_same_set(one, lists)), None)
    there = await queries.digests_in(upload.id) if upload else {}
    if upload and files and all(there.get(row.sha256) == file.name for row, file in zip(stored, files, strict=True)):
        await drop_unkept([one.place for one in stored])  # the same form, posted twice
        return upload.id
    await _check(employer_id, period, there, files, stored)
    upload_id = upload.id if upload else await open_upload(employer_id, period, lists, by)
    if remark is not None:
        await set_remark(upload_id, remark)
    n = int(await db.value("SELECT COALESCE(MAX(n), 0) FROM upload_file WHERE upload_id = ?", upload_id))
    for row, file in zip(stored, files, strict=True):
        n += 1
        await keep(row)
        await db.execute(
            """INSERT INTO upload_file (id, upload_id, n, file_id, name, size, format, macros)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            *(db.new_id(), upload_id, n, row.id, file.name, file.size, file.kind, file.macros),
        )
    if files:
        await _record("files_received", upload_id, employer_id, by, period, len(files))
    await touch(upload_id)
    if files:
        await ask(upload_id)
    return upload_id


async def take_turn(employer_id: int) -> None:
    """Two who drop at once are counted one after the other; on SQLite whoever writes is alone already."""
    if db.POSTGRES:
        await db.execute("SELECT id FROM employer WHERE id = ? FOR UPDATE", employer_id)


async def _check(
    employer_id: int, period: str, there: dict[str, str], files: Sequence[Dropped], stored: Sequence[StoredFile]
) -> None:
    """What can only be known where nobody else is adding meanwhile.  Raises Faulty."""
    if await queries.how_many_files(employer_id, period) + len(files) > MOST_FILES:
        raise Faulty([Fault("files", "many")])
    if (
        await queries.bytes_received(employer_id, clock.now() - dt.timedelta(days=1)) + sum(file.size for file in files)
        > LARGEST_DAY
    ):
        raise Faulty([Fault("files", "day")])
    known, faults = set(there), []
    for row, file in zip(stored, files, strict=True):
        if row.sha256 in known:
            faults.append(Fault("files", "twice", file.name))
        known.add(row.sha256)
    if faults:
        raise Faulty(faults)


async def open_upload(employer_id: int, period: str, lists: set[int], by: Principal) -> int:
    """An upload without files yet, in the caller's transaction."""
    upload_id = db.new_id()
    await db.execute(
        """INSERT INTO upload (id, employer_id, period, state, actor_kind, actor_id, actor_label, received_at)
 VALUES (?, ?, ?, 'RECEIVED', ?, ?, ?, ?)""",
        *(upload_id, employer_id, period, by.kind, by.id, by.label, clock.now()),
    )
    for list_id in sorted(lists):
        await db.execute(
            "INSERT INTO upload_list (id, upload_id, list_id) VALUES (?, ?, ?)", db.new_id(), upload_id, list_id
        )
    return upload_id


async def set_remark(upload_id: int, remark: str) -> None:
    """The remark of its files; in the caller's transaction."""
    sealed = seal(remark, f"upload|remark|{upload_id}") if remark else None
    await db.execute("UPDATE upload SET remark = ? WHERE id = ?", sealed, upload_id)


async def touch(upload_id: int, state: str | None = None) -> None:
    """What was seen of it before is no longer how it is; in the caller's transaction."""
    await db.execute(
        "UPDATE upload SET version = version + 1, state = COALESCE(?, state) WHERE id = ?", state, upload_id
    )


async def remove(upload: Upload, n: int, *, by: Principal) -> bool:
    """Take a file away again, before anything is sent; answers whether any are left.

    The last one takes the remark with it.  A file that is gone already is no fault.  Raises Closed when it is sent.
    """
    async with db.transaction():
        await queries.refuse_delivered(upload)
        gone = await db.row(
            """UPDATE upload_file SET removed_at = ? WHERE upload_id = ? AND n = ? AND removed_at IS NULL
 RETURNING id, file_id""",
            *(clock.now(), upload.id, n),
        )
        if gone is not None:
            await erase(gone["file_id"])
            await forget_reading(gone["id"])
            await _record("file_removed", upload.id, upload.employer_id, by, upload.period, 1)
        left = await db.value("SELECT COUNT(*) FROM upload_file WHERE upload_id = ? AND removed_at IS NULL", upload.id)
        if not left:
            await db.execute("UPDATE upload SET remark = NULL, choices = NULL WHERE id = ?", upload.id)
        await touch(upload.id, None if left else queries.GONE)
    return bool(left)


async def _record(event: str, upload_id: int, employer_id: int, by: Principal, period: str, count: int) -> None:
    await record(
        event, by=by, object_kind="upload", object_id=upload_id, employer_id=employer_id, period=period, count=count
    )
