"""Numbers of employees and members that the file labels as such and no line has: it is asked whether they matter."""

import re
from collections.abc import Iterator

from app.intake.case import Case, all_lines
from app.intake.cells import text_of
from app.intake.headings import fold
from app.intake.reading import Place, Question
from app.intake.who import OF_ANOTHER_THING

_NO = r"\.?[ -]?(?:n(?:umme)?r|no|number|id)\.?\W{0,3}"
_LABELLED = {
    "member_no": re.compile(rf"\b(?:medl(?:em\w*)?|member(?:ship)?){_NO}(\d{{4,9}})\b", re.I),
    "employee_no": re.compile(rf"\b(?:ans(?:att)?|tilsett|lønns|medarb\w*|emp(?:loyee)?){_NO}(\d{{1,8}})\b", re.I),
}
_FEWEST, _COLUMN = 2, 4
_WHOLE = re.compile(r"\d{4,9}")
_MANY = 20_000
"""Rows: a longer list is a machine's, with a column for each thing."""


def numbers_left(case: Case) -> list[Place]:
    """Where two or more different numbers of a kind are labelled that no line of anybody has."""
    places: list[Place] = []
    for kind, pattern in _LABELLED.items():
        read = {str(number).lstrip("0") for line in all_lines(case) if (number := getattr(line, kind))}
        found = {number: place for number, place in _labelled(case, pattern) if number not in read}
        places += found.values() if len(found) >= _FEWEST else []
    return places


def columns_left(case: Case) -> list[Place]:
    """Heads that say nothing to us over another whole number for each person: «Union Mbr», «Ref. B»."""
    places: list[Place] = []
    for table in case.tables:
        typed, people = table.walked.typed, len(table.walked.people)
        used = {*typed.roles.values(), *table.pick.columns}
        for one in typed.profiles:
            strange = one.heading and one.named is None and not OF_ANOTHER_THING.match(fold(one.heading))
            full = one.filled >= max(_COLUMN, people * 0.8) and one.distinct == one.filled
            if strange and full and one.index not in used and all(_WHOLE.fullmatch(text_of(v)) for v in one.values):
                places.append(
                    Place(sheet=typed.block.sheet.name, row=min(typed.block.heading_rows) + 1, text=one.heading)
                )
    return places


def ask_of_numbers(case: Case) -> None:
    """One question of both."""
    if places := [*numbers_left(case), *columns_left(case)]:
        case.ask(Question(code="unread_numbers", about="accepted", places=places[:20]))


def _labelled(case: Case, pattern: re.Pattern[str]) -> Iterator[tuple[str, Place]]:
    for sheet in case.sheets:
        for at in range(len(sheet.rows) if len(sheet.rows) <= _MANY else 0):
            text = "  ".join(text_of(cell) for cell in sheet.parts(at))
            for found in pattern.finditer(text):
                row = sheet.numbers[at] if at < len(sheet.numbers) else at + 1
                yield found[1].lstrip("0"), Place(sheet=sheet.name, row=row, text=text[:80])
