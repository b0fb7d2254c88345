"""Rows of nobody new: the rest of a long name, corrections under the last person's number, and those without an id."""

import re

from app.intake.cells import Cell, Sheet, text_of
from app.intake.kinds import corrects
from app.intake.reading import Line
from app.intake.rows import Seen

_REST = re.compile(r"([^\d:]{2,40}?) ?\((\d{1,8})\)")
"""«Brynildsrud-Nakken (9)»: the number that the others have behind their names, too."""


def goes_on(sheet: Sheet, row: Seen, cells: list[Cell], name: int) -> bool:
    """Whether nothing but the rest of a name stands there, close below it or with the number that was missing."""
    if [k for k, cell in enumerate(cells) if cell != ""] != [name]:
        return False
    text = text_of(cells[name]).strip()
    return bool(_REST.fullmatch(text)) or (row.at in sheet.close and bool(re.fullmatch(r"[^\d:]{2,40}", text)))


def with_rest(line: Line, printed: str, cell: Cell) -> None:
    """The name with its rest: «Sheikh Mohamud, Muhammad» goes on with a first name."""
    text = text_of(cell).strip()
    if found := _REST.fullmatch(text):
        text = found[1]
        line.employee_no = line.employee_no or found[2].lstrip("0") or "0"
    last, comma, first = (part.strip() for part in printed.partition(","))
    turned = comma and first and line.name == f"{first} {last}"
    line.name = f"{first} {text} {last}" if turned else f"{line.name} {text}".strip()


def is_correction(line: Line, row: Seen, cells: list[Cell], name: int) -> bool:
    """«Tilbakeført, feil grunnlag | 162» below the person with that number: a text where the name would be."""
    own = row.employee_no or row.member_no
    if row.id.kind != "none" or name >= len(cells) or not own:
        return False
    return own in (line.employee_no, line.member_no) and corrects(text_of(cells[name]))


def has_no_id(roles: dict[str, int], row: Seen, cells: list[Cell]) -> bool:
    """Nothing, or a telephone number or date where ids stand: «Kontaktperson | Tone Berg | tlf 90 12 34 56»."""
    index = roles.get("national_id", roles.get("birth_date"))
    text = text_of(cells[index]) if index is not None and index < len(cells) else ""
    few = sum(letter.isdigit() for letter in text) < 9 or bool(re.search(r"[^\W\d_]{2}", text))
    return row.id.kind == "none" or (row.id.kind == "wrong" and few)
