"""Sections headed alike: what heads one for our union tells that another, headed in other words, is somebody else's."""

import re

from app.intake.headings import fold
from app.intake.unions import Unions

_OF_DUES = re.compile(r"fack(?:avgift|forening)?|fag ?foren|fag ?forb|kontingent|\bunion|\bdues|skladk|gewerkschaft")
_YEAR = re.compile(r"20[2-4]\d")
_LONGEST = 80
_FEWEST = 3
"""Words: «Lønnsart 8470 Kontingent» names nobody else."""


def may_head(text: str) -> bool:
    """Whether a note may head a section: with a number, and of dues."""
    return len(text) < _LONGEST and any(map(str.isdigit, text)) and _OF_DUES.search(fold(text)) is not None


def strange_section(text: str, heads: set[str], unions: Unions) -> str | None:
    """«?Lønnsart 8470 Kontingent Byggfolk» below «Lønnsart 8450 Kontingent Fellesforbundet»: a union nobody knows."""
    ours = (one for one in heads if unions.named(one, labelled=True) == {unions.ours})
    return f"?{text}" if any(_are_parallel(text, one) for one in ours) else None


def strange_before(text: str, heads: set[str], unions: Unions) -> str | None:
    """The same, where the first section of ours, headed `text`, comes after the other's."""
    if unions.named(text, labelled=True) != {unions.ours}:
        return None
    alike = [one for one in sorted(heads) if fold(one).split()[0] == fold(text).split()[0]]
    if any(unions.ours in unions.named(one, labelled=True) for one in alike):
        return None
    nameless = (one for one in alike if not unions.named(one, labelled=True))
    return next((f"?{one}" for one in nameless if _are_parallel(one, text)), None)


def _are_parallel(text: str, own: str) -> bool:
    """The same first word, and other numbers that are no years."""
    words, others = fold(own).split(), fold(text).split()
    numbers, other = (
        {word for word in some if word.isdigit() and not _YEAR.fullmatch(word)} for some in (words, others)
    )
    return words[0] == others[0] and len(others) > _FEWEST and bool(numbers and other and not numbers & other)
