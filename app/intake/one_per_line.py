"""A table copied from a screen and pasted as text: every cell on a line of its own, the heads first, row by row."""

import re
from collections import Counter
from itertools import pairwise

from app.intake.amounts import to_ore
from app.intake.cells import Cell, Sheet
from app.intake.headings import is_total, role_of
from app.intake.ids import is_valid

_ID = re.compile(r"\d{6}[ -]?(?:\d{5}|[*xX•]{5})")
_NARROWEST, _WIDEST = 3, 20


def one_per_line(lines: list[str]) -> Sheet | None:
    """The table with what stands above and below it, or None where the lines are no such table."""
    texts, where = [line.strip() for line in lines], [*range(1, len(lines) + 1)]
    ids = [n for n, text in enumerate(texts) if _is_id(text)]
    if len(ids) > 1 and not any(text for n in ids for text in texts[n + 1 : n + 2] + texts[n - 1 : n]):
        # a blank line below every cell: those between go, and those in a cell's place stay
        kept = [n for n, text in enumerate(texts) if text or (n - ids[0]) % 2 == 0]
        texts, where = [texts[n] for n in kept], [where[n] for n in kept]
        ids = [n for n, text in enumerate(texts) if _is_id(text)]
    if len(ids) < 2:
        return None
    width, apart = Counter(later - one for one, later in pairwise(ids)).most_common(1)[0]
    if not _NARROWEST <= width <= _WIDEST or apart < (len(ids) - 1) * 0.5:
        return None
    for cells in (width, width - 1):  # a blank line may part the people
        if heads := _heads(texts, ids[0], cells):
            return _table(texts, where, heads[0], cells, heads[1])
    return None


def _is_id(text: str) -> bool:
    return bool(_ID.fullmatch(text)) and (not text[-1].isdigit() or is_valid(re.sub(r"\D", "", text)))


def _heads(texts: list[str], first: int, width: int) -> tuple[int, int] | None:
    """(Where the heads begin, which of them is the id's): of the lines above as many as a row has cells.

    Where the row may begin in two ways, the lines that hold more known heads are it.
    """
    found: list[tuple[int, int, int]] = []
    for blank in (0, 1):
        for place in range(width):
            start = first - place - blank - width
            if start < 0 or (blank and texts[start + width]):
                continue
            heads = texts[start : start + width]
            roles = [role_of(head) for head in heads]
            if all(heads) and roles[place] == "national_id" and {"amount", "part"} & set(roles):
                found.append((sum(map(bool, roles)), start, place))
    return max(found)[1:] if found else None


def _table(texts: list[str], where: list[int], start: int, width: int, place: int) -> Sheet:
    rows: list[list[Cell]] = [[text] if text else [] for text in texts[:start]]
    numbers = where[:start]
    records: list[list[str]] = []
    rows.append(list(texts[start : start + width]))
    numbers.append(where[start])
    n = start + width
    while n < len(texts):
        record = texts[n : n + width]
        if len(record) == width and _is_record(record, place):
            records.append(record)
            rows.append(list(record))
            numbers.append(where[n])
            n += width
        elif is_total(texts[n]):
            sums = [text for text in texts[n + 1 : n + 2 * width] if text]
            sums = sums[: next((k for k, text in enumerate(sums) if _ore(text) is None), len(sums))]
            rows.append(_sum_row(texts[n], sums, records, texts[start : start + width]))
            numbers.append(where[n])
            n = next((k for k in range(n + 1, len(texts)) if texts[k] and _ore(texts[k]) is None), len(texts))
        else:
            if texts[n]:
                rows.append([texts[n]])
                numbers.append(where[n])
            n += 1
    return Sheet("", rows, numbers)


def _is_record(record: list[str], place: int) -> bool:
    """An id where it belongs, or none and a name and an amount."""
    if record[place]:
        return _is_id(record[place]) or bool(re.fullmatch(r"\d{10,11}|\d{6}[ -]\d{5}", record[place]))
    words = any(re.search(r"[^\W\d_]{2}", text) for text in record)
    return words and any(_ore(text) is not None for text in record) and not is_total(record[0])


def _sum_row(label: str, sums: list[str], records: list[list[str]], heads: list[str]) -> list[Cell]:
    """Each sum under the column that it sums up; where none does, the last of them under the amounts."""
    row: list[Cell] = [label, *[""] * (len(heads) - 1)]
    totals = {k: sum(_ore(record[k]) or 0 for record in records) for k in range(1, len(heads))}
    for text in sums:
        at = next((k for k, total in totals.items() if total and total == _ore(text)), None)
        if at is not None:
            row[at] = text
    if sums and not any(row[1:]):
        amounts = [k for k, head in enumerate(heads) if k and role_of(head) in ("amount", "part")]
        row[amounts[-1]] = sums[-1]
    return row


def _ore(text: str) -> int | None:
    return to_ore(text, "," if "," in text else ".") if re.search(r"\d", text) else None
