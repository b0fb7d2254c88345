"""A zip that is made while it is sent: never whole in memory or on disk."""

import datetime as dt
import zipfile
from collections.abc import AsyncIterator, Callable
from typing import NamedTuple


class Entry(NamedTuple):
    """A file to be in it; `content` opens it when its turn has come."""

    name: str
    at: dt.datetime
    content: Callable[[], AsyncIterator[bytes]]


class _Outflow:
    """What `zipfile` writes into: it cannot be wound back, and is emptied as it is filled."""

    def __init__(self) -> None:
        self.held = bytearray()

    def write(self, data: bytes) -> int:
        self.held += data
        return len(data)

    def flush(self) -> None:
        """Nothing lies anywhere else."""

    def taken(self) -> bytes:
        data = bytes(self.held)
        self.held.clear()
        return data


async def zipped(entries: list[Entry]) -> AsyncIterator[bytes]:
    """The zip in pieces.  PDFs are packed in themselves, so they are stored as they are."""
    out = _Outflow()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:  # type: ignore[call-overload]
        for entry in entries:
            told = zipfile.ZipInfo(entry.name, entry.at.timetuple()[:6])
            told.external_attr = 0o644 << 16
            with archive.open(told, "w") as file:
                async for piece in entry.content():
                    file.write(piece)
                    yield out.taken()
            yield out.taken()
    yield out.taken()
