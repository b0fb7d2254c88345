"""Keeping and erasing files.

Bytes first, then the row: `store` writes and syncs the bytes before any transaction, `keep` puts the row into the
caller's.  What is left when that fails lies in the store with no row, and the nightly sweep takes it.
"""

import datetime as dt
import secrets
from collections.abc import AsyncIterable, AsyncIterator

from app import clock, db
from app.files import queries
from app.files.queries import read, stream
from app.files.sealing import Tally, sealed
from app.files.storage import storage
from app.files.tables import StoredFile

__all__ = ["erase", "erase_due", "keep", "read", "store", "stream", "sweep_orphans"]

ORPHAN_AFTER = dt.timedelta(hours=24)
BATCH = 200


async def store(data: bytes | AsyncIterable[bytes], *, kind: str, erase_on: dt.date | None = None) -> StoredFile:
    """Write the bytes, encrypted, and return their row, not yet in the database: `keep` it in the transaction.

    Never inside a transaction: this is disk or network.  Raises storage.Unreachable.
    """
    file_id, tally = db.new_id(), Tally()
    name = secrets.token_hex(16)
    place = f"{name[:2]}/{name[2:]}"
    await storage().put(place, sealed(file_id, _pieces(data), tally))
    return StoredFile(
        id=file_id, kind=kind, place=place, size=tally.size, sha256=tally.sha256, kept_at=clock.now(), erase_on=erase_on
    )


async def _pieces(data: bytes | AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    if isinstance(data, bytes):
        yield data
    else:
        async for piece in data:
            yield piece


async def keep(file: StoredFile) -> int:
    """The row of stored bytes, in the caller's transaction; returns its id."""
    await db.execute(
        "INSERT INTO stored_file (id, kind, place, size, sha256, kept_at, erase_on) VALUES (?, ?, ?, ?, ?, ?, ?)",
        *(file.id, file.kind, file.place, file.size, file.sha256, file.kept_at, file.erase_on),
    )
    return file.id


async def erase(file_id: int) -> None:
    """Erased from this moment on, in the caller's transaction; the bytes go with the next `erase_due`."""
    await db.execute(
        "UPDATE stored_file SET erased_at = ?, erase_on = ? WHERE id = ? AND erased_at IS NULL",
        *(clock.now(), clock.today(), file_id),
    )


async def erase_due(today: dt.date) -> int:
    """Delete the bytes of every file whose day has come; the rows stay and say when.  Returns how many went.

    Bytes first, then the row: stopped in between, the next turn does it again.
    """
    gone = 0
    while files := await queries.due(today, BATCH):
        await storage().delete([file.place for file in files])
        await db.execute(
            f"UPDATE stored_file SET erased_at = COALESCE(erased_at, ?), erase_on = NULL "  # noqa: S608
            f"WHERE id IN ({db.marks(len(files))})",
            *(clock.now(), *(file.id for file in files)),
        )
        gone += len(files)
    return gone


async def sweep_orphans() -> int:
    """Delete bytes older than a day that no row knows; returns how many.  The rows of erased files keep their place."""
    gone = 0
    async for places in storage().older_than(clock.now() - ORPHAN_AFTER):
        orphans = await queries.unknown(places)
        await storage().delete(orphans)
        gone += len(orphans)
    return gone
