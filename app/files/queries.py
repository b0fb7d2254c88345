"""What we know of the files we keep."""

import datetime as dt
from collections.abc import AsyncIterator

from app import db
from app.errors import NotFound
from app.files.sealing import unsealed
from app.files.storage import storage
from app.files.tables import StoredFile


async def kept(file_id: int) -> StoredFile:
    """The row of a file that is there.  Raises NotFound, also when it is erased."""
    there = (StoredFile.id == file_id) & StoredFile.erased_at.is_null()
    file = await StoredFile.objects().where(there).first()
    if file is None:
        raise NotFound("file")
    return file


async def stream(file_id: int) -> AsyncIterator[bytes]:
    """The plain bytes in pieces of at most a megabyte.

    Raises NotFound, storage.Unreachable, or crypto.Tampered, the last perhaps after the first pieces.
    """
    file = await kept(file_id)
    async for piece in unsealed(file.id, storage().get(file.place), file.size, file.sha256):
        yield piece


async def read(file_id: int) -> bytes:
    """The plain bytes.  Raises NotFound, storage.Unreachable or crypto.Tampered."""
    return b"".join([piece async for piece in stream(file_id)])


async def due(today: dt.date, limit: int) -> list[StoredFile]:
    """Files whose bytes are to go: their day has come, or somebody erased them."""
    found = await db.rows(
        "SELECT id, place, erase_on FROM stored_file WHERE erase_on <= ? ORDER BY erase_on, id LIMIT ?", today, limit
    )
    return [StoredFile(**one) for one in found]


async def unknown(places: list[str]) -> list[str]:
    """Those of the places that no row knows."""
    if not places:
        return []
    found = await db.rows(f"SELECT place FROM stored_file WHERE place IN ({db.marks(len(places))})", *places)  # noqa: S608
    known = {one["place"] for one in found}
    return [place for place in places if place not in known]
