"""Two rows of a sheet per person under two rows of heads: the second is laid beside the first."""

from dataclasses import replace
from itertools import pairwise

from app.intake.below import is_money
from app.intake.cells import Cell, Sheet, text_of
from app.intake.headings import is_total, role_of
from app.intake.heads import is_heading, looks_like_name
from app.intake.ids import read_id

_WHO = {"name", "last_name", "first_name", "employee_no", "member_no"}
_AMOUNTS = {"amount", "part"}
_FEWEST, _SHARE = 2, 0.9


def with_paired_rows(sheet: Sheet) -> Sheet:
    """The sheet itself, unless names stand under a row of heads, and ids, amounts or both under the row below it."""
    head = next((n for n in range(min(60, len(sheet.rows) - 1)) if _are_heads(sheet, n)), None)
    if head is None:
        return sheet
    on_top = _roles(sheet.rows[head])
    moved = not on_top & _AMOUNTS
    firsts = _over_amounts(sheet, head) if "national_id" in on_top else _over_ids(sheet, head, moved=moved)
    if not firsts:
        return sheet
    firsts |= {n for n in range(head, len(sheet.rows) - 1) if sheet.rows[n : n + 2] == sheet.rows[head : head + 2]}
    width = max(len(row) for row in sheet.rows)
    rows: list[list[Cell]] = []
    for n, row in enumerate(sheet.rows):
        whole = [*row, *[""] * (width - len(row))]
        if n in firsts:
            rows.append([*whole, *sheet.rows[n + 1]])
        elif n - 1 in firsts:
            rows.append([])
        else:  # sums stand under the amounts
            rows.append([*[""] * width, *row] if moved and n > head and _has_number(row) else row)
    return replace(sheet, rows=rows)


def _over_ids(sheet: Sheet, head: int, *, moved: bool) -> set[int]:
    """The rows with the names; `moved`: the amounts stand below, with the ids."""
    at = next(k for k, cell in enumerate(sheet.rows[head + 1]) if role_of(text_of(cell)) == "national_id")
    ids = [n for n in range(head + 2, len(sheet.rows)) if _id(sheet.rows[n], at)]
    firsts = {n - 1 for n in ids if n - 1 > head + 1 and _names(sheet.rows[n - 1], at)}
    if len(firsts) < max(_FEWEST, len(ids) * _SHARE):
        return set()
    below = (n for n in range(head + 2, len(sheet.rows) - 1) if n + 1 not in firsts)
    return firsts | {n for n in below if moved and _names(sheet.rows[n], at) and _has_amount(sheet.rows[n + 1])}


def _over_amounts(sheet: Sheet, head: int) -> set[int]:
    """The rows with the names and the ids, where the amounts stand below; either may be empty."""
    body = range(head + 2, len(sheet.rows) - 1)
    ids = {n for n in body if _has_id(sheet.rows[n])}
    over = {n for n in body if _has_amount(sheet.rows[n + 1]) and not {n + 1} & ids}
    if len(ids & over) < max(_FEWEST, len(ids) * _SHARE):
        return set()
    at = [k for k, cell in enumerate(sheet.rows[head]) if role_of(text_of(cell)) in ("name", "last_name")]
    named = {n for n in over - ids if n - 1 not in ids and _says_name(sheet.rows[n], at)}
    return {n for n in ids if n + 1 not in ids} | named


def _says_name(row: list[Cell], at: list[int]) -> bool:
    texts = [cell for k in at if k < len(row) and isinstance(cell := row[k], str) and cell.strip()]
    return bool(texts) and not any(map(is_total, texts)) and not _has_amount(row)


def _has_id(row: list[Cell]) -> bool:
    """A cell with an id, or two beside each other that make one: «048183 | 35208»."""
    texts = [text for cell in row if (text := text_of(cell).strip())]
    return any(read_id(text).kind in ("valid", "masked") for text in (*texts, *map("".join, pairwise(texts))))


def _are_heads(sheet: Sheet, n: int) -> bool:
    if n in sheet.segments or not (is_heading(sheet.rows[n]) and is_heading(sheet.rows[n + 1])):
        return False
    first, second = _roles(sheet.rows[n]), _roles(sheet.rows[n + 1])
    names = first & {"name", "last_name"}
    if "national_id" in first:
        return bool(names and second & _AMOUNTS and not first & _AMOUNTS and not second & (_WHO | {"national_id"}))
    with_ids = second & _AMOUNTS and not second & _WHO
    with_names = first & _AMOUNTS and not second & (_AMOUNTS | {"name", "last_name", "employee_no"})
    return bool(names and "national_id" in second and (with_ids or with_names))


def _roles(row: list[Cell]) -> set[str | None]:
    return {role_of(text_of(cell)) for cell in row}


def _id(row: list[Cell], at: int) -> bool:
    return at < len(row) and read_id(row[at]).kind in ("valid", "invalid", "masked")


def _names(row: list[Cell], at: int) -> bool:
    """A name, and no id in its place."""
    return not _id(row, at) and any(isinstance(cell, str) and looks_like_name(cell) for cell in row)


def _has_amount(row: list[Cell]) -> bool:
    return any(is_money(cell, whole=True) for cell in row)


def _has_number(row: list[Cell]) -> bool:
    return any(isinstance(cell, (int, float)) or (isinstance(cell, str) and cell[:1].isdigit()) for cell in row)
