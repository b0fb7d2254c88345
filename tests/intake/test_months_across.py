"""Months side by side: what keeps a reader from taking each month's column without asking."""

from typing import Any

import pytest

from app.intake.read import read_bytes
from app.intake.reading import Reading
from tests.intake.world import World, comma
from tests.intake.writers import Pdf, xlsx


def _read(heads: list[list[Any]], people: list[list[Any]], title: str = "1. termin 2026") -> Reading:
    rows = [[f"Fagforeningstrekk Fellesforbundet {title}"], ["Org.nr", "312430398"], [], *heads, *people]
    return read_bytes(xlsx(("A", rows)), "trekk.xlsx", "Fellesforbundet")


def _questions(reading: Reading) -> list[str]:
    return [question.code for question in reading.open_questions]


def test_sum_that_the_months_do_not_make_is_asked_about() -> None:
    w = World("sum of months", 6)
    people = [[p.name, p.id, p.kr, p.kr + 1, round(2 * p.kr + 1, 2)] for p in w.people]
    heads = [["Navn", "Fødselsnr", "Januar", "Februar", "Sum"]]

    assert _questions(_read(heads, people)) == []
    people[2][4] += 55
    assert _questions(_read(heads, people)) == ["amount"]


def test_two_amounts_below_each_month_are_asked_about() -> None:
    w = World("two of each", 6)
    heads = [["Navn", "Fødselsnr", "Januar", None, "Februar", None], [None, None, *["Trekk", "Innbetalt"] * 2]]

    reading = _read(heads, [[p.name, p.id, 600.0, p.kr, 600.0, p.kr] for p in w.people])

    assert _questions(reading) == ["amount"]
    assert [line.amount for line in reading.lines] == [ore for p in w.people for ore in (p.ore, p.ore)]


def test_stated_month_alone_is_taken_of_months_over_two_columns() -> None:
    w = World("stated alone", 6)
    heads = [["Navn", "Fødselsnr", "Januar", None, "Februar", None], [None, None, *["Timer", "Trukket"] * 2]]

    reading = _read(heads, [[p.name, p.id, 150.0, p.kr + 9, 140.0, p.kr] for p in w.people], "februar 2026")

    assert (reading.status, reading.period.value) == ("lines", "2026-02")
    assert [line.amount for line in reading.lines] == [p.ore for p in w.people]


def test_months_over_unlike_columns_are_not_joined() -> None:
    """What stands over what cannot be told: no month is taken for the amount in silence."""
    w = World("unlike", 6)
    heads = [
        ["Navn", "Fødselsnr", "Januar", None, "Februar", None],
        [None, None, "Timer", "Trukket", "Trukket", "Timer"],
    ]

    reading = _read(heads, [[p.name, p.id, 150.0, p.kr, p.kr + 9, 140.0] for p in w.people])

    assert reading.status == "ask"


@pytest.mark.parametrize("months", [["04.2026", "05.2026", "06.2026"], ["April", "Mai", "Juni"]])
def test_months_below_one_head_over_them_all_are_each_read(months: list[str]) -> None:
    w = World("below one head", 6)
    heads = [["Navn", "Fødselsnr", "Trukket kontingent", None, None, "Sum", "Sats"], [None, None, *months, None, None]]
    people = [[p.name, p.id, p.kr, p.kr + 1, p.kr + 2, round(3 * p.kr + 3, 2), "1,6 %"] for p in w.people]
    reading = _read(heads, people, "2. kvartal 2026")

    assert reading.periods == ["2026-04", "2026-05", "2026-06"]
    assert [line.amount for line in reading.lines] == [p.ore + 100 * n for p in w.people for n in range(3)]


def test_heads_of_months_come_again_on_each_page() -> None:
    w = World("on each page", 30)
    pdf = Pdf()
    for page in range(2):
        pdf.page()
        pdf.at(50, 40, f"Nordvik AS   Foretak 312430398   Trekk pr. organisasjon: Fellesforbundet   side {page + 1}")
        pdf.at(50, 60, "Perioder 202601 - 202602")
        for x, head in zip((50, 110, 260), ("Ress.nr", "Navn", "Fødselsnr"), strict=True):
            pdf.at(x, 80, head)
        for x, head in zip((440, 500, 560), ("202601", "202602", "Sum"), strict=True):
            pdf.at(x, 80, head, right=True)
        for n, p in enumerate(w.people[15 * page : 15 * page + 15]):
            for x, text in zip((50, 110, 260), (p.employee_no, p.name, p.id), strict=True):
                pdf.at(x, 100 + 14 * n, text)
            for x, ore in zip((440, 500, 560), (p.ore, p.ore + 100, 2 * p.ore + 100), strict=True):
                pdf.at(x, 100 + 14 * n, comma(ore), right=True)
    reading = read_bytes(pdf.bytes(), "LR0417.pdf", "Fellesforbundet")

    assert (reading.status, reading.periods) == ("lines", ["2026-01", "2026-02"])
    assert [line.amount for line in reading.lines] == [ore for p in w.people for ore in (p.ore, p.ore + 100)]


def test_period_and_day_of_printing_on_one_row_are_no_heads() -> None:
    w = World("no heads", 6)
    rows: list[list[Any]] = [["Org.nr", "312430398"], ["Lønnsperiode 4/2026", "", "Utskrevet 10.05.2026"]]
    rows += [["Fellesforbundet"], [], ["Navn", "Fødselsnr", "Trekk"], *([p.name, p.id, p.kr] for p in w.people)]
    reading = read_bytes(xlsx(("A", rows)), "rapport.xlsx", "Fellesforbundet")

    assert (reading.status, reading.period.value) == ("lines", "2026-04")
