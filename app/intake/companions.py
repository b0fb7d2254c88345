"""A line of its own below each person for some of the person's numbers: «Ansattnr. 4», «Ansattnr. 5 · 278659 *****»."""

import re

from app.intake.cells import Cell, Sheet, text_of
from app.intake.headings import role_of
from app.intake.heads import is_heading

_PIECES = re.compile(r"\s*[·•|;]\s*| {2,}")
_LABELLED = re.compile(r"([^\W\d_][^\d:]*?)[ .:]+([\dA-Z*xX•][\d *xX•/\-]*)")
RATE_OF = re.compile(r"\d[\d.,]* ?(?:%|pst\.?|prosent) (?:av|of) .*")
"""«1,5 % av 49 295,03»: how the amount was reckoned."""
_SHARE = re.compile(r"[^\W\d_][^\d:]*?[ .:]+\d{1,3}(?:[.,]\d+)? ?%")
"""«Stilling 50,00 %» behind the id."""
_NONE = re.compile(r"([^\W\d_][^\d:]*?)[ .:]+(?:ikke oppgitt|ikkje oppgitt|mangler|ukjent|søkt|ny|[-–—])\b.*", re.I)
"""«Medlemsnr. ikke oppgitt (ny)»"""
_MASKED = re.compile(r"\d{6} ?[\d*xX•]{5}")
_THEIRS = ("employee_no", "member_no", "national_id", "birth_date")
_FEWEST = 2


def with_companions(sheet: Sheet) -> Sheet:
    """What such lines say, in columns of its own on the person's row above; the sheet itself where there are none."""
    if len(sheet.rows) > 20_000:
        return sheet
    second = _second_label(sheet)
    found = {n: said for n in range(1, len(sheet.rows)) if (said := _said(sheet.parts(n), second))}
    labels = list(dict.fromkeys(label for said in found.values() for label in said))
    if len(found) < _FEWEST or any(list(said) != [one for one in labels if one in said] for said in found.values()):
        return sheet
    if any(n - 1 in found or not _is_person(sheet, n - 1) or labels[0] not in found[n] for n in found):
        return sheet
    first = min(found) - 1
    head = next((n for n in range(first - 1, -1, -1) if is_heading(sheet.rows[n])), None)
    if head is None and (len(labels) < 2 or any(labels[1] not in said for said in found.values())):
        return sheet
    width = max(len(row) for row in sheet.rows)
    rows: list[list[Cell]] = []
    for n, row in enumerate(sheet.rows):
        below = found.get(n + 1)
        more: list[Cell] = [*labels] if is_heading(row) else [below.get(label, "") for label in labels] if below else []
        rows.append([] if n in found else [*row, *[""] * (width - len(row)), *more] if more else row)
    made = Sheet(sheet.name, rows, sheet.numbers, sheet.hidden, sheet.hidden_rows, sheet.hidden_columns)
    made.segments = {n: [] if n in found else parts for n, parts in sheet.segments.items()}
    made.lefts, made.close, made.unsure = sheet.lefts, sheet.close, sheet.unsure
    made.first_column = sheet.first_column
    return made if head is not None else _headed(made, first, [*[""] * width, *labels])


def _headed(sheet: Sheet, at: int, heads: list[Cell]) -> Sheet:
    """The sheet with a row of heads above its first person, where it has none."""
    made = Sheet(sheet.name, [*sheet.rows[:at], heads, *sheet.rows[at:]], hidden=sheet.hidden)
    made.numbers = [*sheet.numbers[:at], sheet.numbers[at], *sheet.numbers[at:]]
    made.segments = {n + (n >= at): parts for n, parts in sheet.segments.items()}
    made.lefts = {n + (n >= at): lefts for n, lefts in sheet.lefts.items()}
    made.close = frozenset(n + (n >= at) for n in sheet.close)
    made.unsure = [n + (n >= at) for n in sheet.unsure]
    made.hidden_columns, made.first_column = sheet.hidden_columns, sheet.first_column
    made.hidden_rows = frozenset(n + (n >= at) for n in sheet.hidden_rows)
    return made


def _second_label(sheet: Sheet) -> str:
    """«Medl.nr» of the head «Navn / Fødselsnr / Medl.nr»: what stands behind the id below the name."""
    heads = (text_of(cell).split(" / ") for row in sheet.rows[:60] if is_heading(row) for cell in row)
    labels = next(([*map(str.strip, head)] for head in heads if len(head) == 3), ["", "", ""])
    roles = [role_of(label) for label in labels]
    return labels[2] if roles[:2] == ["name", "national_id"] and roles[2] in _THEIRS else ""


def _said(parts: list[Cell], second: str = "") -> dict[str, Cell]:
    """{label: value}, where a row says nothing but such; an id needs no label, nor does what is headed `second`."""
    text = "   ".join(text_of(part) for part in parts)
    said: dict[str, Cell] = {}
    pieces = _PIECES.split(RATE_OF.sub("", text).strip()) if 0 < len(text) < 140 else []
    for piece in filter(None, pieces):
        if said and _SHARE.fullmatch(piece):
            continue
        labelled = _LABELLED.fullmatch(piece)
        if _MASKED.fullmatch(piece):
            said["Fødselsnummer"] = piece
        elif second and "Fødselsnummer" in said and re.fullmatch(r"\d{4,10}", piece):
            said[second] = piece
        elif (none := _NONE.fullmatch(piece)) and role_of(none[1].strip(" .")) in _THEIRS:
            said[none[1].strip()] = ""
        elif labelled and role_of(labelled[1].strip(" .")) in _THEIRS:
            said[labelled[1].strip()] = labelled[2].strip()
        else:
            return {}
    return said


def _is_person(sheet: Sheet, n: int) -> bool:
    """Words and an amount."""
    parts = [text_of(part) for part in sheet.parts(n)] or [text_of(cell) for cell in sheet.rows[n] if cell != ""]
    return len(parts) > 1 and any(re.search(r"\d[.,]\d\d(?!\d)|\d,-|\d{2,}", part) for part in parts[1:])
