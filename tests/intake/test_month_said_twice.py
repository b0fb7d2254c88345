"""A month that is said in two ways is asked about, with the likelier one proposed."""

import pytest

from app.intake.months import find_months
from app.intake.read import read_bytes
from app.intake.reading import Reading
from tests.intake.world import World
from tests.intake.writers import xlsx

PEOPLE = World("said twice", 8).people


def _list(title: str, head: str = "Trekk", foot: str = "") -> list[list[object]]:
    people = [[p.id, p.name, 450.5 + n] for n, p in enumerate(PEOPLE)]
    return [["Nordvik AS", "Orgnr 312430398"], [title], [], ["Fødselsnr", "Navn", head], *people, [], [foot]]


def _read(sheet: str, rows: list[list[object]]) -> Reading:
    return read_bytes(xlsx((sheet, rows)), "liste.xlsx", "Fellesforbundet")


@pytest.mark.parametrize(
    ("sheet", "title", "head", "foot", "proposed"),
    [
        ("Ark1", "Trekk til Fellesforbundet – september 2026", "Trekk okt.", "", "2026-09"),
        ("Okt", "Trekk til Fellesforbundet – september 2026", "Trekk okt.", "", "2026-10"),
        ("Ark1", "Trekk til Fellesforbundet – oktober 2026", "Trekk sept.", "Betalt 20.10.2026", "2026-10"),
        ("Jan 26", "Trekk lønn januar 2025", "Trekk", "", "2026-01"),
        ("August 2025", "Trekk lønn september 2025", "Trekk", "", "2025-09"),
        ("Mai", "Fagforeningstrekk april 2026", "Trekk", "Betalt 02.06.2026", "2026-05"),
    ],
)
def test_head_or_sheet_of_another_month_is_asked_about(
    sheet: str, title: str, head: str, foot: str, proposed: str
) -> None:
    reading = _read(sheet, _list(title, head, foot))

    assert reading.question is not None
    assert (reading.question.code, reading.question.proposal) == ("period", proposed)


def test_same_month_in_title_head_and_sheet_is_no_question() -> None:
    reading = _read("okt 26", _list("Fagforeningstrekk oktober 2026", "Trekk okt."))

    assert (reading.status, reading.period.value) == ("lines", "2026-10")


def test_day_of_printing_is_no_month() -> None:
    reading = _read("Ark1", [["Fagforeningsliste", "", "Skrevet ut 04.06.2026"], *_list("")[2:]])

    assert reading.question is not None
    assert reading.question.code == "period"


def test_weeks_propose_the_month_that_holds_most_of_their_days() -> None:
    reading = _read("Uke 6-9", _list("Nordvik AS - avregning fagforening uke 6–9/2026"))

    assert reading.question is not None
    assert (reading.question.code, reading.question.proposal) == ("period", "2026-02")


def test_page_heads_with_last_months_title_give_no_line_a_month_of_its_own() -> None:
    head = ["Fagforeningstrekk Fellesforbundet – mars 2026 side {}", "Nordvik AS Orgnr 312430398"]
    head += ["Lønnsperiode 01.04.2026–30.04.2026", "Fødselsnr    Navn                  Trukket"]
    rows = [f"{p.id}  {p.name[:20]:20}  45{n},50" for n, p in enumerate(PEOPLE)]
    text = "\n".join([head[0].format(1), *head[1:], *rows[:3], head[0].format(2), *head[1:], *rows[3:]])
    reading = read_bytes(text.encode(), "liste.txt", "Fellesforbundet")

    assert (reading.period.value, len(reading.lines)) == ("2026-04", 8)


def test_pay_period_over_two_months_proposes_the_one_it_ends_in() -> None:
    rows = "".join(f"{p.id};{p.name};16-08-2026;15-09-2026;-45{n},50\n" for n, p in enumerate(PEOPLE))
    text = f"Org.nr.;312430398\nFødselsnr.;Navn;Periode fra;Periode til;Fagligt kontingent\n{rows}"
    reading = read_bytes(text.encode(), "liste.csv", "Fellesforbundet")

    assert reading.question is not None
    assert (reading.question.code, reading.question.proposal) == ("period", "2026-09")


def test_lists_of_two_months_below_each_other_are_no_versions() -> None:
    head = "Fødselsnr    Navn                  Trukket"
    rows = [f"{p.id}  {p.name[:20]:20}  45{n},50" for n, p in enumerate(PEOPLE)]
    months = [
        ["", f"PERIOD 2026/0{month} STATUS: CLOSED", head, *rows, "TOTAL                                3632,00"]
        for month in (7, 8)
    ]
    text = "\n".join(["Nordvik AS Orgnr 312430398", "Fellesforbundet", *months[0], *months[1]])
    reading = read_bytes(text.encode(), "liste.txt", "Fellesforbundet")

    assert "sheets" not in [question.code for question in reading.open_questions]
    assert (sorted(reading.periods), reading.total) == (["2026-07", "2026-08"], 2 * 363200)


def _with_sum(title: str, label: str) -> list[list[object]]:
    sums: list[object] = ["", label, sum(450.5 + n for n in range(len(PEOPLE)))]
    return [["Skrevet ut 14.08.2026"], *_list(title)[:-2], sums]


def test_other_month_in_the_sum_is_asked_about_and_the_titles_proposed() -> None:
    reading = _read("Ark1", _with_sum("Trekkliste for periode 07/2026", "Sum trukket kontingent for august 2026"))
    same = _read("Ark1", _with_sum("Trekkliste for periode 07/2026", "Sum trukket kontingent for juli 2026"))

    assert reading.question is not None
    assert (reading.question.code, reading.question.proposal) == ("period", "2026-07")
    assert (same.status, same.period.value) == ("lines", "2026-07")


def test_sum_of_a_month_without_its_year_tells_of_two_months_which_is_right() -> None:
    rows = [*_list("Trekkliste Fellesforbundet august 2026", "Trekk sept.")[:-2]]
    rows += [["", "Sum trekk september", sum(450.5 + n for n in range(len(PEOPLE)))]]
    reading = _read("Ark1", rows)

    assert reading.question is not None
    assert (reading.question.code, reading.question.proposal) == ("period", "2026-09")


@pytest.mark.parametrize("page", ["1 av 2", "2 of 2", "1"])
def test_number_of_the_page_behind_the_month_is_none(page: str) -> None:
    assert [one.period for one in find_months(f"Trekkliste for periode 07/2026 {page}")] == ["2026-07"]
    assert find_months("Trekkliste 2026 1 av 2") == []


@pytest.mark.parametrize(
    "text",
    [
        "Perioder 202601 - 202603",
        "Periode 202601-202603",
        "Fra periode: 2026.01 Til periode: 2026.03",
        "2026-01 til og med måned 2026-03",
    ],
)
def test_first_and_last_month_in_numbers_are_a_span(text: str) -> None:
    assert [(one.kind, one.period, one.until) for one in find_months(text)] == [("span", "2026-01", "2026-03")]


def test_month_of_the_deduction_is_proposed_above_the_payroll_period() -> None:
    top = [["Nordvik AS", "Orgnr 312430398"], ["Trekkmåned:", "Oktober 2026"]]
    top += [["Lønnsperiode:", "01.09.2026 - 30.09.2026"], ["Fellesforbundet"]]
    reading = _read("Ark1", [*top, *_list("")[2:-2]])

    assert reading.question is not None
    assert (reading.question.code, reading.question.proposal) == ("period", "2026-10")


def test_title_of_another_month_than_the_days_of_the_payroll_period_is_asked_about() -> None:
    top = [["Trekkliste Fellesforbundet juli 2026"], ["Nordvik AS"], ["Lønnsperiode", "01.06.2026 - 30.06.2026"]]
    reading = _read("Trekk", [*top, *_list("")[2:-2]])

    assert reading.question is not None
    assert reading.question.code == "period"
    assert {choice.value for choice in reading.question.choices} == {"2026-06", "2026-07"}
