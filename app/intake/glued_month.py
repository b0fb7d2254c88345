"""«2026090000060279+»: a month that runs into the amount behind it, in a list without heads."""

import re
from dataclasses import replace

from app.intake.cells import Cell, Sheet, text_of

_GLUED = re.compile(r"(20[2-4]\d)(0[1-9]|1[0-2])(\d{7,11}[+-])")
_FEWEST = 3


def with_months_apart(sheet: Sheet) -> Sheet:
    """The sheet itself, unless every filled cell of a column's many is so: then the month goes into one of its own."""
    found = [n for n, row in enumerate(sheet.rows) if any(_glued(cell) for cell in row)]
    places = {next(k for k, cell in enumerate(sheet.rows[n]) if _glued(cell)) for n in found}
    if len(found) < _FEWEST or len(places) != 1:
        return sheet
    at = places.pop()
    width = max(len(row) for row in sheet.rows)
    rows: list[list[Cell]] = []
    for row in sheet.rows:
        if month := _glued(row[at] if at < len(row) else ""):
            apart = [*row[:at], month[3], *row[at + 1 :], *[""] * (width - len(row))]
            rows.append([*apart, f"{month[1]}-{month[2]}"])
        else:
            rows.append(row)
    segments = {n: parts for n, parts in sheet.segments.items() if n not in found}
    return replace(sheet, rows=rows, segments=segments)


def _glued(cell: Cell) -> re.Match[str] | None:
    return _GLUED.fullmatch(text_of(cell).strip()) if isinstance(cell, str) else None
