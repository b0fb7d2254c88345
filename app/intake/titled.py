"""«1 Kari Olsen (010190 12345)» alone on a row over that person's lines: each line gets whose it is in front."""

import re
from dataclasses import replace

from app.intake.below import is_money
from app.intake.cells import Cell, Sheet, text_of
from app.intake.headings import is_total, role_of
from app.intake.heads import looks_like_name

_TITLE = re.compile(r"(\d{1,8}) ([^\W\d_][^\d()]{3,50}?)(?: \((\d{6} ?\d{5}|\d{6} ?[*xX•]{5})\))?")
_WHO: list[Cell] = ["Ansattnr", "Navn", "Fødselsnummer"]
_FEWEST = 3
_TOP = 60


def with_titled(sheet: Sheet) -> Sheet:
    """The sheet itself, unless three or more people stand so over lines with an amount, below heads of amounts."""
    if sheet.segments or not any(_title(sheet, n) for n in range(min(len(sheet.rows) - 1, _TOP))):
        return sheet
    found = {n: title for n in range(len(sheet.rows) - 1) if (title := _title(sheet, n))}
    if len(found) < _FEWEST or not all(_is_line(sheet.rows[n + 1]) for n in found):
        return sheet
    first = min(found)
    head = next((n for n in range(first - 1, max(first - _TOP, -1), -1) if _has_amounts(sheet.rows[n])), None)
    if head is None:
        return sheet
    ids = any(title[3] for title in found.values())
    rows = [list(row) for row in sheet.rows]
    who: list[Cell] = [""] * (2 + ids)
    for n in range(head, len(rows)):
        label = text_of(rows[n][0]) if rows[n] else ""
        if n in found:
            title = found[n]
            who = [title[1], title[2], title[3] or ""][: 2 + ids]
            rows[n] = []
        elif n == head:
            rows[n] = [*_WHO[: 2 + ids], "Lønnsart", *rows[n][1:]]
        elif is_total(label):
            own = bool(who[1]) and text_of(who[1]) in label
            rows[n] = [] if own else [label, *[""] * (2 + ids), *rows[n][1:]]
            who = [""] * (2 + ids) if own else who  # below a part's sum the person's lines go on
        elif _is_line(rows[n]) and n > first:
            summed = [f"Sum {label.strip()}", *[""] * (2 + ids)]  # the sums of each kind below the last person
            rows[n] = [*([*who, label.strip()] if who[1] else summed), *rows[n][1:]]
    moved = frozenset(k + 2 + ids for k in sheet.hidden_columns)
    return replace(sheet, rows=rows, hidden_columns=moved)


def _title(sheet: Sheet, n: int) -> re.Match[str] | None:
    parts = sheet.parts(n)
    found = _TITLE.fullmatch(text_of(parts[0]).strip()) if len(parts) == 1 else None
    return found if found and looks_like_name(found[2]) and not role_of(found[2]) else None


def _is_line(row: list[Cell]) -> bool:
    return (
        bool(row) and isinstance(row[0], str) and row[0] != "" and any(is_money(cell, whole=True) for cell in row[1:])
    )


def _has_amounts(row: list[Cell]) -> bool:
    return any(role_of(text_of(cell)) in ("amount", "part") for cell in row[1:])
