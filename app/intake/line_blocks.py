"""Which lines of a running text stand together: a bullet with what hangs below it, or what blank lines part."""

import re

_LONGEST = 6
"""More lines than this are no person's."""


def line_blocks(lines: list[str], bullet: re.Pattern[str]) -> list[range]:
    """The places of blocks of two lines and more; those that begin with a bullet, where there are such."""
    blocks: list[range] = []
    start: int | None = None
    for n, line in enumerate([*lines, ""]):
        if start is not None and (not line.strip() or bullet.match(line)):
            blocks.append(range(start, n))
            start = None
        if start is None and line.strip():
            start = n
    bulleted = [block for block in blocks if bullet.match(lines[block.start])]
    people = bulleted if len(bulleted) > 1 else blocks
    return [block for block in people if 1 < len(block) <= _LONGEST]
