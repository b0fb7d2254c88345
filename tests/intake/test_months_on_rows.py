"""The month in a column of its own, whatever payroll systems call it, and in the words of a letter."""

import pytest

from app.intake.read import read_bytes
from app.intake.reading import Reading
from tests.intake.world import World, comma

W = World("months on rows", 6)
YEAR, MONTH = W.period.split("-")


def _read(head: str, month: str, top: str = "") -> Reading:
    rows = "".join(f"{W.orgnr};{month};{p.id};{p.name};{comma(p.ore)}\n" for p in W.people)
    text = f"{top}Orgnr;{head};Fødselsnr;Navn;Fagforeningstrekk\n{rows}"
    return read_bytes(text.encode(), "liste.csv", "Fellesforbundet")


@pytest.mark.parametrize("head", ["AVREGNPER", "ÅrMnd", "Avregn.per", "Kjøreperiode", "LPERIODE"])
@pytest.mark.parametrize("month", [f"{YEAR}{MONTH}", f"{MONTH}/{YEAR}"])
def test_month_of_a_column_is_the_lists(head: str, month: str) -> None:
    reading = _read(head, month)

    assert (reading.status, reading.period.value) == ("lines", W.period)


def test_month_of_payment_is_not_the_lists() -> None:
    reading = _read("UTBETPER", f"{YEAR}{MONTH}")

    assert [one.code for one in reading.open_questions] == ["period"]


def test_month_of_the_wages_is_the_lists() -> None:
    reading = _read("Avd", "10", "Trukket for Fellesforbundet på desemberlønna 2025\n")

    assert (reading.status, reading.period.value) == ("lines", "2025-12")


def test_month_of_the_file_is_proposed_where_its_date_says_so_and_the_title_another() -> None:
    rows = "".join(f"{p.id};{p.name};{comma(p.ore)}\n" for p in W.people)
    text = f"FAGFORENINGSTREKK JANUAR 2026\nDato;28.05.2026\nFødselsnummer;Navn;Trukket\n{rows}"
    reading = read_bytes(text.encode(), "trekk mai 2026.csv", "Fellesforbundet")

    assert [(one.code, one.proposal) for one in reading.open_questions] == [("period", "2026-05")]


@pytest.mark.parametrize("name", ["trekkjuni2025.csv", "Trekkliste_juni2025.csv"])
def test_month_of_the_files_name_is_proposed(name: str) -> None:
    rows = "".join(f"{p.id};{p.name};{comma(p.ore)}\n" for p in W.people)
    reading = read_bytes(f"Fødselsnummer;Navn;Fagforeningstrekk\n{rows}".encode(), name, "Fellesforbundet")

    assert [(one.code, one.proposal) for one in reading.open_questions] == [("period", "2025-06")]


def test_branch_before_a_month_is_no_day_of_it() -> None:
    reading = _read("Avd", "10", "Trekk Fellesforbundet avd. 25 april 2025\n")

    assert (reading.status, reading.period.value) == ("lines", "2025-04")
