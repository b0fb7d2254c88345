"""«Trekk | Retta»: a column that is filled for a few, where the amount beside it was wrong."""

import re
from dataclasses import replace

from app.intake.amounts import decimal_mark, to_ore
from app.intake.cells import Cell, Sheet, text_of
from app.intake.headings import fold, role_of
from app.intake.heads import is_heading

_CORRECTED = re.compile(
    r"(?:retta|rettet|korr|korrigert|just(?:ert)?|riktig|endra|endret|nytt?|corrected|revised)"
    r"(?: (?:til|belop|trekk|amount))?|"
    r"(?:belop|trekk) (?:retta|rettet|korrigert|justert|endret)"
)
_MOST = 0.6
"""The share of the rows that may be corrected; where more are, it is another column of amounts."""
_HEAD = "Trukket, som rettet"


def with_corrections(sheet: Sheet) -> Sheet:
    """The sheet with one more column: the corrected amount where there is one, else the one beside it.

    Both columns stay, so that it is asked which of them counts.
    """
    head = next((n for n, row in enumerate(sheet.rows[:60]) if is_heading(row) and _columns(row)), None)
    if head is None:
        return sheet
    amount, corrected = _columns(sheet.rows[head]) or (0, 0)
    body = [row for row in sheet.rows[head + 1 :] if len(row) > max(amount, corrected)]
    mark = decimal_mark(text for row in body for text in (row[amount], row[corrected]) if isinstance(text, str))
    priced = [row for row in body if to_ore(row[amount], mark) is not None or to_ore(row[corrected], mark) is not None]
    filled = [row for row in priced if to_ore(row[corrected], mark) is not None]
    if not 0 < len(filled) <= len(priced) * _MOST or any((to_ore(row[corrected], mark) or 0) < 0 for row in filled):
        return sheet
    width = max(len(row) for row in sheet.rows)
    rows: list[list[Cell]] = []
    for n, row in enumerate(sheet.rows):
        whole = [*row, *[""] * (width - len(row))]
        said: Cell = whole[corrected] if whole[corrected] != "" else whole[amount]
        rows.append([*whole, _HEAD] if n == head else [*whole, said] if n > head and said != "" else row)
    return replace(sheet, rows=rows, made_columns=frozenset({width}))


def _columns(row: list[Cell]) -> tuple[int, int] | None:
    """Where the amount stands, and right behind it the correction."""
    for k, cell in enumerate(row[1:], 1):
        if _CORRECTED.fullmatch(fold(text_of(cell))) and role_of(text_of(row[k - 1])) == "amount":
            return k - 1, k
    return None
