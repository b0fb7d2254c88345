"""A sheet's tables: their headings, tables side by side, lists lying on their side, forms of «label: value»."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from app.intake.amounts import looks_like_number, to_ore
from app.intake.cells import Cell, Sheet, text_of
from app.intake.headings import MONTH_HEAD, fold, is_total, role_of
from app.intake.ids import read_id
from app.intake.month_heads import with_month_heads
from app.intake.spread import spread


@dataclass(slots=True)
class Block:
    """Rows of one sheet under one heading.  `start` to `end` are the rows that are its own, headings and notes too."""

    sheet: Sheet
    start: int
    end: int
    headings: list[str] = field(default_factory=list)
    heading_rows: set[int] = field(default_factory=set)

    @property
    def width(self) -> int:
        rows = self.sheet.rows[self.start : min(self.end, self.start + 3000)]
        return max([len(self.headings), *(len(row) for row in rows)], default=0)

    def rows(self) -> range:
        return range(self.start, self.end)


def blocks_of(sheet: Sheet) -> list[Block]:
    """The tables of a sheet, from the top."""
    blocks: list[Block] = []
    for part in _side_by_side(_with_ore(_parted(spread(_unrolled(_upright(with_month_heads(sheet))))))):
        blocks += _stacked(part)
    return blocks


def is_heading(row: list[Cell]) -> bool:
    """Two or more of the field's words, and nothing that is data."""
    words = [cell for cell in row if isinstance(cell, str) and cell]
    if len(words) + row.count("") < len(row):
        return False
    if len(words) < 2 or len(words) > 120:
        return False
    known = set()
    hits = 0
    for cell in words:
        if len(cell) > 70 or _LONG_NUMBER.search(cell):
            return False
        if cell is words[0] and len(words) > 4 and _RECORD.fullmatch(cell):
            continue  # «15;POSTTYPE;ANSATT;FNR»: the kind of record, and the heads behind it
        month = MONTH_HEAD.match(fold(cell))
        if not month and is_data(cell):
            return False
        role = role_of(cell)
        if role:
            known.add(role)
        hits += bool(role or month)
    return len(known) >= 2 and hits >= len(words) * 0.4


_RECORD = re.compile(r"[A-Z]?\d{1,3}|[A-Z]")
_LONG_NUMBER = re.compile(r"\d{5}|\d{3} \d{3} \d{3}")


def is_data(text: str) -> bool:
    """A number, an id or a date: what no heading is made of."""
    if not any(letter.isdigit() for letter in text):
        return False
    return looks_like_number(text) or read_id(text).digits is not None or bool(re.fullmatch(r"[\d./:\- ]+", text))


def _heading_rows(sheet: Sheet) -> list[int]:
    return [n for n, row in enumerate(sheet.rows) if is_heading(row)]


def _stacked(sheet: Sheet) -> list[Block]:
    """A new table begins where a heading differs from the one above it."""
    found = _heading_rows(sheet)
    if not found:
        return [Block(sheet, 0, len(sheet.rows))] if sheet.rows else []
    blocks: list[Block] = []
    for n in found:
        headings = [text_of(cell).strip() if isinstance(cell, str) else "" for cell in sheet.rows[n]]
        joined, above = _with_span(sheet, n, headings)
        rows = {n, n - 1} if above else {n}
        if blocks and _alike(blocks[-1].headings, joined):
            blocks[-1].heading_rows |= rows
            continue
        if blocks and not _has_people(sheet, blocks[-1], n):
            blocks.pop()
        start = _section_start(sheet, n, blocks[-1] if blocks else None)
        if blocks:
            blocks[-1].end = start
        blocks.append(Block(sheet, start if blocks else 0, len(sheet.rows), joined, rows))
    return blocks


def _section_start(sheet: Sheet, heading: int, above: Block | None) -> int:
    """Notes right above a later heading belong to its table: back to the last row with a number in it."""
    if above is None:
        return 0
    start = heading
    while start - 1 > max(above.heading_rows):
        row = sheet.rows[start - 1]
        filled = [cell for cell in row if cell != ""]
        if len(filled) > 2 or any(is_total(text_of(cell)) for cell in filled):
            break
        start -= 1
    return start


def _has_people(sheet: Sheet, block: Block, end: int) -> bool:
    """Whether anything stands between this heading and the next that could be a list."""
    return any(_is_data_row(sheet.rows[n]) for n in range(max(block.heading_rows) + 1, end))


def has_data(block: Block) -> bool:
    """Whether rows with numbers stand below the block's heading."""
    rows = block.sheet.rows[max(block.heading_rows) + 1 : block.end]
    return any(_is_data_row(row) and not any(is_total(text_of(cell)) for cell in row) for row in rows)


def _is_data_row(row: list[Cell]) -> bool:
    return sum(1 for cell in row if cell != "") >= 2 and any(
        not isinstance(cell, str) or any(ch.isdigit() for ch in cell) for cell in row
    )


def _alike(one: list[str], other: list[str]) -> bool:
    return [fold(text) for text in one if text] == [fold(text) for text in other if text]


_ONCE = {"union", "company", "period", "orgnr", "subunit", "date", "year"}
"""What stands with its value above a list («Fagforening | FLT»), and is no heading over several columns."""


_UNIT = re.compile(r"(?:alle )?(?:belop(?:ene)?|tall(?:ene)?|amounts?) (?:er )?(?:oppgitt )?(?:i|in) [a-z ]+")
"""«Beløp i øre»: how all amounts are written, and no heading of any."""


def _with_span(sheet: Sheet, n: int, headings: list[str]) -> tuple[list[str], bool]:
    """Join the row above where it spans the columns («Trukket denne periode» over «Kontingent», «Forsikring»)."""
    if n == 0 or not headings:
        return headings, False
    above = [text_of(cell).strip() for cell in sheet.rows[n - 1]]
    filled = [text for text in above if text]
    first = next((k for k, text in enumerate(above) if text), 0)
    only_title = len(filled) == 1 and (first == 0 or role_of(filled[0]) is None)
    if not filled or only_title or any(re.search(r"[\d:]", text) or len(text) > 50 for text in filled):
        return headings, False
    if any(role_of(text) in _ONCE or _UNIT.fullmatch(fold(text)) for text in filled):
        return headings, False
    if not any(role_of(text) for text in filled):
        return headings, False
    if len(filled) > len([text for text in headings if text]) and not is_heading(sheet.rows[n - 1]):
        return headings, False
    joined, current = [], ""
    for k in range(max(len(headings), len(above))):
        current = (above[k] if k < len(above) else "") or current
        own = headings[k] if k < len(headings) else ""
        joined.append(f"{current} {own}".strip() if own and _span_helps(current, own) else own or current)
    return joined, True


def _span_helps(span: str, own: str) -> bool:
    """«Ansatt» over «Navn» says nothing more; «Hittil i år» over «Kontingent» changes everything."""
    if role_of(own) == "part" and role_of(f"{span} {own}") != "decoy":
        return False
    return role_of(f"{span} {own}") in ("amount", "part", "decoy") or (
        role_of(own) is None and role_of(f"{span} {own}") is not None
    )


def _upright(sheet: Sheet) -> Sheet:
    """Turn a list round whose people lie side by side, one per column."""
    rows = sheet.rows
    if not 2 <= len(rows) <= 200:
        return sheet
    across = [n for n, row in enumerate(rows) if sum(1 for cell in row if _is_id(cell)) >= 2]
    if len(across) != 1:
        return sheet
    width = max(len(row) for row in rows)
    at = across[0]
    label = next((text_of(cell) for cell in rows[at] if cell != ""), "")
    down = max(sum(1 for row in rows if k < len(row) and _is_id(row[k])) for k in range(width))
    if down > 1 or role_of(label) != "national_id":
        return sheet
    turned: list[list[Cell]] = [[row[k] if k < len(row) else "" for row in rows] for k in range(width)]
    # what stands above the labels of the list stays as notes on top
    first = at
    while first > 0 and role_of(text_of(rows[first - 1][0]) if rows[first - 1] else "") and len(rows[first - 1]) > 1:
        first -= 1
    notes: list[list[Cell]] = [list(row) for row in rows[:first]]
    body: list[list[Cell]] = [row[first:] for row in turned]
    numbers = [sheet.numbers[n] for n in range(first)] + list(range(1, width + 1))
    return Sheet(sheet.name, notes + body, numbers, hidden=sheet.hidden, turned=True)


def _is_id(cell: Cell) -> bool:
    if isinstance(cell, float) and cell < 1e9:
        return False
    if isinstance(cell, (int, date)) or (isinstance(cell, str) and len(cell) < 10):
        return isinstance(cell, int) and cell > 1e9 and read_id(cell).kind == "valid"
    return read_id(cell).kind == "valid"


def _side_by_side(sheet: Sheet) -> list[Sheet]:
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
            return [sheet]
        step = keys[1] - keys[0]
        first = keys[0]
        while (
            first > 0
            and folded[first - 1]
            and first - 1 + step < len(folded)
            and folded[first - 1] == folded[first - 1 + step]
        ):
            first -= 1
        if any(second - one != step for one, second in pairwise(keys)):
            return [sheet]
        return _cut(sheet, n, [first + step * k for k in range(len(keys))])
    return [sheet]


def _starts_by_ids(sheet: Sheet) -> list[int]:
    """Where people begin who stand beside each other under one heading or none: the same columns again and again."""
    if len(sheet.rows) > 5000:
        return []
    places = {n: at for n, row in enumerate(sheet.rows) if (at := [k for k, cell in enumerate(row) if _is_id(cell)])}
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
    both = [row for row in rows if len(row) > often[1] and _is_id(row[often[0]]) and _is_id(row[often[1]])]
    span = range(first, min(first + step, min(map(len, both), default=0) - step))
    alike = sum(all(_sort(row[k]) == _sort(row[k + step]) for k in span) for row in both)
    if len(both) < 2 or alike < len(both) * 0.8 or sum(_sort(both[0][k]) > 0 for k in span) < 3:
        return []
    return [first + step * k for k in range(len(often))]


def _sort(cell: Cell) -> int:
    """Nothing, words, an id, or a number."""
    if cell == "":
        return 0
    if _is_id(cell):
        return 2
    return 1 if isinstance(cell, str) and not any(letter.isdigit() for letter in cell) else 3


def _headed(sheet: Sheet, starts: list[int]) -> tuple[Sheet, int]:
    """The sheet with its one heading above each list, and the row from which the lists part."""
    first = next(n for n, row in enumerate(sheet.rows) if any(_is_id(cell) for cell in row))
    at = next((n for n in range(first - 1, -1, -1) if is_heading(sheet.rows[n])), None)
    if at is None:
        return sheet, first
    step = starts[1] - starts[0]
    head = [*map(text_of, sheet.rows[at])]
    rows = list(sheet.rows)
    for n in range(at, len(rows)):
        if n == at or (is_heading(rows[n]) and _alike([*map(text_of, rows[n])], head)):
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
    return parts


_ID_AND_NAME = re.compile(r"(\d{6}[ \-]?\d{5})[\s,;:\-]+([^\d\s].{2,})|([^\d]{4,}?)[\s,(:\-]+(\d{6}[ \-]?\d{5})\)?")


def _parted(sheet: Sheet) -> Sheet:
    """A column that holds id and name together is made two; the name stays, the id comes last."""
    sample = [row for row in sheet.rows[:400] if len(row) > 1]
    width = max((len(row) for row in sample), default=0)
    for k in range(width):
        cells = [row[k] for row in sample if k < len(row) and isinstance(row[k], str) and len(str(row[k])) > 10]
        both = sum(bool(_ID_AND_NAME.fullmatch(str(cell))) for cell in cells)
        if both and both >= len(cells) * 0.5:
            return _part_column(sheet, k, width)
    return sheet


def _part_column(sheet: Sheet, k: int, width: int) -> Sheet:
    rows: list[list[Cell]] = []
    for row in sheet.rows:
        found = _ID_AND_NAME.fullmatch(str(row[k])) if k < len(row) and isinstance(row[k], str) else None
        if found:
            whole = [*row, *[""] * (width - len(row)), found[1] or found[4]]
            whole[k] = found[2] or found[3]
            rows.append(whole)
        elif is_heading(row):
            rows.append([*row, *[""] * (width - len(row)), "Fødselsnummer"])
            rows[-1][k] = "Navn"
        else:
            rows.append(row)
    made = Sheet(sheet.name, rows, sheet.numbers, sheet.hidden, sheet.hidden_rows, sheet.hidden_columns)
    made.segments, made.lefts = sheet.segments, sheet.lefts
    return made


def _with_ore(sheet: Sheet) -> Sheet:
    """«Kr» and «Øre» in columns of their own become one amount."""
    head = next(
        (n for n, row in enumerate(sheet.rows[:200]) if is_heading(row) and "ore" in [fold(text_of(c)) for c in row]),
        None,
    )
    if head is None:
        return sheet
    k = [fold(text_of(cell)) for cell in sheet.rows[head]].index("ore")
    if k == 0 or role_of(text_of(sheet.rows[head][k - 1])) not in ("amount", "part"):
        return sheet
    for row in sheet.rows[head + 1 :]:
        if k < len(row) and row[k - 1] != "" and (whole := to_ore(row[k - 1], ",")) is not None:
            part = to_ore(row[k], ",") or 0
            row[k - 1], row[k] = (whole + (part // 100 if whole >= 0 else -part // 100)) / 100, ""
    return sheet


_LABEL = re.compile(r"([^:=]{2,40})\s*[:=]\s*(.*)")


def _unrolled(sheet: Sheet) -> Sheet:
    """Forms, one per person («Navn: …» / «Fødselsnr: …» / «Trekk: …»), as a table with the labels as its heading."""
    if any(is_heading(row) for row in sheet.rows) or len(sheet.rows) > 20_000:
        return sheet
    pairs = [(n, label, value) for n in range(len(sheet.rows)) for label, value in _pairs(sheet.parts(n))]
    starts = _record_starts(pairs)
    if not starts:
        return sheet
    labels: list[str] = []
    for _, label, _ in pairs[starts[0] :]:
        if label not in labels:
            labels.append(label)
    first_row = pairs[starts[0]][0]
    rows: list[list[Cell]] = [list(row) for row in sheet.rows[:first_row]]
    numbers = sheet.numbers[:first_row]
    segments = {n: parts for n, parts in sheet.segments.items() if n < first_row}
    rows.append(list(labels))
    numbers = [*numbers, sheet.numbers[first_row]]
    used = {n for n, _, _ in pairs}
    for k, start in enumerate(starts):
        end = starts[k + 1] if k + 1 < len(starts) else len(pairs)
        record: dict[str, Cell] = {}
        for _, label, value in pairs[start:end]:
            record.setdefault(label, value)
        rows.append([record.get(label, "") for label in labels])
        numbers.append(sheet.numbers[pairs[start][0]])
    for n in range(first_row, len(sheet.rows)):
        if n not in used and sheet.parts(n):
            rows.append(list(sheet.parts(n)))
            numbers.append(sheet.numbers[n])
    made = Sheet(sheet.name, rows, numbers, hidden=sheet.hidden)
    made.segments = segments
    return made


def _pairs(parts: list[Cell]) -> list[tuple[str, Cell]]:
    pairs: list[tuple[str, Cell]] = []
    k = 0
    while k < len(parts):
        part = parts[k]
        if isinstance(part, str) and (found := _LABEL.fullmatch(part.strip())) and role_of(found[1]):
            if found[2]:
                pairs.append((found[1].strip(), found[2].strip()))
            elif k + 1 < len(parts):
                pairs.append((found[1].strip(), parts[k + 1]))
                k += 1
        elif isinstance(part, str) and role_of(part) and k + 1 < len(parts) and not role_of(text_of(parts[k + 1])):
            pairs.append((part.strip(), parts[k + 1]))
            k += 1
        k += 1
    return pairs


def _record_starts(pairs: list[tuple[int, str, Cell]]) -> list[int]:
    """Where each person's form begins, given at least one valid id behind its label."""
    ids = [k for k, (_, label, value) in enumerate(pairs) if role_of(label) == "national_id" and read_id(value).digits]
    amounts = [k for k, (_, label, value) in enumerate(pairs) if role_of(label) in ("amount", "part")]
    if not ids or not amounts:
        return []
    key = pairs[ids[0]][1]
    first = ids[0]
    # the form's first label: the personal fields right before the id
    while first > 0 and role_of(pairs[first - 1][1]) in (
        "name",
        "first_name",
        "last_name",
        "employee_no",
        "member_no",
        "row_no",
        "birth_date",
    ):
        first -= 1
    lead = pairs[first][1]
    starts = [k for k, (_, label, _) in enumerate(pairs) if k >= first and label == lead]
    return starts if len(starts) >= sum(1 for k in ids if pairs[k][1] == key) else []
