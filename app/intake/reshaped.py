"""Lists of another shape are made tables: lying on their side, forms of «label: value», two things in a cell."""

import re
from collections import Counter

from app.intake.amounts import to_ore
from app.intake.below import is_money
from app.intake.cells import Cell, Sheet, text_of
from app.intake.fields import fields
from app.intake.headings import fold, is_total, role_of
from app.intake.heads import is_heading, is_id, looks_like_name
from app.intake.ids import read_id
from app.intake.kinds import is_unrelated, is_wage


def upright(sheet: Sheet) -> Sheet:
    """Turn a list round whose people lie side by side, one per column; more of them may lie in parts below."""
    rows = sheet.rows
    if not 2 <= len(rows) <= 200:
        return sheet
    across = [n for n, row in enumerate(rows) if sum(1 for cell in row if is_id(cell)) >= 2]
    if not across or any(role_of(_first_text(rows[n])) != "national_id" for n in across):
        return sheet
    if coded := next(k for k, cell in enumerate(rows[across[0]]) if cell != ""):
        rows = [_with_code(row, coded) for row in rows]
    label = _first_text(rows[across[0]])  # the last part may hold one person
    across = [n for n, row in enumerate(rows) if _first_text(row) == label and any(map(is_id, row))]
    width = max(len(row) for row in rows)
    down = max(sum(1 for row in rows if k < len(row) and is_id(row[k])) for k in range(width))
    firsts = [_first_labelled(rows, n) for n in across]
    tail = _tail(rows, across[-1])
    ends = [*firsts[1:], tail]
    if len(across) == 1:
        ends, tail = [max(tail, across[0] + 1)], max(tail, across[0] + 1)
    labels = [[_first_text(row) for row in rows[one:end] if any(row)] for one, end in zip(firsts, ends, strict=True)]
    if down > len(across) or any(own != labels[0] for own in labels):
        return sheet
    made: list[list[Cell]] = [list(row) for row in rows[: firsts[0]]]  # what stands above the labels stays on top
    numbers = [sheet.numbers[n] for n in range(firsts[0])]
    for part, (first, end) in enumerate(zip(firsts, ends, strict=True)):
        body = [row for row in rows[first:end] if len(across) == 1 or any(row)]
        for k in range(bool(part), width):
            column = [row[k] if k < len(row) else "" for row in body]
            if k == 0 or len(across) == 1 or any(column):
                made.append(column)
                numbers.append(part * width + k + 1)
    made += [list(row) for row in rows[tail:]]
    numbers += [len(across) * width + n for n in range(1, len(rows) - tail + 1)]
    return Sheet(sheet.name, made, numbers, hidden=sheet.hidden, turned=True)


def _with_code(row: list[Cell], at: int) -> list[Cell]:
    """«72 | Fagforeningstrekk | 464,36»: the number of the wage type in front of its name, in one cell."""
    return [" ".join(text_of(cell) for cell in row[: at + 1] if cell != ""), *row[at + 1 :]]


def _first_text(row: list[Cell]) -> str:
    return next((text_of(cell) for cell in row if cell != ""), "")


def _first_labelled(rows: list[list[Cell]], at: int) -> int:
    while at > 0 and role_of(text_of(rows[at - 1][0]) if rows[at - 1] else "") and len(rows[at - 1]) > 1:
        at -= 1
    return at


def _tail(rows: list[list[Cell]], at: int) -> int:
    """Where the notes below a list on its side begin: behind an empty row, a label with one value at the most."""
    start = len(rows)
    for n in range(len(rows) - 1, at, -1):
        filled = sum(cell != "" for cell in rows[n])
        if filled > 2:
            break
        if not filled:
            start = n
    return start


_PIVOT = re.compile(r"(?:summer|sum|antall|count) (?:av|of) ")
"""«Summer av Beløp | | Lønnsart» over the heads of a pivot table."""


def without_pivot(sheet: Sheet) -> Sheet:
    """The sheet with that line in one cell, so that it is no line of heads."""
    for n, row in enumerate(sheet.rows[:40]):
        if _PIVOT.match(fold(_first_text(row))):
            text = "   ".join(text_of(cell) for cell in row if cell != "")
            sheet.rows = [*sheet.rows[:n], [text], *sheet.rows[n + 1 :]]
    return sheet


_ID_AND_NAME = re.compile(r"(\d{6}[ \-]?\d{5})[\s,;:\-]+([^\d\s].{2,})|([^\d]{4,}?)[\s,(:\-]+(\d{6}[ \-]?\d{5})\)?")


def parted(sheet: Sheet) -> Sheet:
    """A column that holds id and name together is made two; the name stays, the id comes last."""
    sample = [row for row in sheet.rows[:400] if len(row) > 1]
    width = max((len(row) for row in sample), default=0)
    for k in range(width):
        texts = [text_of(row[k]) for row in sample if k < len(row) and row[k] != ""]
        long = [text for text in texts if len(text) > 10]
        both = sum(bool(_ID_AND_NAME.fullmatch(text)) for text in long)
        if both and both >= max(len(long) * 0.5, len(texts) * 0.4):  # «BELØP 00000180206» below other things is a sum
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
    over = text_of(sheet.rows[head][k - 1]) if k else ""
    if k and fold(over).endswith(" kr") and _are_hundredths(sheet, head, k + 1):
        # in a print «Fødselsnummer (11 siffer) Kr» may be one head, and «Øre» stand over the kroner
        sheet.rows[head][k - 1 : k + 1] = [over[:-3].rstrip(), "Kr"]
        k += 1
    elif k == 0 or role_of(over) not in ("amount", "part"):
        return sheet
    for row in sheet.rows[head + 1 :]:
        if k < len(row) and row[k - 1] != "" and (whole := to_ore(row[k - 1], ",")) is not None:
            part = to_ore(row[k], ",") or 0
            row[k - 1], row[k] = (whole + (part // 100 if whole >= 0 else -part // 100)) / 100, ""
    return sheet


def _are_hundredths(sheet: Sheet, head: int, k: int) -> bool:
    """Whether two digits stand beside each whole number of the column before."""
    pairs = [row[k - 1 : k + 1] for row in sheet.rows[head + 1 :] if k < len(row) and text_of(row[k - 1]).isdigit()]
    return len(pairs) > 1 and all(re.fullmatch(r"\d\d", text_of(ore)) for _, ore in pairs)


_NAME = re.compile(r"[^\W\d_][^\d_:;@%()/]{0,40}[ ,][^\d_:;@%()/]{2,40}")
_MONEY_BEHIND = re.compile(r"([^\d:=]*[^\W\d_]{2}[^\d:=]*?)[ .:=]+((?:kr\.? ?)?[-−(]?\d[\d .]*,\d\d\)?-?)")
_Pair = tuple[int, str, Cell]
"""A row, a label on it and its value."""
_LABEL = re.compile(r"([^:=]{2,40})\s*[:=]\s*(.*)")


def unrolled(sheet: Sheet) -> Sheet:
    """Forms, one per person («Navn: …» / «Fødselsnr: …» / «Trekk: …»), as a table with the labels as its heading."""
    if len(sheet.rows) > 20_000 or any(is_heading(row) and not _says_values(row) for row in sheet.rows):
        return sheet
    pairs = [(n, label, value) for n in range(len(sheet.rows)) for label, value in _pairs(sheet.parts(n))]
    starts = _record_starts(pairs, {n for n, _, _ in pairs if len(sheet.parts(n)) < 3})
    if not starts:
        return sheet
    _drop_below(pairs, starts[-1])
    labels: list[str] = []
    for _, label, _ in pairs[starts[0] :]:
        if label not in labels:
            labels.append(label)
    above, names = _names_above(sheet, [pairs[start][0] for start in starts], labels)
    first_row = pairs[starts[0]][0] - above
    made = Sheet(sheet.name, [list(row) for row in sheet.rows[:first_row]], sheet.numbers[:first_row], sheet.hidden)
    made.segments = {n: parts for n, parts in sheet.segments.items() if n < first_row}
    made.lefts = {n: at for n, at in sheet.lefts.items() if n < first_row}
    numbered = any(number for number, _ in names)
    made.rows += [[], [*labels, *(["Navn"] if names else []), *(["Nummer"] if numbered else [])]]  # no head spans these
    made.numbers += [sheet.numbers[first_row]] * 2
    used = {n for n, _, _ in pairs} | {pairs[start][0] - above for start in starts if names}
    seldom = _seldom(pairs[starts[0] :], len(starts))
    for k, start in enumerate(starts):
        end = starts[k + 1] if k + 1 < len(starts) else len(pairs)
        who: list[Cell] = [part for number, name in names[k : k + 1] for part in (name, number)[: 1 + numbered]]
        for n, record in _records(pairs[start:end]):
            named = names or any(record.get(label) for label in labels if role_of(label) in _NAMES)
            if seldom & set(record) or not (named or _is_nameless(sheet, pairs, start, used)):
                made.unsure.append(len(made.rows))
            made.rows.append([*(record.get(label, "") for label in labels), *who])
            made.numbers.append(sheet.numbers[n])
    for n in range(first_row, len(sheet.rows)):
        if n not in used and sheet.parts(n):
            made.rows.append(list(sheet.parts(n)))
            made.numbers.append(sheet.numbers[n])
    return made


_NAMES = ("name", "first_name", "last_name")
_PERSONAL = (*_NAMES, "national_id", "employee_no", "member_no", "row_no", "birth_date")
_MAY_NAME = re.compile(r"\b[A-ZÆØÅ][^\W\d_]+,? [A-ZÆØÅ][^\W\d_]")


def _drop_below(pairs: list[_Pair], last: int) -> None:
    """«Sum trukket alle: …» below the last form: a sum, or a label that no other has, over more than anybody has."""
    others = {label for _, label, _ in pairs[:last]}
    most = max((_size(value) for _, label, value in pairs[:last] if role_of(label) != "decoy"), default=0)
    while last and pairs[-1][1] not in others:
        _, label, value = pairs[-1]
        if is_money(value) and not is_total(label) and _size(value) <= most:
            return
        pairs.pop()


def _size(value: Cell) -> int:
    return abs(to_ore(value, None) or 0) if is_money(value) else 0


def _records(pairs: list[_Pair]) -> list[tuple[int, dict[str, Cell]]]:
    """A form's values by their labels: a second amount under one label is a line of its own, of the same person."""
    record: dict[str, Cell] = {}
    records, later = [(pairs[0][0], record)], dict[str, Cell]()
    for n, label, value in pairs:
        if label not in record:
            record[label] = value
        elif role_of(label) in _PERSONAL or not is_money(value):
            later[label] = value  # «Forbund: NNN» before the amount that it is for
        else:
            own = {one: record[one] for one in record if role_of(one) in _PERSONAL}
            record = {**later, **own, label: value}
            records.append((n, record))
            later = {}
    return records[:1] + [one for one in records[1:] if any(_is_amount(*pair) for pair in one[1].items())]


def _is_amount(label: str, value: Cell) -> bool:
    return is_money(value) and role_of(label) != "decoy"


def _seldom(pairs: list[_Pair], forms: int) -> set[str]:
    """Labels of amounts that no word explains and that few forms have: too few for a column to be weighed."""
    unknown = Counter(label for _, label, value in pairs if is_money(value) and role_of(label) is None)
    return {label for label, n in unknown.items() if n * 2 < forms and not (is_unrelated(label) or is_wage(label))}


def _is_nameless(sheet: Sheet, pairs: list[_Pair], start: int, used: set[int]) -> bool:
    """Whether no words that may be a name, and were not taken, stand above a form."""
    first = pairs[start][0]
    above = max((n for n, _, _ in pairs[:start]), default=first - 4)
    texts = [
        " ".join(map(text_of, sheet.parts(n))) for n in range(max(above + 1, first - 3, 0), first) if n not in used
    ]
    return not any(_MAY_NAME.search(text) for text in texts)


_ASIDE = re.compile(r"\([^()]*\d[^()]*\)")


def _says_values(row: list[Cell]) -> bool:
    """«Antall ansatte: 52 | Sum trukket: 33 734,30» is no heading."""
    return any(isinstance(cell, str) and re.search(r":\s*[\d(-]", cell) for cell in row)


def _names_above(sheet: Sheet, starts: list[int], labels: list[str]) -> tuple[int, list[tuple[str, str]]]:
    """How many rows above each form a name stands, and (employee's number or '', name) for each; none unless all have
    one there, and no label in the form is for the name.  «802 | Kari Olsen | Montør»: a title behind it is let be."""
    if any(role_of(label) in ("name", "last_name") for label in labels):
        return 0, []
    for above in range(1, min(3, *starts) + 1):
        names = [_name_on(sheet, n - above) for n in starts]
        if all(names):
            return above, [name for name in names if name]
    return 0, []


def _name_on(sheet: Sheet, n: int) -> tuple[str, str] | None:
    """«Kari Olsen», «802 | Kari Olsen | Montør», «Ansatt 802  Kari Olsen»."""
    parts = [text_of(part).strip() for part in sheet.parts(n)]
    number = parts.pop(0) if len(parts) > 1 and re.fullmatch(r"\d{1,8}", parts[0]) else ""
    plain = 1 <= len(parts) <= 2 and bool(_NAME.fullmatch(parts[0])) and not role_of(parts[0])
    if plain and not (len(parts) == 2 and re.search(r"\d", parts[1])):
        return number, parts[0]
    said = fields(sheet.parts(n))
    name = said.found.get("name") or said.name
    known = set(said.found) <= {"name", "employee_no"} and looks_like_name(name)
    return (said.found.get("employee_no") or said.number, name) if known else None


_COUNT = re.compile(r"^\d{1,3}[.)]\s+(?=[^\W\d_])")
"""«1) Navn: Kari Olsen»"""


def _pairs(parts: list[Cell]) -> list[tuple[str, Cell]]:
    """Labels with their values: those that we know, and whatever stands in front of an amount."""
    pairs: list[tuple[str, Cell]] = []
    k = 0
    while k < len(parts):
        part = parts[k]
        part = _COUNT.sub("", part) if isinstance(part, str) else part
        if isinstance(part, str) and (found := _LABEL.fullmatch(part.strip())) and role_of(found[1]):
            if found[2]:
                pairs.append((found[1].strip(), found[2].strip()))
            elif k + 1 < len(parts):
                k += 1 + (k + 2 < len(parts) and fold(text_of(parts[k + 1])) == "kr")
                pairs.append((found[1].strip(), parts[k]))
        elif k + 2 < len(parts) and role_of(text_of(part)) in _NAMES and _is_number_and_name(parts[k + 1 : k + 3]):
            pairs += [("Nummer", parts[k + 1]), ("Navn", parts[k + 2])]
            k += 2
        elif isinstance(part, str) and role_of(part) and k + 1 < len(parts) and not role_of(text_of(parts[k + 1])):
            aside = k + 2 < len(parts) and _is_aside(parts[k + 1])
            value = parts[k + 1 + aside]
            pairs.append((_ASIDE.sub("", part).strip(), _bare(value)))
            k += 1 + aside
        elif isinstance(part, str) and (money := _unknown_money(parts, k)):
            pairs.append(money[:2])
            k += money[2]
        k += 1
    return pairs


_REMARK = re.compile(r"(?<=[\d,-]) *\([^()\d]{3,}\)$")


def _bare(value: Cell) -> Cell:
    """«kr 0» of «: kr 0 (permisjon)»."""
    return _REMARK.sub("", value).lstrip(": ") if isinstance(value, str) else value


def _is_number_and_name(parts: list[Cell]) -> bool:
    """«Ansatt | 107 | Kari Olsen»."""
    number, name = map(text_of, parts)
    return bool(re.fullmatch(r"\d{1,8}", number)) and looks_like_name(name) and not role_of(name)


def _unknown_money(parts: list[Cell], k: int) -> tuple[str, Cell, int] | None:
    """«Ekstratrekket: 50,00», «Ekstratrekket ..... | 50,00»: the label, the amount, and how many parts it took more."""
    part = text_of(parts[k]).strip()
    if found := _MONEY_BEHIND.fullmatch(part):
        return found[1].strip(), found[2].strip(), 0
    label = part.rstrip(" .:")
    words = re.search(r"[^\W\d_]{2}", label) and len(label) <= 40 and not re.search(r"\d", label)
    return (label, parts[k + 1], 1) if words and k + 1 < len(parts) and is_money(parts[k + 1]) else None


def _is_aside(part: Cell) -> bool:
    """«(i år 8 039,07)» between a label and its value."""
    return isinstance(part, str) and part.startswith("(") and bool(re.search(r"[^\W\d_]", part))


def _is_own_number(label: str, value: Cell) -> bool:
    """«Medlemsnr: 4998443», where nobody has an id."""
    return role_of(label) in ("member_no", "employee_no") and bool(re.fullmatch(r"\d{2,10}", text_of(value).strip()))


def _record_starts(pairs: list[tuple[int, str, Cell]], alone: set[int]) -> list[int]:
    """Where each person's form begins, given a valid id behind its label, or another number on a row `alone`."""
    ids = [k for k, (_, label, value) in enumerate(pairs) if role_of(label) == "national_id" and read_id(value).digits]
    ids = ids or [k for k, (n, label, value) in enumerate(pairs) if n in alone and _is_own_number(label, value)]
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
