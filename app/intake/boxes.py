"""Boxes of «label value» side by side on a page, one per person: laid below each other before columns are sought."""

import re
from dataclasses import replace
from itertools import pairwise

from app.intake.headings import fold
from app.intake.ids import is_valid
from app.intake.words import PrintLine, Word

_ID = re.compile(r"(\d{6})[ .\-]?(\d{5})")


def stacked(lines: list[PrintLine], space: float) -> list[PrintLine]:
    """The lines themselves, unless ids stand beside each other with the same labels in front of each."""
    at = [n for n, line in enumerate(lines) if _label_starts(line)]
    if not at or len(lines) > 20_000:
        return lines
    starts = _label_starts(lines[at[0]])
    alike = [n for n in at if _near(_label_starts(lines[n]), starts, space)]
    if len(alike) < sum(sum(map(_is_id, line.words)) > 1 for line in lines):
        return lines
    return _stack(lines, alike, starts, space)


def _is_id(word: Word) -> bool:
    found = _ID.fullmatch(word.text)
    return bool(found and is_valid(found[1] + found[2]))


def _label_starts(line: PrintLine) -> list[float]:
    """Where the second and later boxes begin: «Ansattnr 1003 Fnr 010190 12345  Ansattnr 1008 Fnr …»."""
    ends = [n for n, word in enumerate(line.words) if _is_id(word)]
    if len(ends) < 2:
        return []
    parts = [line.words[one + 1 : other + 1] for one, other in pairwise([-1, *ends])]
    labels = [[fold(word.text) for word in part if word.text[0].isalpha()] for part in parts]
    if not labels[0] or any(one != labels[0] for one in labels) or not parts[0][0].text[0].isalpha():
        return []
    return [part[0].left for part in parts[1:]]


def _near(one: list[float], other: list[float], space: float) -> bool:
    return all(abs(a - b) <= space for a, b in zip(one, other, strict=False))


def _stack(lines: list[PrintLine], with_ids: list[int], starts: list[float], space: float) -> list[PrintLine]:
    """Each row of boxes becomes its boxes from left to right.  A box begins as far above its id as the first does."""
    first = with_ids[0]
    while first > 0 and _begins(lines[first - 1], starts, space) and with_ids[0] - first < 4:
        first -= 1
    above = with_ids[0] - first
    base = lines[with_ids[0]].words[0].left
    known = {_label(line, starts, space) for line in lines[first:] if _begins(line, starts, space)}
    made = lines[:first]
    for one, other in pairwise([*(n - above for n in with_ids), len(lines)]):
        boxes: list[list[PrintLine]] = [[] for _ in (base, *starts)]
        end = max((n + 1 for n in range(one, other) if _begins(lines[n], starts, space)), default=one)
        while end < other and _label(lines[end], starts, space) in known:  # the left box goes on
            end += 1
        for line in lines[one:end]:
            for box, left, words in zip(boxes, (base, *starts), _cut(line, starts, space), strict=True):
                if words:
                    box.append(replace(line, words=[_moved(word, base - left) for word in words]))
        made += [line for box in boxes for line in box]
        made += lines[end:other]
    return made


def _moved(word: Word, by: float) -> Word:
    return replace(word, left=word.left + by, right=word.right + by)


def _begins(line: PrintLine, starts: list[float], space: float) -> bool:
    """Whether a word stands where the second box begins, and none reaches across."""
    return any(abs(word.left - starts[0]) <= space for word in line.words) and not any(
        word.left < starts[0] - space and word.right > starts[0] for word in line.words
    )


def _label(line: PrintLine, starts: list[float], space: float) -> str:
    """The words of the left box; nothing where they reach into the next."""
    if line.words[-1].right > starts[0] and not _begins(line, starts, space):
        return "?"
    return " ".join(word.text for word in _cut(line, starts, space)[0] if not word.is_number)


def _cut(line: PrintLine, starts: list[float], space: float) -> list[list[Word]]:
    parts: list[list[Word]] = [[] for _ in range(len(starts) + 1)]
    for word in line.words:
        parts[sum(word.left >= start - space for start in starts)].append(word)
    return parts
