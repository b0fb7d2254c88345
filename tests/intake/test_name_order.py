"""Names without a comma under a heading that says which part is first."""

import pytest

from app.intake.read import read_bytes
from tests.intake.world import World

PRINTED = ["AASEN PER", "VAN DER MEER HANNE", "AL HASSAN AHMED", "LE THI HOA", "BERG-LIE MAI ANNE", "NORDBY Siv"]
TURNED = ["PER AASEN", "HANNE VAN DER MEER", "AHMED AL HASSAN", "THI HOA LE", "MAI ANNE BERG-LIE", "Siv NORDBY"]


def _names(heading: str, names: list[str]) -> list[str]:
    people = World("order of names", len(names)).people
    rows = "".join(f"{p.id};{name};450,00\n" for p, name in zip(people, names, strict=True))
    text = f"Orgnr;312430398\nPeriode;mai 2026\n\nFødselsnr;{heading};Trukket\n{rows}"
    reading = read_bytes(text.encode(), "liste.csv", "Fellesforbundet")
    assert reading.status == "lines"
    return [line.name for line in reading.lines]


@pytest.mark.parametrize(
    "heading",
    [
        "ETTERNAVN FORNAVN",
        "Etternavn, fornavn",
        "Navn (etternavn, fornavn)",
        "Etternavn og fornavn",
        "Ettern. forn.",
        "Etternamn Fornamn",
        "Efternavn Fornavn",
        "Last name First name",
        "Surname/Given name",
        "Last, First",
    ],
)
def test_surname_first_is_turned_round(heading: str) -> None:
    assert _names(heading, PRINTED) == TURNED


@pytest.mark.parametrize("heading", ["FORNAVN ETTERNAVN", "First name Last name", "Navn"])
def test_other_headings_leave_names_as_they_are(heading: str) -> None:
    assert _names(heading, PRINTED) == PRINTED


@pytest.mark.parametrize(
    "names",
    [
        ["Per Aasen", "Kari Berg", "Eva Dahl", "Anne Moe", "Geir Ness", "Ola Vik"],
        ["Per AASEN", "Kari BERG", "Eva LIE"],
    ],
    ids=["in the order of surnames", "surnames in capitals"],
)
def test_names_that_show_their_order_are_not_turned(names: list[str]) -> None:
    assert _names("Etternavn Fornavn", names) == names


def test_name_without_a_comma_among_others_with_one_stays() -> None:
    assert _names("Etternavn Fornavn", ["Berg, Kari", "Lie, Eva", "Per Moe"]) == ["Kari Berg", "Eva Lie", "Per Moe"]


def test_what_stands_behind_a_name_stays_behind() -> None:
    assert _names("Etternavn Fornavn", ["Lie Kari (vikar)", "Moe Eva", "Madonna"]) == [
        "Kari Lie (vikar)",
        "Eva Moe",
        "Madonna",
    ]
