"""Cards of a print: «Grunnlag 36 843,98  Trukket 478,97  Hittil 1 369,10» below a person become the person's row."""

import re

from app.intake.below import is_money
from app.intake.cells import Cell, Sheet, text_of
from app.intake.fields import Fields, fields
from app.intake.headings import is_total, role_of
from app.intake.ids import read_id

_PAIR = re.compile(r"([^\W\d_][^\d:%]*?):? +(\d{1,3}(?:,\d+)? ?%|[-−]?\d{1,3}(?:[ .]?\d{3})*,\d\d-?)(?= |$)")
_WHO: dict[str, str] = {
    "name": "Navn",
    "employee_no": "Ansattnr",
    "national_id": "Fødselsnummer",
    "member_no": "Medlemsnr",
}
_SHARE = 0.8


def with_pairs_below(sheet: Sheet) -> Sheet:
    """The sheet itself, unless the row below nearly every id holds the same two or more labels with an amount each.

    Then these are columns, and what stands below them («Medlemsnr 3436486») is the person's too.
    """
    if not sheet.segments:
        return sheet
    ids = [n for n in range(len(sheet.rows) - 1) if _has_id(sheet.parts(n))]
    below = {n: pairs for n in ids if len(pairs := _pairs(sheet.parts(n + 1))) > 1}
    labels = {tuple(pairs) for pairs in below.values()}
    if len(below) < max(2, len(ids) * _SHARE) or len(labels) != 1:
        return sheet
    heads = labels.pop()
    summed = next((k for k, label in enumerate(heads) if role_of(label) in ("amount", "part")), None)
    said = {n: fields(sheet.parts(n)) for n in ids}
    if summed is None or not all(said[n].name or "name" in said[n].found for n in below):
        return sheet
    made = sheet.emptied()
    taken = {n + 1 for n in below}
    for n in range(len(sheet.rows)):
        row: list[Cell] = [] if n in taken else list(sheet.parts(n))
        if n == min(below):
            made.add([*_WHO.values(), *heads], sheet.numbers[n])
        if n in below:
            more = fields(sheet.parts(n + 2)) if n + 2 not in said and n + 2 < len(sheet.rows) else Fields()
            taken |= {n + 2} if more.found and not more.name else set()
            row = [*_who(said[n], more), *below[n].values()]
        elif row and is_money(row[-1]) and is_total(text_of(row[0])):
            row = [" ".join(map(text_of, row[:-1])), *[""] * (len(_WHO) - 1 + summed), row[-1]]
        made.add(row, sheet.numbers[n])
    return made


def _who(said: Fields, more: Fields) -> list[Cell]:
    own = {"name": said.name, "employee_no": said.number, **more.found, **said.found}
    return [own.get(role, "") for role in _WHO]


def _has_id(parts: list[Cell]) -> bool:
    return any(read_id(part).kind in ("valid", "masked") for part in parts if isinstance(part, str))


def _pairs(parts: list[Cell]) -> dict[str, str]:
    """The labels with their amounts, where nothing else is on the row; rates are left out."""
    text = " ".join(text_of(part) for part in parts)
    if len(text) > 200 or is_total(text) or _PAIR.sub("", text).strip():
        return {}
    return {found[1]: found[2] for found in _PAIR.finditer(text) if not found[2].endswith("%")}
