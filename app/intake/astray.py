"""Amounts that stand beside their column: «Eva Ås  401,00» out of line in a print, or typed one cell off in a sheet."""

from app.intake.amounts import NOTHING, bare, to_ore
from app.intake.cells import Cell, Sheet
from app.intake.headings import role_of
from app.intake.pick import Pick
from app.intake.rows import Walked

_MOST = 0.1
"""The share of the rows that may be off; where more are, the columns were misunderstood, and other checks say so."""


def astray(walked: Walked, pick: Pick) -> dict[int, int]:
    """Øre by row, for people with nothing in the amount's column and one amount where nobody else has a thing.

    It is what they were deducted, most likely, and never certain: the caller asks.
    """
    if pick.only_filled or pick.by_month or not pick.columns:
        return {}
    sheet = walked.typed.block.sheet
    people = [row.at for row in walked.people]
    empty = [at for at in people if not any(_filled(sheet, at, index) for index in pick.columns)]
    if not empty or len(empty) == len(people):
        return {}
    placed = set(people) - set(empty)
    taken = {*pick.columns, *walked.typed.roles.values()}
    free = [
        profile.index
        for profile in walked.typed.profiles
        if profile.index not in taken
        and not role_of(profile.heading)
        and not any(_filled(sheet, at, profile.index) for at in placed)
    ]
    found = {at: ore for at in empty if (ore := _only_amount(sheet, at, free, pick)) is not None}
    return found if len(found) <= max(1, len(people) * _MOST) else {}


def _filled(sheet: Sheet, at: int, index: int) -> bool:
    cell = _cell(sheet, at, index)
    return cell != "" and not (isinstance(cell, str) and cell.strip() in ("", *NOTHING))


def _cell(sheet: Sheet, at: int, index: int) -> Cell:
    row = sheet.rows[at]
    return row[index] if index < len(row) else ""


def _only_amount(sheet: Sheet, at: int, free: list[int], pick: Pick) -> int | None:
    """The one number with kroner and øre, or of a cell that holds a number, in the free columns of a row."""
    mark = next(iter(pick.marks.values()), None)
    cells = [_cell(sheet, at, index) for index in free if _filled(sheet, at, index)]
    if len(cells) != 1:
        return None
    cell = cells[0]
    if isinstance(cell, str) and not ((text := bare(cell)) and ("," in text or "." in text)):
        return None
    return to_ore(cell, mark) or None
