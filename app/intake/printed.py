"""The amount on a row of sums: in the amounts' own columns, or in words beside them."""

import re

from app.intake.amounts import decimal_mark, to_ore
from app.intake.cells import Cell, text_of
from app.intake.pick import Pick

_IN_KRONER = re.compile(r"(?:\bkr\.?|\bNOK) ?(\d[\d .]*(?:,\d\d|,-)?)", re.I)
"""«Til sammen kr 2.681,- betalt inn 11.10.»"""
_LAST = re.compile(r"(?:^|[:=\s])((?:kr\.? ?)?[-−(]?\d[\d .,\u00a0\u202f']*[.,]\d\d[-)]?)\s*(?:kr|NOK)?\.?$", re.I)
"""«Sum trekk: 14 211,70»"""
_KID = re.compile(r"(?<!\d)\d{10,}$")
"""«Innbetales med KID 0005146213599»"""


def printed_amount(cells: list[Cell], pick: Pick, *read: int) -> int | None:
    """Øre on a total row: in the amount columns, else the only number, else the one that fits a sum `read`."""
    cells = ["" if isinstance(cell, str) and _KID.search(cell) else cell for cell in cells]
    in_place = [to_ore(cells[k], pick.marks.get(k)) for k in pick.columns if k < len(cells) and cells[k] != ""]
    if in_place and all(ore is not None for ore in in_place):
        return sum(ore for ore in in_place if ore is not None)
    mark = next(iter(pick.marks.values()), None)
    said = _IN_KRONER.findall(" ".join(text_of(cell) for cell in cells if cell != ""))
    if len(said) == 1 and (ore := to_ore(said[0], mark)) is not None:
        return ore
    numbers = [ore for cell in cells if (ore := _number(cell, mark)) is not None]
    fitting = [ore for ore in numbers if abs(ore) in map(abs, read)]
    return fitting[0] if fitting else numbers[-1] if len(numbers) == 1 else None


def _number(cell: Cell, mark: str | None) -> int | None:
    """An amount in a cell, or at the end of its text."""
    if isinstance(cell, (int, float)):
        return to_ore(cell, mark)
    if not isinstance(cell, str):
        return None
    found = _LAST.search(cell.strip())
    return to_ore(found[1], decimal_mark([found[1]]) or mark) if found else to_ore(cell, mark)
