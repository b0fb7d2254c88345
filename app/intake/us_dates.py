"""Dates that a system abroad writes month first: «02/28/2026», and with it «02/01/2026», the first of February."""

import re
from itertools import islice

from app.intake.cells import Cell, Sheet
from app.intake.headings import fold

_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(20\d\d)(?![\d/])")
_START = re.compile(r"(?:start|begin\w*|from)(?: date)?$|^fra\b")
_LOOKED_AT = 400


def with_plain_dates(sheets: list[Sheet]) -> None:
    """Write such dates as 2026-02-28 where the file shows that it puts the month first."""
    if _months_first(sheets):
        for sheet in sheets:
            for row in sheet.rows:
                _rewrite(row)
            for n, parts in sheet.segments.items():
                sheet.segments[n] = [_SLASHED.sub(_plain, part) for part in parts]


def _rewrite(row: list[Cell]) -> None:
    for k, cell in enumerate(row):
        if isinstance(cell, str) and "/20" in cell:
            row[k] = _SLASHED.sub(_plain, cell)


def _plain(found: re.Match[str]) -> str:
    return f"{found[3]}-{int(found[1]):02}-{int(found[2]):02}" if int(found[1]) <= 12 else found[0]


def _months_first(sheets: list[Sheet]) -> bool:
    """A day above twelve in the second place and none in the first; or periods that begin on firsts alone."""
    firsts, seconds = [0], [0]
    starts: set[tuple[int, int]] = set()
    for sheet in sheets:
        heads: dict[int, str] = {}
        for row in islice(sheet.rows, _LOOKED_AT):
            for k, cell in enumerate(row):
                if not isinstance(cell, str) or not cell:
                    continue
                dates = [(int(one[1]), int(one[2])) for one in _SLASHED.finditer(cell)] if "/20" in cell else []
                firsts += [one for one, _ in dates]
                seconds += [two for _, two in dates]
                if not dates and len(cell) < 40 and not any(letter.isdigit() for letter in cell):
                    heads[k] = cell
                elif dates and _START.search(fold(heads.get(k, ""))):
                    starts |= set(dates)
    if max(firsts) > 12:
        return False
    return max(seconds) > 12 or (
        bool(starts) and all(two == 1 for _, two in starts) and {one for one, _ in starts} != {1}
    )
