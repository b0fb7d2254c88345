"""Reports with a person's line on top and the person's deductions on lines below it: each of these becomes a row."""

import re

from app.intake.cells import Cell, Sheet, text_of
from app.intake.headings import is_total
from app.intake.ids import read_id

_MONEY = re.compile(r"[-−(]?(?:kr ?)?\d[\d .\u00a0\u202f']*[.,]\d\d[-−)]?(?: ?kr)?")


def spread(sheet: Sheet) -> Sheet:
    """The sheet itself, unless no row with an id has an amount and every such row has amounts below it."""
    if len(sheet.rows) > 20_000:
        return sheet
    heads = []
    for n, row in enumerate(sheet.rows):
        if any(_is_id(cell) for cell in row):
            if any(_amount(cell) for cell in row):
                return sheet
            heads.append(n)
    if len(heads) < 2:
        return sheet
    ends = [*heads[1:], len(sheet.rows)]
    below = [any(_detail(sheet.parts(n)) for n in range(head + 1, end)) for head, end in zip(heads, ends, strict=True)]
    if not all(below):
        return sheet
    return _spread(sheet, heads)


def _spread(sheet: Sheet, heads: list[int]) -> Sheet:
    width = max(len(sheet.rows[n]) for n in heads)
    first = heads[0]
    rows: list[list[Cell]] = [list(row) for row in sheet.rows[:first]]
    numbers = list(sheet.numbers[:first])
    segments = {n: parts for n, parts in sheet.segments.items() if n < first}
    hidden = {n for n in sheet.hidden_rows if n < first}
    rows.append([*[""] * width, "Tekst", "Beløp"])
    numbers.append(sheet.numbers[first])
    head: list[Cell] = []
    people = set(heads)
    for n in range(first, len(sheet.rows)):
        parts = sheet.parts(n)
        if n in people:
            head = [*sheet.rows[n], *[""] * (width - len(sheet.rows[n]))]
            continue
        detail = _detail(parts)
        if detail and not is_total(text_of(detail[0])):
            rows.append([*head, *detail])
        elif detail:
            rows.append([detail[0], *[""] * width, detail[1]])
        elif parts:
            rows.append(list(parts))
        else:
            continue
        if n in sheet.hidden_rows:
            hidden.add(len(rows) - 1)
        numbers.append(sheet.numbers[n])
    made = Sheet(sheet.name, rows, numbers, hidden=sheet.hidden, hidden_rows=frozenset(hidden))
    made.segments = segments
    return made


def _detail(parts: list[Cell]) -> list[Cell] | None:
    """Words and one amount: «6230 Kontingent   446,70»."""
    amounts = [part for part in parts if _amount(part)]
    words = [text_of(part) for part in parts if not _amount(part)]
    if len(amounts) != 1 or not re.search(r"[^\W\d_]{2}", " ".join(words)) or parts[-1] != amounts[0]:
        return None
    return [" ".join(words), amounts[0]]


def _is_id(cell: Cell) -> bool:
    return isinstance(cell, (str, int, float)) and cell != "" and read_id(cell).kind == "valid"


def _amount(cell: Cell) -> bool:
    if isinstance(cell, str):
        return _MONEY.fullmatch(cell) is not None
    return isinstance(cell, float) and not cell.is_integer()
