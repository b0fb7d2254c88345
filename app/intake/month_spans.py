"""Months over several columns each: «Januar | | Februar |» above «Timer | Trukket | Timer | Trukket»."""

from itertools import pairwise

from app.intake.cells import Cell, Sheet, text_of
from app.intake.headings import fold, role_of
from app.intake.heads import is_data
from app.intake.month_heads import Month, follow, month_of, written


def with_month_spans(sheet: Sheet) -> Sheet:
    """The sheet with both rows of such heads made one: «Timer jan», «Trukket jan», each month with the same heads."""
    for n, row in enumerate(sheet.rows[:80]):
        below = sheet.rows[n + 1] if n + 1 < len(sheet.rows) else []
        if not any(isinstance(cell, str) and role_of(cell) in ("amount", "part", "decoy") for cell in below):
            continue
        if spans := _spans(row, below):
            sheet.rows = [*sheet.rows[:n], [""] * len(row), _joined(row, below, spans), *sheet.rows[n + 2 :]]
            for at in (n, n + 1):
                sheet.segments.pop(at, None)
                sheet.lefts.pop(at, None)
            return sheet
    return sheet


def _spans(row: list[Cell], below: list[Cell]) -> dict[int, Month]:
    """The month over each column, where each stands over as many columns, headed alike."""
    if any(not isinstance(cell, str) or is_data(cell) for cell in below):
        return {}
    starts = {k: month for k, cell in enumerate(row) if (month := _month(row, k, cell))}
    at = list(starts)
    if len(at) < 2 or not follow(list(starts.values())):
        return {}
    width = at[1] - at[0]
    if any(other - one != width for one, other in pairwise(at)):
        return {}
    heads = [[fold(text_of(cell)) for cell in below[k : k + width]] for k in at]
    if any(own != heads[0] for own in heads) or not all(heads[0]) or len(set(heads[0])) < width:
        return {}
    if any(row[k] not in ("", row[start]) for start in at for k in range(start, min(start + width, len(row)))):
        return {}
    return {start + k: starts[start] for start in at for k in range(width)}


def _month(row: list[Cell], k: int, cell: Cell) -> Month | None:
    """The month in a cell; one that a merged cell only repeats is none of its own, and a bare number neither."""
    if cell == "" or isinstance(cell, (int, float)) or (k and row[k - 1] == cell):
        return None
    return month_of(cell)


def _joined(row: list[Cell], below: list[Cell], spans: dict[int, Month]) -> list[Cell]:
    heads: list[Cell] = []
    for k in range(max(len(row), len(below))):
        upper = text_of(row[k]).strip() if k < len(row) else ""
        own = text_of(below[k]).strip() if k < len(below) else ""
        heads.append(f"{own} {written(spans[k])}" if k in spans else f"{upper} {own}".strip())
    return heads
