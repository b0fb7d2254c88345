"""Two heads over one column of a print: «Navn» and «Debet», where names reach up to the few amounts, or «Medl.nr» and
«Stilling», where the first belongs to the column on the left."""

from dataclasses import replace
from itertools import pairwise

from app.intake.below import is_money
from app.intake.cells import Cell, Sheet, text_of
from app.intake.heads import is_heading


def with_heads_apart(sheet: Sheet) -> Sheet:
    """The sheet itself, unless a column under two heads holds words on some rows and amounts on others (these then get
    a column of their own), or a column of numbers without a head stands on its left."""
    heads = [n for n in sorted(sheet.segments) if is_heading([*sheet.segments[n]])]
    if not heads:
        return sheet
    first = max(heads, key=lambda n: len(sheet.segments[n]))
    for k, cell in enumerate(sheet.rows[first]):
        pair = _two_heads(text_of(cell), sheet.segments[first])
        below = (row for n, row in enumerate(sheet.rows) if n > first and n not in heads and k < len(row))
        filled = [row[k] for row in below if row[k] != ""]
        amounts = sum(map(is_money, filled))
        own = {n for n in heads if sheet.rows[n][k : k + 1] == [cell]}
        if pair and k and not amounts and _is_headless(sheet, heads, k - 1, len(filled)):
            rows = [[*row[: k - 1], *pair, *row[k + 1 :]] if n in own else row for n, row in enumerate(sheet.rows)]
            return replace(sheet, rows=rows)
        if pair and 0 < amounts < len(filled) * 0.5:
            rows = [_parted(row, k, pair if n in own else None) for n, row in enumerate(sheet.rows)]
            return replace(sheet, rows=rows)
    return sheet


def _is_headless(sheet: Sheet, heads: list[int], k: int, filled: int) -> bool:
    """Whether a column has no head, and whole numbers on most of the rows that the next is filled on."""
    if any(sheet.rows[n][k : k + 1] not in ([""], []) for n in heads if len(sheet.segments[n]) > _FEW):
        return False
    numbers = sum(k < len(row) and text_of(row[k]).isdigit() for row in sheet.rows)
    return numbers > 1 and numbers >= filled * 0.5


_FEW = 2


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
