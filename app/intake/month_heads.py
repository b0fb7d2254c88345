"""Columns headed by months in other ways than by name: dates, «Mnd 1», «P01», 1 to 12, «January»."""

import re
from datetime import date
from itertools import pairwise

from app.intake.cells import Cell, Sheet, text_of
from app.intake.headings import MONTH_HEAD, fold, role_of
from app.intake.heads import is_heading
from app.intake.month_names import NAMES
from app.intake.months import cell_period

Month = tuple[str, int]
"""(year or '', month)."""

_SHORT = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
_NUMBERED = re.compile(r"(?:mnd|maned|m|p|per|periode?|termin|month|lonn)? ?(0?[1-9]|1[0-2])")


def with_week_heads(sheet: Sheet) -> Sheet:
    """The sheet with «36 | 37 | 38 | 39» in a row of heads written «Uke 36» and so on."""
    for row in sheet.rows[:80]:
        weeks = {k: int(cell) for k, cell in enumerate(row) if isinstance(cell, (int, float)) and 1 <= cell <= 53}
        weeks |= {k: int(cell) for k, cell in enumerate(row) if isinstance(cell, str) and _WEEK.fullmatch(cell)}
        if len(weeks) < 2 or max(weeks.values()) < _MORE_THAN_MONTHS or not _one_by_one([*weeks.values()]):
            continue
        heads: list[Cell] = [f"Uke {weeks[k]}" if k in weeks else cell for k, cell in enumerate(row)]
        if is_heading(heads) and not any(isinstance(cell, (int, float)) for cell in heads):
            sheet.rows = [heads if other == row else other for other in sheet.rows]
            return sheet
    return sheet


_WEEK = re.compile(r"[1-9]|[1-4]\d|5[0-3]")
_MORE_THAN_MONTHS = 13
"""«9 | 10 | 11 | 12» may be months as well."""


def _one_by_one(numbers: list[int]) -> bool:
    return all(other - one == 1 or (one >= 52 and other == 1) for one, other in pairwise(numbers))


def with_month_heads(sheet: Sheet) -> Sheet:
    """The sheet with such heads written «jan» or «2026-01», where two or more follow each other beside other heads."""
    for n, row in enumerate(sheet.rows[:80]):
        months = {k: month for k, cell in enumerate(row) if (month := month_of(cell))}
        if len(months) < 2 or not follow(list(months.values())):
            continue
        if n and _is_under_one(sheet.rows[n - 1], row, months):
            above = sheet.rows[n - 1]
            heads = [written(months[k]) if k in months else cell for k, cell in enumerate(above)]
            sheet.rows = [*sheet.rows[: n - 1], [""] * len(above), heads, *sheet.rows[n + 1 :]]
            return sheet
        heads = [written(months[k]) if k in months else cell for k, cell in enumerate(row)]
        others = sum(
            isinstance(cell, str) and role_of(cell) is not None for k, cell in enumerate(row) if k not in months
        )
        if others < 2 or not is_heading(heads):
            continue
        if any(not MONTH_HEAD.match(fold(text_of(row[k]))) for k in months):
            sheet.rows = [heads if other == row else other for other in sheet.rows]  # on top of each page
        return sheet
    return sheet


def _is_under_one(above: list[Cell], row: list[Cell], months: dict[int, Month]) -> bool:
    """Months alone on their row, below one head of amounts («Trukket kontingent») in a row of heads."""
    first, last = min(months), max(months)
    if len(months) <= last - first or any(cell != "" for k, cell in enumerate(row) if k not in months):
        return False
    own = [text_of(cell) for cell in above[first : last + 1]]
    spanned = bool(own) and role_of(own[0]) in ("amount", "part") and not set(own[1:]) - {"", own[0]}
    return spanned and is_heading(above)


def month_of(cell: Cell) -> Month | None:
    """The month that a head is, in whatever way written."""
    if isinstance(cell, (int, float)):
        return ("", int(cell)) if cell == int(cell) and 1 <= cell <= 12 else None
    if isinstance(cell, str):
        text = fold(cell)
        if text in NAMES:
            return ("", NAMES[text])
        if found := _NUMBERED.fullmatch(text):
            return ("", int(found[1]))
        if not any(letter.isdigit() for letter in text) or len(text) > 20:
            return None
    if isinstance(cell, (str, date)) and cell and (period := cell_period(cell)):
        return (period[:4], int(period[5:]))
    return None


def follow(months: list[Month]) -> bool:
    """One month after the other, in the same way written."""
    return all(
        two[1] == one[1] % 12 + 1
        and bool(one[0]) == bool(two[0])
        and (not one[0] or int(two[0]) - int(one[0]) == (two[1] == 1))
        for one, two in pairwise(months)
    )


def written(month: Month) -> str:
    """«jan», or «2026-01» where the year is known."""
    year, number = month
    return f"{year}-{number:02}" if year else _SHORT[number - 1]
