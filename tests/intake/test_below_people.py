"""Lines below a person that name nobody, numbers that count rows, and heads that stand beside their columns."""

import pytest

from app.intake.read import read_bytes
from app.intake.reading import Reading
from tests.intake.world import World, comma

_TOP = "Firma;Fjord AS\nOrgnr;312430398\nPeriode;mai 2026\nMottaker;Fellesforbundet\n\n"


def _read(text: str, name: str = "liste.csv") -> Reading:
    return read_bytes(text.encode(), name, "Fellesforbundet")


def _joined(rows: list[str]) -> str:
    return "\n".join(rows)


@pytest.mark.parametrize(
    "text",
    [
        "Prior month adjustment",
        "Korr. forrige måned, feil sats",
        "KORR. FORRIGE MND",
        "Manuell justering",
        "Korekta za maj",
    ],
)
def test_correction_below_a_person_is_that_persons(text: str) -> None:
    w = World("below", 6)
    rows = [f"{p.employee_no};{p.name};{p.id};{comma(p.ore)}" for p in w.people]
    rows[2:2] = [f";{text};;-125,43"]

    reading = _read(f"{_TOP}Ansnr;Navn;Fødselsnr;Trekk\n{_joined(rows)}\n")

    assert reading.status == "lines"
    assert [(line.national_id, line.amount) for line in reading.lines][1:3] == [
        (w.people[1].id, w.people[1].ore),
        (w.people[1].id, -12543),
    ]


@pytest.mark.parametrize("text", ["Refusjon Kari Olsen", "Olsen, Kari - justert", "HANSEN KORR OLSEN"])
def test_correction_that_names_somebody_is_asked_about(text: str) -> None:
    w = World("named", 6)
    rows = [f"{p.employee_no};{p.name};{p.id};{comma(p.ore)}" for p in w.people]
    rows[2:2] = [f";{text};;125,43"]

    assert _read(f"{_TOP}Ansnr;Navn;Fødselsnr;Trekk\n{_joined(rows)}\n").status == "ask"


def test_text_that_comes_again_below_people_is_nobodys_name_and_asked_about() -> None:
    w = World("again", 8)
    rows = [f"{p.employee_no};{p.name};{p.id};{comma(p.ore)}" for p in w.people]
    rows[5:5] = [";Ekstra for verv;;25,00"]
    rows[2:2] = [";Ekstra for verv;;25,00"]
    text = f"{_TOP}Ansnr;Navn;Fødselsnr;Trekk\n{_joined(rows)}\n"

    reading = _read(text)
    summed = _read(f"{text}Sum;;;{comma(w.total + 5000)}\n")

    assert (reading.status, summed.status) == ("ask", "lines")
    assert [line.name for line in summed.lines if line.amount == 2500] == [w.people[1].name, w.people[4].name]


@pytest.mark.parametrize("numbers", [("1.", "2."), ("1", "2"), ("1", "2", "3", "1", "2", "1")])
def test_running_number_under_a_plain_head_is_nobodys(numbers: tuple[str, ...]) -> None:
    w = World("running", len(numbers))
    rows = "\n".join(f"{n};{p.id};{p.name};{comma(p.ore)}" for n, p in zip(numbers, w.people, strict=True))

    reading = _read(f"{_TOP}Nr.;Fødselsnr;Navn;Trekk\n{rows}\n")

    assert (reading.status, {line.employee_no for line in reading.lines}) == ("lines", {None})


def test_numbers_of_two_employees_are_kept_under_their_own_head() -> None:
    w = World("two", 2)
    rows = "\n".join(f"{n};{p.id};{p.name};{comma(p.ore)}" for n, p in enumerate(w.people, start=1))

    assert [line.employee_no for line in _read(f"{_TOP}Ansattnr;Fødselsnr;Navn;Trekk\n{rows}\n").lines] == ["1", "2"]


def test_surname_under_no_head_is_kept_where_its_head_stands_beside() -> None:
    w = World("beside", 9)
    rows = "\n".join(f"{p.member_no};{p.last};;{p.first};{comma(p.ore)}" for p in w.people)

    reading = _read(f"{_TOP}Medl.nr;;Etternavn;Fornavn;Trekk\n{rows}\n")

    assert [line.name for line in reading.lines] == [p.name for p in w.people]


def test_accountant_at_the_foot_of_a_page_opens_no_section() -> None:
    w = World("foot", 8)
    rows = [f"{p.member_no};{p.name};{comma(p.ore)}" for p in w.people]
    foot = f"Utarbeidd av Fjordane Rekneskap AS, org.nr {w.new_orgnr()} for Fjord AS"
    rows[4:4] = [foot, "Medl.nr;Namn;Trekt"]

    reading = _read(f"{_TOP}Fellesforbundet avd. 5\nMedl.nr;Namn;Trekt\n{_joined(rows)}\n{foot}\n")

    assert (reading.status, reading.orgnr.value, len(reading.lines)) == ("lines", "312430398", 8)
