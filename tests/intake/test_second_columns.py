"""A second column that may be the deduction, and words on top that say less or more than they seem to."""

import pytest

from app.intake.read import read_bytes
from app.intake.reading import Reading
from tests.intake.world import World
from tests.intake.writers import xlsx

PEOPLE = World("second", 8).people
UNION = "Fagforeningstrekk Fellesforbundet"
TOP: list[list[object]] = [["Nordvik AS", "Orgnr 312430398"], [f"{UNION} mai 2026"], []]
OLD = [400.5, 400.5, 400.5, 300.25, 400.5, 200.75, 400.5, 400.5]
NEW = [400.5, 428.75, 400.5, 300.25, 428.75, 200.75, 400.5, 0.0]


def _read(rows: list[list[object]]) -> Reading:
    return read_bytes(xlsx(("Ark1", rows)), "liste.xlsx", "Fellesforbundet")


def _two(first: str, second: str, new: list[float] = NEW) -> Reading:
    rows: list[list[object]] = [[p.id, p.name, a, b] for p, a, b in zip(PEOPLE, OLD, new, strict=True)]
    return _read([*TOP, ["Fødselsnr", "Navn", first, second], *rows])


def _amounts(reading: Reading) -> list[float]:
    return [line.amount / 100 for line in reading.lines]


def _codes(reading: Reading) -> list[str]:
    return [question.code for question in reading.open_questions]


@pytest.mark.parametrize(
    ("first", "second"),
    [("Trekk", "Trekk ny sats"), ("Trukket", "Rettet"), ("Trekk 05/26", "Trekk 05/26 ny"), ("Gml. sats", "Ny sats")],
)
def test_what_was_put_right_is_proposed_and_asked_about(first: str, second: str) -> None:
    reading = _two(first, second)

    assert (_codes(reading)[:1], _amounts(reading)) == (["amount"], NEW)


def test_two_amounts_that_differ_for_a_few_are_asked_about() -> None:
    assert "amount" in _codes(_two("Beløp lønn", "Beløp remittert"))


@pytest.mark.parametrize("beside", ["Sats", "Forrige måned", "Trukket hittil i år"])
def test_column_whose_head_explains_it_is_not_asked_about(beside: str) -> None:
    reading = _two("Trukket", beside)

    assert (reading.status, _amounts(reading)) == ("lines", OLD)


def test_lettered_numbers_under_a_strange_head_are_the_employees() -> None:
    rows: list[list[object]] = [[f"E2006{n}7", p.id, p.name, 400.5] for n, p in enumerate(PEOPLE, 11)]
    reading = _read([*TOP, ["Assignment", "National ID", "Worker", "Union dues"], *rows])

    assert [line.employee_no for line in reading.lines] == [row[0] for row in rows]


def test_firm_called_a_byraa_keeps_its_number() -> None:
    rows: list[list[object]] = [[p.id, p.name, 400.5] for p in PEOPLE]
    top: list[list[object]] = [["Søndre Begravelsesbyrå AS", "Org.nr 312430398"], [f"{UNION} mai 2026"]]
    reading = _read([*top, ["Fødselsnr", "Navn", "Trukket"], *rows])

    assert (reading.status, reading.orgnr.value) == ("lines", "312430398")


@pytest.mark.parametrize(
    "said",
    [
        ["Payroll / Run", "NO Monthly – 2026-05 – Regular"],
        ["Utbetalingsperiode: 05.2026"],
        ["Lønnskjøring t.o.m. 31.05.2026"],
    ],
)
def test_month_of_the_run_is_the_lists(said: list[object]) -> None:
    rows: list[list[object]] = [[p.id, p.name, 400.5] for p in PEOPLE]
    reading = _read([TOP[0], [UNION], said, [], ["Fødselsnr", "Navn", "Trukket"], *rows])

    assert reading.period.value == "2026-05"


def test_payees_total_with_its_count_is_nobodys() -> None:
    rows: list[list[object]] = [[p.employee_no, p.name, p.id, "", 400.5] for p in PEOPLE]
    total: list[object] = ["", "", "", f"Payee Total - {len(PEOPLE)} workers", 400.5 * len(PEOPLE)]
    reading = _read([*TOP, ["Worker ID", "Worker", "National ID", "Rate", "Current amount"], *rows, total])

    assert (reading.status, len(reading.lines)) == ("lines", len(PEOPLE))


def test_no_deduction_this_period_is_no_part_of_a_name() -> None:
    rows: list[list[object]] = [[p.id, p.name, 400.5] for p in PEOPLE]
    rows[3] = [PEOPLE[3].id, f"{PEOPLE[3].name} Ingen trekk i perioden", 0.0]
    reading = _read([*TOP, ["Fødselsnr", "Navn", "Trukket"], *rows])

    assert [line.name for line in reading.lines] == [p.name for p in PEOPLE]


def test_line_with_the_pages_number_is_no_line_of_heads() -> None:
    lines = [
        "LØNNSSENTRALEN NORD             FAGFORENINGSLISTE            KJØRING 1   SIDE   1",
        "FIRMA 0612  NORDVIK SAGBRUK AS                 ORG.NR 312430398   24.06.26 14:02",
        "FAGFORENING 07 FELLESFORBUNDET           LØNNSPERIODE 06 2026",
        "",
        "FØDSELSNR     ANSNR  NAVN                       KODE      TREKK   HITTIL I ÅR",
        "-" * 78,
        *(f"{p.id} {n:7}  {p.name[:25]:25}  K1       400,50      2.403,00" for n, p in enumerate(PEOPLE, 11)),
    ]
    reading = read_bytes("\r\n".join(lines).encode("cp1252"), "liste.txt", "Fellesforbundet")

    assert (reading.orgnr.value, reading.period.value) == ("312430398", "2026-06")


def test_what_payroll_deducted_is_proposed_before_what_was_booked() -> None:
    reading = _two("Lønnssystem", "Bokført 2645")

    assert (_codes(reading)[:1], _amounts(reading)) == (["amount"], OLD)


def test_union_cut_off_behind_other_words_is_known() -> None:
    texts = ["Union dues Fellesforbunde", "Union dues EL og IT forb."]
    rows: list[list[object]] = [[p.id, p.name, texts[n == 3], 400.5] for n, p in enumerate(PEOPLE)]
    reading = _read([*TOP, ["National ID", "Name", "Wage type text", "Amount"], *rows])

    assert [line.national_id for line in reading.lines] == [p.id for n, p in enumerate(PEOPLE) if n != 3]


def test_month_written_as_a_day_that_is_none() -> None:
    rows: list[list[object]] = [[p.id, p.name, 400.5] for p in PEOPLE]
    reading = _read([TOP[0], [UNION], ["Lønnsperiode: 20260200 - 20260200"], ["Fødselsnr", "Navn", "Trukket"], *rows])

    assert (reading.status, reading.period.value) == ("lines", "2026-02")


def test_dimension_of_a_ledger_holds_the_employees_numbers() -> None:
    rows: list[list[object]] = [
        [6898, "2026-04-30", 100 + n, p.turned, "Fagforeningskontingent", "", 400.5] for n, p in enumerate(PEOPLE)
    ]
    top: list[list[object]] = [["Nordvik AS", "Orgnr 312430398"], ["Periode: 04/2026"], []]
    head: list[object] = ["Bilag", "Dato", "Dim 2 (ansatt)", "Ansattnavn", "Tekst", "Debet", "Kredit"]
    account: list[object] = ["Konto 2641 Skyldig fagforeningskontingent - Fellesforbundet"]
    reading = _read([*top, head, account, *rows, ["", "", "", "", "Sum bevegelse 2641", 0, 400.5 * len(PEOPLE)]])

    assert [(line.employee_no, line.name) for line in reading.lines] == [
        (str(100 + n), p.name) for n, p in enumerate(PEOPLE)
    ]
