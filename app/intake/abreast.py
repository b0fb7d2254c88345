"""Lists that stand beside each other on a sheet are cut apart."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from app.intake.cells import Cell, Sheet, text_of
from app.intake.headings import fold, role_of
from app.intake.heads import alike, is_heading, is_id, looks_like_name


def side_by_side(sheet: Sheet) -> list[Sheet]:
    """Two lists beside each other: the same heading twice, each with ids of its own."""
    if starts := _starts_by_ids(sheet):
        return _cut(*_headed(sheet, starts), starts)
    for n, row in enumerate(sheet.rows[:200]):
        if not is_heading(row):
            continue
        folded = [fold(text_of(cell)) for cell in row]
        ids = [k for k, cell in enumerate(row) if role_of(text_of(cell)) == "national_id"]
        names = [k for k, cell in enumerate(row) if role_of(text_of(cell)) in ("name", "last_name")]
        keys = ids if len(ids) > 1 else names
        if len(keys) < 2 or len({folded[k] for k in keys}) != 1:
            starts = _starts_by_heads(sheet, n, folded)
            return _cut(sheet, n, starts) if starts else [sheet]
        step = keys[1] - keys[0]
        first = keys[0]
        while 0 < first <= len(folded) - step and _is_of_list(sheet, n, folded, first - 1, step):
            first -= 1
        if any(second - one != step for one, second in pairwise(keys)):
            return [sheet]
        return _cut(sheet, n, [first + step * k for k in range(len(keys))])
    return [sheet]


def _is_of_list(sheet: Sheet, heading: int, folded: list[str], k: int, step: int) -> bool:
    """Whether a column and the one `step` beside it belong to their lists: under the same head, or none but filled."""
    if folded[k] != folded[k + step] or folded[k]:
        return folded[k] == folded[k + step]
    rows = [
        row for row in sheet.rows[heading + 1 : heading + 200] if k + 1 + step < len(row) and row[k + 1 + step] != ""
    ]
    return sum(row[k] != "" and row[k + step] != "" for row in rows) > len(rows) * 0.5


def _starts_by_ids(sheet: Sheet) -> list[int]:
    """Where people begin who stand beside each other under one heading or none: the same columns again and again."""
    if len(sheet.rows) > 5000:
        return []
    places = {n: at for n, row in enumerate(sheet.rows) if (at := [k for k, cell in enumerate(row) if is_id(cell)])}
    counts = Counter(k for at in places.values() for k in at)
    often = sorted(k for k, count in counts.items() if count >= len(places) * 0.4)
    steps = {other - one for one, other in pairwise(often)}
    if len(places) < 2 or len(steps) != 1 or (step := steps.pop()) < 2:
        return []
    heading = next((row for row in sheet.rows[: min(places)] if is_heading(row)), [])
    if sum(role_of(text_of(cell)) == "national_id" for cell in heading) > 1:
        return []
    rows = [sheet.rows[n] for n in places]
    filled = [k for k in range(often[0] + 1) if sum(k < len(row) and row[k] != "" for row in rows) > len(rows) * 0.5]
    first = max(filled[0], often[-1] - (len(often) - 1) * step - step + 1) if filled else often[0]
    both = [row for row in rows if len(row) > often[1] and is_id(row[often[0]]) and is_id(row[often[1]])]
    span = range(first, min(first + step, min(map(len, both), default=0) - step))
    alike = sum(all(_sort(row[k]) == _sort(row[k + step]) for k in span) for row in both)
    if len(both) < 2 or alike < len(both) * 0.8 or sum(_sort(both[0][k]) > 0 for k in span) < 3:
        return []
    return [first + step * k for k in range(len(often))]


def _starts_by_heads(sheet: Sheet, heading: int, folded: list[str]) -> list[int]:
    """Where the same heads begin again, whatever they say, over people with ids («Hvem | Nr | Til forbundet»), or with
    names and amounts of their own («Medlem | Navn | Kr»)."""
    filled = [k for k, text in enumerate(folded) if text]
    for copies in range(4, 1, -1):
        width = len(filled) // copies
        if width < 3 or len(filled) % copies:
            continue
        groups = [filled[k : k + width] for k in range(0, len(filled), width)]
        steps = {one[0] - other[0] for other, one in pairwise(groups)}
        same = {tuple((k - group[0], folded[k]) for k in group) for group in groups}
        if len(same) > 1 or len(steps) > 1:
            continue
        rows = sheet.rows[heading + 1 : heading + 200]
        if all(
            any(k < len(row) and is_id(row[k]) for row in rows for k in group)
            or _has_names_and_money(rows, group, folded)
            for group in groups
        ):
            return [group[0] for group in groups]
    return []


def _has_names_and_money(rows: list[list[Cell]], group: list[int], folded: list[str]) -> bool:
    """Whether one of the columns holds people's names, nearly all different, and another one is headed as amounts."""
    if not any(role_of(folded[k]) in ("amount", "part") for k in group):
        return False
    for k in group:
        texts = [cell for row in rows if k < len(row) and isinstance(cell := row[k], str) and looks_like_name(cell)]
        if len(texts) > 1 and len(set(texts)) > len(texts) * 0.8:
            return True
    return False


def _sort(cell: Cell) -> int:
    """Nothing, words, an id, or a number."""
    if cell == "":
        return 0
    if is_id(cell):
        return 2
    return 1 if isinstance(cell, str) and not any(letter.isdigit() for letter in cell) else 3


def _headed(sheet: Sheet, starts: list[int]) -> tuple[Sheet, int]:
    """The sheet with its one heading above each list, and the row from which the lists part."""
    first = next(n for n, row in enumerate(sheet.rows) if any(is_id(cell) for cell in row))
    at = next((n for n in range(first - 1, -1, -1) if is_heading(sheet.rows[n])), None)
    if at is None:
        return sheet, first
    step = starts[1] - starts[0]
    head = [*map(text_of, sheet.rows[at])]
    rows = list(sheet.rows)
    for n in range(at, len(rows)):
        if n == at or (is_heading(rows[n]) and alike([*map(text_of, rows[n])], head)):
            own = [*rows[n][starts[0] : starts[1]], *[""] * step][:step]
            rows[n] = [*rows[n][: starts[0]], *own * len(starts)]
    return replace(sheet, rows=rows), at


def _cut(sheet: Sheet, heading: int, starts: list[int]) -> list[Sheet]:
    parts = []
    for k, start in enumerate(starts):
        end = starts[k + 1] if k + 1 < len(starts) else None
        rows = [list(row) if n < heading else row[start if k else 0 : end] for n, row in enumerate(sheet.rows)]
        part = Sheet(sheet.name, rows, sheet.numbers, sheet.hidden, sheet.hidden_rows, sheet.hidden_columns)
        part.segments = {n: s for n, s in sheet.segments.items() if n < heading}
        part.lefts = sheet.lefts
        part.first_column = start if k else 0
        parts.append(part)
    for k, part in enumerate(parts):
        part.counting = frozenset(at + (0 if k else starts[0]) for at in _counting(sheet, heading, starts))
    return parts


def _may_count(text: str) -> bool:
    """A number; «Til sammen 27 stk» below the lists is none."""
    return bool(re.search(r"\d", text)) and not re.search(r"[^\W\d_]{2}", text)


def _counting(sheet: Sheet, heading: int, starts: list[int]) -> list[int]:
    """Columns, from where each list begins, that hold 1, 2, 3 … once in all lists together: down them or across."""
    found = []
    for at in range(starts[1] - starts[0]):
        lists = [[row[k + at] for row in sheet.rows[heading + 1 :] if k + at < len(row)] for k in starts]
        texts = [[text for cell in own if _may_count(text := text_of(cell).strip(" ."))] for own in lists]
        whole = all(re.fullmatch(r"\d{1,4}", text) for own in texts for text in own)
        numbers = [[int(text) for text in own] for own in texts] if whole else []
        counted = sorted(number for own in numbers for number in own)
        grows = all(one < other for own in numbers for one, other in pairwise(own))
        if len(counted) > 2 and grows and counted == list(range(1, len(counted) + 1)):
            found.append(at)
    return found
