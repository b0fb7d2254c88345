"""Bytes sealed in chunks, so that a file of any size goes through a small memory.

Each chunk stands as its length (4 bytes, big-endian) and the sealed bytes; its place, `stored_file|<id>|<chunk no>`, is
authenticated with it, so chunks cannot be swapped within a file or between files.  A file that is cut short shows by
the size and digest that its row keeps.
"""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from app.crypto import Tampered, seal_bytes, unseal_bytes

CHUNK = 1 << 20
LONGEST = CHUNK + 256  # with nonce, tag and the key's name
HEAD = 4


def place_of(file_id: int, n: int) -> str:
    """What a chunk's seal is bound to."""
    return f"stored_file|{file_id}|{n}"


@dataclass(slots=True)
class Tally:
    """Size and digest of what has gone by."""

    size: int = 0
    _digest: Any = field(default_factory=hashlib.sha256)

    def add(self, part: bytes) -> None:
        self.size += len(part)
        self._digest.update(part)

    @property
    def sha256(self) -> str:
        return str(self._digest.hexdigest())


async def sealed(file_id: int, plain: AsyncIterator[bytes], tally: Tally) -> AsyncIterator[bytes]:
    """The framed, sealed chunks of what comes in pieces of any size; `tally` counts the plain bytes."""
    held, n = bytearray(), 0
    async for piece in plain:
        tally.add(piece)
        held += piece
        while len(held) >= CHUNK:
            yield _frame(file_id, n, bytes(held[:CHUNK]))
            del held[:CHUNK]
            n += 1
    if held or n == 0:
        yield _frame(file_id, n, bytes(held))


def _frame(file_id: int, n: int, chunk: bytes) -> bytes:
    box = seal_bytes(chunk, place_of(file_id, n))
    return len(box).to_bytes(HEAD, "big") + box


async def unsealed(file_id: int, stored: AsyncIterator[bytes], size: int, sha256: str) -> AsyncIterator[bytes]:
    """The plain chunks again.  Raises Tampered at the first that does not open, or at the end of a file cut short."""
    held, n, tally = bytearray(), 0, Tally()
    async for piece in stored:
        held += piece
        while len(held) >= HEAD:
            length = int.from_bytes(held[:HEAD], "big")
            if length > LONGEST:
                raise Tampered(place_of(file_id, n))
            if len(held) < HEAD + length:
                break
            plain = unseal_bytes(bytes(held[HEAD : HEAD + length]), place_of(file_id, n))
            del held[: HEAD + length]
            tally.add(plain)
            n += 1
            yield plain
    if held or tally.size != size or tally.sha256 != sha256:
        raise Tampered(place_of(file_id, n))
