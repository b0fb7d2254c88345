"""Small signs that decide: read at once, without a question."""

import zipfile
from pathlib import Path

import pytest

from app.intake.read import read_bytes
from app.intake.reading import Reading
from tests.intake.world import World

ROUNDS = Path(__file__).parent / "blind" / "rounds"


def _read(text: str) -> Reading:
    return read_bytes(text.encode(), "liste.csv", "Fellesforbundet")


def test_first_and_last_day_in_columns_are_the_month() -> None:
    rows = "".join(f"01.03.2026;31.03.2026;{n};562,37\n" for n in ("09857833985", "21869432285", "17918038833"))

    reading = _read(f"Orgnr;312430398\n\nFra;Til;Fødselsnr;Trukket\n{rows}")

    assert (reading.status, reading.period.value) == ("lines", "2026-03")


def test_span_of_months_above_months_by_row_takes_them_all() -> None:
    rows = "".join(f"{month} 2025;09857833985;562,37\n" for month in ("januar", "februar", "mars"))

    reading = _read(f"Orgnr;312430398\nPeriode januar – mars 2025\n\nMåned;Fødselsnr;Trukket\n{rows}")

    assert (reading.status, reading.periods) == ("lines", ["2025-01", "2025-02", "2025-03"])


def test_what_was_paid_back_stays_with_its_person() -> None:
    w = World("paid back", 30)
    dues = [f"{p.id};{p.name};Kontingent Fellesf;450,00-" for p in w.people]
    back = f"{w.people[0].id};{w.people[0].name};Tilbakeført;150,00"
    rows = "\n".join([dues[0], back, *dues[1:]])

    reading = _read(f"Orgnr;312430398\nPeriode;06.2026\n\nFødselsnr;Navn;Lønnsarttekst;Beløp\n{rows}\n")

    assert [line.amount for line in reading.lines] == [45000, -15000, *[45000] * 29]


def test_union_above_its_members_is_no_part_of_a_name() -> None:
    with zipfile.ZipFile(ROUNDS / "sixth.zip") as archive:
        reading = read_bytes(archive.read("p07a_Tripletex_fagforening.pdf"), "liste.pdf", "Fellesforbundet")

    assert reading.status == "lines"
    assert reading.lines[0].name == "Jan Halvorsen"


def _under_our_name(amounts: list[str], beside: str = "Merknad", cell: str = "") -> Reading:
    people = World("under our name", len(amounts)).people
    rows = "".join(
        f"{p.id};{p.name};{0 if not kr else 38000};{kr};{'' if kr else cell or 'Permisjon uten lønn'}\n"
        for p, kr in zip(people, amounts, strict=True)
    )
    return _read(f"Orgnr;312430398\nPeriode;mai 2026\n\nFødselsnr;Navn;Brutto;Fellesforb.;{beside}\n{rows}")


def test_person_with_nothing_under_our_name_is_a_line() -> None:
    reading = _under_our_name(["541,11", "679,52", "", "487,47"])

    assert (reading.status, [line.amount for line in reading.lines]) == ("lines", [54111, 67952, 0, 48747])


def test_person_with_nothing_under_our_name_is_left_out_beside_anothers() -> None:
    reading = _under_our_name(["541,11", "679,52", "", "487,47"], "NITO", "380,00")

    assert [line.amount for line in reading.lines] == [54111, 67952, 48747]


def test_absent_person_with_nothing_under_any_union_is_asked_about() -> None:
    people = World("absent", 4).people
    beside = ["541,11;;", ";380,00;Permisjon", ";;Permisjon", "487,47;;"]
    rows = "".join(f"{p.id};{p.name};{cells}\n" for p, cells in zip(people, beside, strict=True))

    reading = _read(f"Orgnr;312430398\nPeriode;mai 2026\n\nFødselsnr;Navn;Fellesforb.;NITO;Merknad\n{rows}")

    assert (reading.status, reading.question and reading.question.code) == ("ask", "odd_rows")
    assert [place.text for place in reading.question.places] == [people[2].name]


def test_list_of_all_employees_with_few_amounts_under_our_name_is_asked_about() -> None:
    reading = _under_our_name(["541,11", "", "", "", "487,47"])

    assert (reading.status, reading.question and reading.question.code) == ("ask", "odd_rows")


@pytest.mark.parametrize(
    "heading", ["Lønperiode", "LPERIODE", "Löneperiod", "Lønnsperiode", "Kjøreperiode", "Lønmåned"]
)
@pytest.mark.parametrize("cell", ["01.04.2025 - 30.04.2025", "202504", "apr 2025"])
def test_column_of_the_wage_period_says_the_month(heading: str, cell: str) -> None:
    rows = "".join(f"{cell};{p.id};{p.name};450,75\n" for p in World("wage period", 4).people)

    reading = _read(f"Orgnr;312430398\n\n{heading};Fødselsnr;Navn;Trukket\n{rows}")

    assert (reading.status, reading.period.value) == ("lines", "2025-04")


@pytest.mark.parametrize("heading", ["Utbetalingsmåned", "Forfallsmåned"])
def test_column_of_the_month_of_payment_does_not(heading: str) -> None:
    rows = "".join(f"202504;{p.id};{p.name};450,75\n" for p in World("paid", 4).people)

    reading = _read(f"Orgnr;312430398\n\n{heading};Fødselsnr;Navn;Trukket\n{rows}")

    assert (reading.status, reading.question and reading.question.code) == ("ask", "period")


def test_legal_unit_is_the_employer_whatever_stands_before_it() -> None:
    rows = "".join(f"312430398;Fjord HF;313821781;202504;{p.id};{p.name};450,75\n" for p in World("unit", 4).people)

    reading = _read(f"JURENHET;JURNAVN;VIRKSOMHET;LPERIODE;FNR;NAVN;TREKK\n{rows}")

    assert (reading.status, reading.period.value) == ("lines", "2025-04")
    assert {line.orgnr for line in reading.lines} == {"312430398"}
