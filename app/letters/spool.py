"""Files that lie one after the other in one stream, taken out again as it goes by."""

from collections.abc import AsyncIterator, Sequence
from typing import NamedTuple


class Cut(NamedTuple):
    """Where a file begins, and how long it is."""

    starts_at: int
    size: int


async def cut(pieces: AsyncIterator[bytes], cuts: Sequence[Cut]) -> AsyncIterator[tuple[int, bytes]]:
    """The number of each cut and its bytes; cuts are in the order they lie, and what is between them is passed over."""
    held, begins, wanted = bytearray(), 0, 0
    async for piece in pieces:
        held += piece
        while wanted < len(cuts):
            first, size = cuts[wanted]
            if first > begins:
                gone = min(first - begins, len(held))
                del held[:gone]
                begins += gone
            if begins < first or len(held) < size:
                break
            yield wanted, bytes(held[:size])
            wanted += 1
        if wanted == len(cuts):
            return
