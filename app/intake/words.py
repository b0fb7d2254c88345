"""Words with their places on a print line: what PDF and fixed-width text have in common."""

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"[-−+(]?[\d.,'\u00a0\u202f %/:*]*\d[\d.,' \u00a0\u202f/:*%)]*[-−]?$")


@dataclass(slots=True)
class Word:
    """`tied`: the file draws exactly one blank between this and the word on its left."""

    left: float
    right: float
    text: str
    tied: bool = False

    @property
    def is_number(self) -> bool:
        return bool(_NUMBER.match(self.text))


@dataclass(slots=True)
class PrintLine:
    """One printed line; `number` counts lines through the whole file."""

    number: int
    words: list[Word]
    gap: float = 0.0
    """Distance to the line above, in the unit of the words; 0 where it is unknown."""
    at: float = 0.0
    page: int = 0
    row: int | None = None
    """Which row of a ruled table on its page the line stands in."""


def phrases(words: list[Word], space: float) -> list[Word]:
    """What stands together, about a blank apart, as one."""
    parts: list[Word] = []
    for word in words:
        if parts and word.left - parts[-1].right <= space * 1.6:
            parts[-1] = Word(parts[-1].left, word.right, f"{parts[-1].text} {word.text}")
        else:
            parts.append(Word(word.left, word.right, word.text))
    return parts
