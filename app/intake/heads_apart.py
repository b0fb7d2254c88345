"""«Navn» and «Debet» over one column of a print: few have an amount there, and the names reach up to it."""

from dataclasses import replace
from itertools import pairwise

from app.intake.below import is_money
from app.intake.cells import Cell, Sheet, text_of
from app.intake.heads import is_heading


def with_heads_apart(sheet: Sheet) -> Sheet:
    """The sheet itself, unless a column under two heads holds words on some rows and amounts on others: these get a
    column of their own, wherever one of the two stands alone."""
    heads = [n for n in sorted(sheet.segments) if is_heading([*sheet.segments[n]])]
    if not heads:
        return sheet
    first = max(heads, key=lambda n: len(sheet.segments[n]))
    for k, cell in enumerate(sheet.rows[first]):
        pair = _two_heads(text_of(cell), sheet.segments[first])
        below = (row for n, row in enumerate(sheet.rows) if n > first and n not in heads and k < len(row))
        filled = [row[k] for row in below if row[k] != ""]
        amounts = sum(map(is_money, filled))
        if pair and 0 < amounts < len(filled) * 0.5:
            own = {n for n in heads if sheet.rows[n][k : k + 1] == [cell]}
            rows = [_parted(row, k, pair if n in own else None) for n, row in enumerate(sheet.rows)]
            return replace(sheet, rows=rows)
    return sheet


def _two_heads(text: str, parts: list[str]) -> tuple[str, str] | None:
    return next((pair for pair in pairwise(parts) if " ".join(pair) == text), None)


def _parted(row: list[Cell], k: int, heads: tuple[str, str] | None) -> list[Cell]:
    """The row with a cell more behind `k`, for its amount or the second of its heads."""
    if k >= len(row):
        return row
    if heads:
        return [*row[:k], *heads, *row[k + 1 :]]
    both: list[Cell] = ["", row[k]] if is_money(row[k]) else [row[k], ""]
    return [*row[:k], *both, *row[k + 1 :]]
