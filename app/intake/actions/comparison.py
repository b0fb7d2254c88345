"""The differences of an upload's files.  Those of a large one are kept for a while, so that a page only reads them."""

import asyncio
import datetime as dt
import hashlib

import msgspec

from app import clock, db
from app.accounts.principal import Principal
from app.errors import NotFound
from app.files.actions import erase, keep, store
from app.files.queries import read as read_file
from app.intake import queries
from app.intake.queries.found import Against, Found, against, compared_with_lists
from app.intake.reading import Reading
from app.intake.upload import Upload
from app.intake.upload_differences import Compared
from app.intake.upload_reading import FileReading, Read
from app.intake.upload_rows import Row

LARGE = 400_000
"""Bytes of what was read in all files: beyond some thousand lines, comparing takes longer than a page may."""
VALID = dt.timedelta(minutes=10)
"""Lists and files are looked at each time; this is for what else may change, a member's order above all."""

_turn = asyncio.Semaphore(1)
"""One large comparison at a time: each takes memory, and a processor."""


class Kept(msgspec.Struct):
    """`rows` are those of `compared`, each by itself: thousands decoded at once would hold up everybody else, since no
    other thread runs meanwhile.  `warnings` are the reader's, by file."""

    compared: Compared
    rows: list[msgspec.Raw]
    warnings: dict[int, list[str]]


_decoder = msgspec.json.Decoder(Kept)
_row = msgspec.json.Decoder(Row)


def packed(compared: Compared, warnings: dict[int, list[str]]) -> bytes:
    """A comparison as it is kept."""
    rows = [msgspec.Raw(msgspec.json.encode(row)) for row in compared.rows]
    return msgspec.json.encode(Kept(msgspec.structs.replace(compared, rows=[]), rows, warnings))


def unpacked(data: bytes) -> Kept:
    """The comparison again."""
    kept = _decoder.decode(data)
    kept.compared.rows = [_row.decode(row) for row in kept.rows]
    return kept


async def found_of(upload: Upload, readings: list[FileReading], by: Principal, *, anew: bool = False) -> Found:
    """The differences of everything that was read; `anew`: whatever is kept.

    Raises NotFound when a reading is erased, TooMany, and Closed when no list takes anything.
    """
    if await _size(readings) < LARGE:
        return await compared_with_lists(upload, await queries.results_of(readings), await against(by, upload))
    async with _turn:
        lists = await against(by, upload)
        key = _key(upload, readings, lists)
        kept = None if anew else await _kept(upload, key)
        if kept is not None:
            read = [Read(one, _empty(one, kept.warnings.get(one.file.n, []))) for one in readings]
            return Found(kept.compared, lists.lists, read)
        found = await compared_with_lists(upload, await queries.results_of(readings), lists)
        await _keep(upload, found, key)
    return found


async def _size(readings: list[FileReading]) -> int:
    ids = [one.result_file_id for one in readings if one.result_file_id is not None]
    if not ids:
        return 0
    sizes = f"SELECT COALESCE(SUM(size), 0) FROM stored_file WHERE id IN ({db.marks(len(ids))})"  # noqa: S608
    return int(await db.value(sizes, *ids))


def _key(upload: Upload, readings: list[FileReading], lists: Against) -> str:
    """What the comparison was of: a file that is read again has another result, a list that changes another version."""
    main = {one.list_id for one in upload.lists}
    parts = [
        [(one.file.n, one.result_file_id) for one in readings],
        [(one.id, one.version, one.id in main, one.policy.comment_required) for one in lists.lists.values()],
        sorted((one.id, one.name, one.aliases) for one in lists.unions.values()),
    ]
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()


def _empty(one: FileReading, warnings: list[str]) -> Reading:
    return Reading(file=one.file.name, status="lines", warnings=warnings)


async def _kept(upload: Upload, key: str) -> Kept | None:
    file_id = await db.value(
        """SELECT f.id FROM upload u JOIN stored_file f ON f.id = u.compared_file_id
 WHERE u.id = ? AND u.compared_key = ? AND f.erased_at IS NULL AND f.kept_at > ?""",
        *(upload.id, key, clock.now() - VALID),
    )
    if file_id is None:
        return None
    try:
        return await asyncio.to_thread(unpacked, await read_file(file_id))
    except NotFound:
        return None


async def _keep(upload: Upload, found: Found, key: str) -> None:
    warnings = {one.of.file.n: one.reading.warnings for one in found.read}
    until = clock.today() + dt.timedelta(days=1)
    data = await asyncio.to_thread(packed, found.compared, warnings)
    stored = await store(data, kind="comparison", erase_on=until)
    async with db.transaction():
        await let_go(upload.id)
        await keep(stored)
        await db.execute(
            "UPDATE upload SET compared_file_id = ?, compared_key = ? WHERE id = ?", stored.id, key, upload.id
        )


async def let_go(upload_id: int) -> None:
    """Erase what is kept of the comparison, in the caller's transaction."""
    file_id = await db.value("SELECT compared_file_id FROM upload WHERE id = ?", upload_id)
    if file_id is not None:
        await erase(file_id)
        await db.execute("UPDATE upload SET compared_file_id = NULL WHERE id = ?", upload_id)
