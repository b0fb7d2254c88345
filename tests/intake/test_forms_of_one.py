"""Forms of one person each: no amount in them is lost, and no name, without a question."""

import pytest

from app.intake.read import read_bytes
from app.intake.reading import Reading
from tests.intake.world import Person, World

PEOPLE = World("forms", 5).people
TOP = "Orgnr: 312430398\nTrekk til Fellesforbundet mai 2026\n\n"


def _read(forms: list[str], name: str = "skjema.txt") -> Reading:
    return read_bytes((TOP + "\n".join(forms)).encode(), name, "Fellesforbundet")


def _form(p: Person, more: str = "", top: str = "") -> str:
    return f"{top or f'Navn: {p.name}'}\nFødselsnr: {p.id}\nTrekk: 612,40\n{more}"


def _codes(reading: Reading) -> list[str]:
    return [question.code for question in reading.open_questions]


@pytest.mark.parametrize("at", [1, 4])
@pytest.mark.parametrize("label", ["Ettertrekket", "Påløpt fra i vår", "Sundry items"])
def test_amount_under_a_label_that_nobody_knows_is_asked_about(label: str, at: int) -> None:
    reading = _read([_form(p, f"{label}: 50,00\n" if n == at else "") for n, p in enumerate(PEOPLE)])

    assert _codes(reading) == ["odd_rows"]
    assert reading.open_questions[0].places[0].text.startswith(PEOPLE[at].name)


def test_canteen_and_overtime_are_not_asked_about() -> None:
    reading = _read([_form(p, ("Kantina: 50,00\n", "Overtid: 900,00\n", "")[min(n, 2)]) for n, p in enumerate(PEOPLE)])

    assert (reading.status, reading.total) == ("lines", 5 * 61240)


def test_part_that_only_the_last_person_has_is_not_taken_for_a_sum() -> None:
    last = _read([_form(p, "Forsikring: 50,00\n" if n == 4 else "") for n, p in enumerate(PEOPLE)])
    whole = _read([_form(p, "Sum trukket alle: 3 062,00\n" if n == 4 else "") for n, p in enumerate(PEOPLE)])

    assert _codes(last) == ["amount"]
    assert (whole.status, whole.total) == ("lines", 5 * 61240)


def test_second_amount_under_the_same_label_is_a_line_of_its_own() -> None:
    ours = _read([_form(p, "Trekk: 50,00\n" if n == 1 else "") for n, p in enumerate(PEOPLE)])
    two = "Forbund: Fellesforbundet\nForbund: NNN\nTrekk: 50,00\n"
    theirs = _read([_form(p, two if n == 1 else "Forbund: Fellesforbundet\n") for n, p in enumerate(PEOPLE)])

    assert [(line.name, line.amount) for line in ours.lines if line.amount != 61240] == [(PEOPLE[1].name, 5000)]
    assert len(ours.lines) == 6
    assert [line.amount for line in theirs.lines] == [61240] * 5


@pytest.mark.parametrize(
    "top", ["Ansatt {0}  {1}", "Employee {0}  {1}", "{0} {1}", "{1} ({0})", "Ansatt {0}  {1}\nAvdeling: Lager"]
)
def test_name_above_the_form_is_taken(top: str) -> None:
    reading = _read([_form(p, "", top.format(107 + n, p.name)) for n, p in enumerate(PEOPLE)])

    assert [(line.employee_no, line.name) for line in reading.lines] == [
        (str(107 + n), p.name) for n, p in enumerate(PEOPLE)
    ]
    assert reading.status == "lines"


def test_number_and_name_in_cells_behind_one_label_are_both_taken() -> None:
    forms = [f"Ansatt;{107 + n};{p.name}\nFødselsnr;{p.id}\nTrekk;612,40\n" for n, p in enumerate(PEOPLE)]
    reading = _read(forms, "skjema.csv")

    assert [(line.employee_no, line.name) for line in reading.lines] == [
        (str(107 + n), p.name) for n, p in enumerate(PEOPLE)
    ]


def test_name_that_is_not_found_is_asked_about_and_forms_of_ids_alone_are_read() -> None:
    hidden = _read([_form(p, "", f"{p.name} / Lager 7") for p in PEOPLE])
    alone = _read([f"Fødselsnr: {p.id}\nTrekk: 612,40\n" for p in PEOPLE])

    assert _codes(hidden) == ["odd_rows"]
    assert (alone.status, alone.total) == ("lines", 5 * 61240)
