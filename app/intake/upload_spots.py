"""The rows that a question is about: what stands there with ids covered, and how each was read."""

from collections import defaultdict
from typing import NamedTuple

from app.i18n import gettext
from app.intake.reading import Line, Place, Question, Reading
from app.intake.upload_reading import masked, secret_columns, shown_cell
from app.values.kroner import format_kroner

_OF_ROWS = frozenset({"odd_rows", "missed_people", "unread", "unread_numbers", "row_remarks", "same_people"})
"""Questions about rows of people; the rest are about sums, months and pages."""


class Spot(NamedTuple):
    """A place in the file, what stands there, and how it was read; `taken` is empty where that is not the question."""

    sheet: str
    row: int
    text: str
    taken: str


def spots(question: Question, reading: Reading) -> list[Spot]:
    """The question's places, as the page shows them."""
    said = _first_rows(reading)
    lines: dict[tuple[str, int], list[Line]] = defaultdict(list)
    if question.code in _OF_ROWS:
        wanted = {(place.sheet, place.row) for place in question.places}
        for line in [*reading.lines, *reading.others]:
            if (line.sheet, line.row) in wanted:
                lines[line.sheet, line.row].append(line)
    return [_spot(one, question.code in _OF_ROWS, said, lines) for one in question.places]


def _first_rows(reading: Reading) -> dict[tuple[str, int], str]:
    """What stands in the rows that were kept, by sheet and row."""
    said = {}
    for n, first in enumerate(reading.first_rows):
        secret = secret_columns(reading, n)
        for row, cells in first.rows:
            shown = (shown_cell(text, secret=k in secret) for k, text in enumerate(cells))
            said[first.sheet, row] = " ".join(filter(None, shown))
    return said


def _spot(
    place: Place, of_rows: bool, said: dict[tuple[str, int], str], lines: dict[tuple[str, int], list[Line]]
) -> Spot:
    key = (place.sheet, place.row)
    text = (said.get(key) if of_rows else "") or place.text
    return Spot(place.sheet, place.row, masked(text), _taken(lines.get(key, [])) if of_rows and place.row else "")


def _taken(lines: list[Line]) -> str:
    """«Lest som Ida Fjeld, uten fødselsnummer, 450,00 kr.»"""
    if not lines:
        return gettext("Ikke lest som en linje.")
    return gettext("Lest som %(line)s.", line="; ".join(_one(line) for line in lines))


def _one(line: Line) -> str:
    number = masked(line.national_id) if line.national_id else gettext("uten fødselsnummer")
    if "masked_id" in line.marks:
        number = gettext("fødselsnummeret er dekket til")
    if "invalid_id" in line.marks:
        number += f" ({gettext('ikke gyldig')})"
    amount = gettext("%(sum)s kr", sum=format_kroner(line.amount))
    return ", ".join(part for part in (line.name, number, amount) if part)
