"""Tables copied from a screen into a text, one cell on each line."""

import pytest

from app.intake.read import read_bytes
from app.intake.reading import Reading
from tests.intake.world import World

PEOPLE = World("pasted", 5).people
AMOUNTS = [45_050 + 100 * n for n in range(5)]
TOP = ["Hei,", "her er trekket til Fellesforbundet for mai 2026.", ""]
HEADS = ["Ansattnr.", "Navn", "Fødselsnummer", "Prosent", "Trekk"]
FOOT = ["", "Med vennlig hilsen", "Kari Lie", "Nordvik AS, org.nr. 312430398"]


def _kr(ore: int) -> str:
    return f"{ore / 100:.2f}".replace(".", ",")


def _record(n: int, amount: str | None = None) -> list[str]:
    return [str(54 + n), PEOPLE[n].turned, PEOPLE[n].id, "1,55", _kr(AMOUNTS[n]) if amount is None else amount]


def _read(lines: list[str]) -> Reading:
    return read_bytes("\n".join(lines).encode(), "melding.txt", "Fellesforbundet")


def _found(reading: Reading) -> list[tuple[str | None, str | None, str, int]]:
    return [(line.employee_no, line.national_id, line.name, line.amount) for line in reading.lines]


WANTED = [(str(54 + n), p.id, p.name, AMOUNTS[n]) for n, p in enumerate(PEOPLE)]


def test_cells_follow_their_heads_row_by_row() -> None:
    rows = [cell for n in range(5) for cell in _record(n)]
    reading = _read([*TOP, *HEADS, "", *rows, "", "Sum", _kr(sum(AMOUNTS)), *FOOT])

    assert (reading.status, _found(reading), reading.total_fits) == ("lines", WANTED, True)
    assert (reading.orgnr.value, reading.period.value) == ("312430398", "2026-05")


def test_blank_lines_may_part_the_people() -> None:
    rows = [cell for n in range(5) for cell in ["", *_record(n)]]

    assert _found(_read([*TOP, *HEADS, *rows, *FOOT])) == WANTED


def test_empty_cell_counts_as_nothing_deducted() -> None:
    rows = [cell for n in range(5) for cell in _record(n, "" if n == 2 else None)]

    assert [line.amount for line in _read([*TOP, *HEADS, *rows, *FOOT]).lines] == [*AMOUNTS[:2], 0, *AMOUNTS[3:]]


def test_sum_that_does_not_fit_is_asked_about() -> None:
    rows = [cell for n in range(5) for cell in _record(n)]
    reading = _read([*TOP, *HEADS, *rows, "Sum", _kr(sum(AMOUNTS) + 100), *FOOT])

    assert "total_mismatch" in [question.code for question in reading.open_questions]


@pytest.mark.parametrize("empty", [None, 2])
def test_blank_lines_may_part_all_cells(empty: int | None) -> None:
    rows = [cell for n in range(5) for cell in _record(n, "" if n == empty else None)]
    reading = _read([*TOP, *(line for cell in [*HEADS, *rows] for line in (cell, "")), *FOOT])

    assert _found(reading) == [(*who, 0 if n == empty else ore) for n, (*who, ore) in enumerate(WANTED)]
