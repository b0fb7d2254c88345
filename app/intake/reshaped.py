"""Lists of another shape are made tables: lying on their side, forms of «label: value», two things in a cell."""

import re

from app.intake.amounts import to_ore
from app.intake.cells import Cell, Sheet, text_of
from app.intake.headings import fold, role_of
from app.intake.heads import is_heading, is_id
from app.intake.ids import read_id


def upright(sheet: Sheet) -> Sheet:
    """Turn a list round whose people lie side by side, one per column."""
    rows = sheet.rows
    if not 2 <= len(rows) <= 200:
        return sheet
    across = [n for n, row in enumerate(rows) if sum(1 for cell in row if is_id(cell)) >= 2]
    if len(across) != 1:
        return sheet
    width = max(len(row) for row in rows)
    at = across[0]
    label = next((text_of(cell) for cell in rows[at] if cell != ""), "")
    down = max(sum(1 for row in rows if k < len(row) and is_id(row[k])) for k in range(width))
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


_ID_AND_NAME = re.compile(r"(\d{6}[ \-]?\d{5})[\s,;:\-]+([^\d\s].{2,})|([^\d]{4,}?)[\s,(:\-]+(\d{6}[ \-]?\d{5})\)?")


def parted(sheet: Sheet) -> Sheet:
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


def with_ore(sheet: Sheet) -> Sheet:
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


_NAME = re.compile(r"[^\W\d_][^\d_:;@%()/]{0,40}[ ,][^\d_:;@%()/]{2,40}")
_LABEL = re.compile(r"([^:=]{2,40})\s*[:=]\s*(.*)")


def unrolled(sheet: Sheet) -> Sheet:
    """Forms, one per person («Navn: …» / «Fødselsnr: …» / «Trekk: …»), as a table with the labels as its heading."""
    if len(sheet.rows) > 20_000 or any(is_heading(row) and not _says_values(row) for row in sheet.rows):
        return sheet
    pairs = [(n, label, value) for n in range(len(sheet.rows)) for label, value in _pairs(sheet.parts(n))]
    starts = _record_starts(pairs)
    if not starts:
        return sheet
    while len(starts) > 1 and pairs[-1][1] not in {label for _, label, _ in pairs[: starts[-1]]}:
        pairs.pop()  # «Sum trukket alle: …» below the last form
    labels: list[str] = []
    for _, label, _ in pairs[starts[0] :]:
        if label not in labels:
            labels.append(label)
    first_row = pairs[starts[0]][0]
    names = _names_above(sheet, [pairs[start][0] for start in starts], labels)
    first_row -= bool(names)
    rows: list[list[Cell]] = [list(row) for row in sheet.rows[:first_row]]
    numbers = sheet.numbers[:first_row]
    segments = {n: parts for n, parts in sheet.segments.items() if n < first_row}
    lefts = {n: at for n, at in sheet.lefts.items() if n < first_row}
    numbered = any(number for number, _ in names)
    rows.append([*labels, *(["Navn"] if names else []), *(["Ansattnr"] if numbered else [])])
    numbers = [*numbers, sheet.numbers[first_row]]
    used = {n for n, _, _ in pairs} | {pairs[start][0] - 1 for start in starts if names}
    for k, start in enumerate(starts):
        end = starts[k + 1] if k + 1 < len(starts) else len(pairs)
        record: dict[str, Cell] = {}
        for _, label, value in pairs[start:end]:
            record.setdefault(label, value)
        who: list[Cell] = [part for number, name in names[k : k + 1] for part in (name, number)[: 1 + numbered]]
        rows.append([*(record.get(label, "") for label in labels), *who])
        numbers.append(sheet.numbers[pairs[start][0]])
    for n in range(first_row, len(sheet.rows)):
        if n not in used and sheet.parts(n):
            rows.append(list(sheet.parts(n)))
            numbers.append(sheet.numbers[n])
    made = Sheet(sheet.name, rows, numbers, hidden=sheet.hidden)
    made.segments, made.lefts = segments, lefts
    return made


_ASIDE = re.compile(r"\([^()]*\d[^()]*\)")


def _says_values(row: list[Cell]) -> bool:
    """«Antall ansatte: 52 | Sum trukket: 33 734,30» is no heading."""
    return any(isinstance(cell, str) and re.search(r":\s*[\d(-]", cell) for cell in row)


def _names_above(sheet: Sheet, starts: list[int], labels: list[str]) -> list[tuple[str, str]]:
    """(Employee's number or '', name) on the row above each form, where no label in it is for the name; none unless
    all have one.  «802 | Kari Olsen | Montør»: a title behind the name is let be."""
    if any(role_of(label) in ("name", "last_name") for label in labels) or not all(starts):
        return []
    names = []
    for n in starts:
        parts = [text_of(part).strip() for part in sheet.parts(n - 1)]
        number = parts.pop(0) if len(parts) > 1 and re.fullmatch(r"\d{1,8}", parts[0]) else ""
        if not 1 <= len(parts) <= 2 or not _NAME.fullmatch(parts[0]) or role_of(parts[0]):
            return []
        if len(parts) == 2 and re.search(r"\d", parts[1]):
            return []
        names.append((number, parts[0]))
    return names


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
            aside = k + 2 < len(parts) and _is_aside(parts[k + 1])
            pairs.append((_ASIDE.sub("", part).strip(), parts[k + 1 + aside]))
            k += 1 + aside
        k += 1
    return pairs


def _is_aside(part: Cell) -> bool:
    """«(i år 8 039,07)» between a label and its value."""
    return isinstance(part, str) and part.startswith("(") and bool(re.search(r"[^\W\d_]", part))


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
