"""Whose organisation number and name stand on top, where whoever reckons for the employer prints the list."""

from typing import Any

import pytest

from app.intake.read import read_bytes
from app.intake.reading import Reading
from tests.intake.world import World
from tests.intake.writers import xlsx

W = World("clients", 8)
THEIRS, OTHERS = W.new_orgnr(), W.new_orgnr()
SPACED = f"{W.orgnr[:3]} {W.orgnr[3:6]} {W.orgnr[6:]}"


def _read(*top: list[Any]) -> Reading:
    people = [[p.employee_no, p.name, p.id, p.kr] for p in W.people]
    rows = [*top, [f"Fellesforbundet {W.words}"], [], ["Ansnr", "Navn", "Fødselsnr", "Trekk"], *people]
    return read_bytes(xlsx(("Ark1", rows)), "liste.xlsx", "Fellesforbundet")


@pytest.mark.parametrize(
    "top",
    [
        [
            ["Tal og Tabell AS", None, f"Org.nr {THEIRS}"],
            [f"Klient: 1043 {W.company}"],
            [f"Klientens org.nr: {SPACED}"],
        ],
        [
            [None, None, "Lønnskontoret AS"],
            [f"Klient: {W.company}", None, f"Org.nr {THEIRS}"],
            ["Kundens orgnr", W.orgnr],
        ],
        [["Payroll Partner AS", "Reg. no.", THEIRS], [f"Client: {W.company}"], ["Client reg. no.", W.orgnr]],
        [[f"Oppdragsgiver: {W.company}", "Org.nr. oppdragsgiver", W.orgnr], ["Tal og Tabell AS", "Org.nr", THEIRS]],
    ],
)
def test_number_named_as_the_clients_is_the_employers(top: list[list[Any]]) -> None:
    reading = _read(*top)

    assert (reading.status, reading.orgnr.value, reading.company.value) == ("lines", W.orgnr, W.company)


def test_number_named_as_the_clients_counts_above_whoever_made_the_list() -> None:
    reading = _read(["Kundens orgnr", W.orgnr], ["Utført av Tal og Tabell AS", None, "Org.nr", THEIRS])

    assert (reading.status, reading.orgnr.value) == ("lines", W.orgnr)


def test_number_below_an_accountant_is_asked_about_where_the_client_stands_beside_it() -> None:
    reading = _read([None, None, "Lønnskontoret AS"], [f"Klient: {W.company}", None, f"Org.nr {THEIRS}"])

    assert [(one.code, one.proposal) for one in reading.open_questions] == [("orgnr", "")]
    assert reading.company.value == W.company


def test_unions_number_is_not_the_employers_where_the_union_is_the_client() -> None:
    reading = _read([W.company, f"Org.nr {W.orgnr}"], ["Kunde: Fellesforbundet", f"Kundens org.nr {THEIRS}"])

    assert reading.orgnr.value == W.orgnr


@pytest.mark.parametrize("own", ["Lønskontoret", "Lønnskontoret"])
def test_number_beside_the_employers_own_office_is_the_employers(own: str) -> None:
    reading = _read(["Fjordaneset kommune"], [own, f"Org.nr. {SPACED}"])

    assert (reading.status, reading.orgnr.value) == ("lines", W.orgnr)


def test_number_of_an_office_with_a_firms_name_is_not_the_employers() -> None:
    reading = _read([W.company, f"Org.nr {W.orgnr}"], [f"Lønadministration: Lønservice Nord AS, org.nr. {THEIRS}"])

    assert (reading.status, reading.orgnr.value) == ("lines", W.orgnr)


def test_office_is_no_account() -> None:
    reading = _read([W.company], [f"Hilsen Berit på kontoret. Vårt org nr er {SPACED}"])

    assert (reading.status, reading.orgnr.value) == ("lines", W.orgnr)


def test_number_below_on_behalf_of_is_the_employers() -> None:
    reading = _read(["Rekneskapslaget Nord SA, på vegne av"], [f"{W.company} (org.nr {SPACED})"])

    assert (reading.status, reading.orgnr.value) == ("lines", W.orgnr)


def test_number_behind_a_signature_in_a_sentence_is_the_employers() -> None:
    reading = _read([f"Hei! Her er trekket til Fellesforbundet. Hilsen Bygdø Båtverksted, orgnr {SPACED}"])

    assert (reading.status, reading.orgnr.value) == ("lines", W.orgnr)


@pytest.mark.parametrize(
    "office", ["Lønn utført av Nordtall AS, org.nr {}", "Skjema er laget av Nordtall AS, org.nr {}"]
)
def test_number_of_whoever_made_the_list_is_nobodys(office: str) -> None:
    reading = _read([f"Arbeidsgiver: {W.company} Org.nr. {SPACED}", None, office.format(THEIRS)])

    assert (reading.status, reading.orgnr.value) == ("lines", W.orgnr)


@pytest.mark.parametrize(
    "sentence",
    [
        "På vegne av vår klient {} (org.nr {}) oversendes kontingent trukket i lønn.",
        "Fagforeningstrekk for vår klient {}, org.nr. {}",
    ],
)
def test_client_in_a_sentence_below_the_offices_letterhead_is_the_employer(sentence: str) -> None:
    office = f"Statsautorisert regnskapsfører · Org.nr. {THEIRS} MVA · Storgata 24"
    reading = _read(["Solvik Regnskapsbyrå AS"], [office], [], [sentence.format(W.company, W.orgnr)])

    assert (reading.status, reading.orgnr.value) == ("lines", W.orgnr)


def test_customers_over_their_people_are_no_employers() -> None:
    rows: list[list[Any]] = [[f"Kystvakt Bemanning AS Org.nr: {SPACED}"], [f"Fellesforbundet {W.words}"], []]
    rows += [["Vikarnr", "Navn", "Fødselsnr", "Trekk"]]
    for kunde, people in (("Kunde 2041 Fjordbygg AS", W.people[:4]), ("Kunde 2077 Sjøholm AS", W.people[4:])):
        rows += [[kunde], *([p.employee_no, p.name, p.id, p.kr] for p in people)]
    reading = read_bytes(xlsx(("Ark1", rows)), "liste.xlsx", "Fellesforbundet")

    assert (reading.status, reading.orgnr.value, reading.company.value) == ("lines", W.orgnr, "Kystvakt Bemanning AS")


def test_number_right_before_the_firm_is_the_firms_whatever_the_file_is_called() -> None:
    reading = _read([f"TREKKFIL LONN-TIL-FORBUND V3 {W.orgnr} {W.company}"])

    assert (reading.status, reading.orgnr.value) == ("lines", W.orgnr)
    assert reading.company.value == W.company


@pytest.mark.parametrize(("firm", "orgnr"), [("Kystkraft Bemanning AS", W.orgnr), ("Kystkraft Regnskap AS", None)])
def test_number_of_whoever_hires_people_is_not_their_employers(firm: str, orgnr: str | None) -> None:
    """Where an accountant lists its clients, each is an employer, and it is asked which of them counts."""
    rows: list[list[Any]] = [[firm], [f"Organisasjonsnr. {W.orgnr}"], [f"Fellesforbundet {W.words}"], []]
    rows += [["Nr", "Navn", "Fødselsnr", "Trekk"], [f"Oppdragsgiver: Skogmo AS (org.nr. {OTHERS})"]]
    rows += [[p.employee_no, p.name, p.id, p.kr] for p in W.people[:4]]
    rows += [[f"Oppdragsgiver: Verft AS (org.nr. {THEIRS})"]]
    rows += [[p.employee_no, p.name, p.id, p.kr] for p in W.people[4:]]
    reading = read_bytes(xlsx(("Ark1", rows)), "liste.xlsx", "Fellesforbundet")

    assert (reading.orgnr.value, reading.status == "lines") == (orgnr, orgnr is not None)


def test_client_behind_its_number_is_the_company() -> None:
    reading = _read(["Klient", "402", None, W.company, f"Org.nr. {W.orgnr}"])

    assert (reading.company.value, reading.orgnr.value) == (W.company, W.orgnr)
