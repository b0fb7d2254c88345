"""Months."""

from datetime import date

import pytest

from app.values import period as p


@pytest.mark.parametrize("text", ["2026-10", "2000-01", "2099-12"])
def test_period_of_a_url_is_read(text: str) -> None:
    assert p.parse_period(text) == text


@pytest.mark.parametrize("text", ["", "2026-13", "2026-00", "2026-1", "1999-12", "2026-10\n", "２026-10", "202610"])
def test_period_of_a_url_that_is_none_is_refused(text: str) -> None:
    assert p.parse_period(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2026-10",
        "202610",
        "2026/10",
        "10/2026",
        "10.2026",
        "10-2026",
        "102026",
        "oktober 2026",
        "Okt. 2026",
        "OCT 2026",
        "october-2026",
        "2026 oktober",
        " 10 / 2026 ".replace(" ", ""),
    ],
)
def test_period_that_somebody_wrote_is_read(text: str) -> None:
    assert p.read_period(text) == "2026-10"


@pytest.mark.parametrize("text", ["", "10", "2026", "13/2026", "brumaire 2026", "2026-10-01", "x" * 5000])
def test_period_that_cannot_be_told_is_refused(text: str) -> None:
    assert p.read_period(text) is None


def test_months_are_counted_across_years() -> None:
    assert p.next_period("2026-12") == "2027-01"
    assert p.previous_period("2027-01") == "2026-12"
    assert p.add_months("2026-10", -24) == "2024-10"
    assert p.months_between("2026-10", "2027-02") == 4
    assert p.months_between("2027-02", "2026-10") == -4
    assert p.periods("2026-11", "2027-02") == ["2026-11", "2026-12", "2027-01", "2027-02"]
    assert p.periods("2026-11", "2026-10") == []


def test_days_of_a_month() -> None:
    assert p.first_day("2028-02") == date(2028, 2, 1)
    assert p.last_day("2028-02") == date(2028, 2, 29)
    assert p.day_in("2027-02", 31) == date(2027, 2, 28)
    assert p.day_in("2027-02", 5) == date(2027, 2, 5)
    assert p.period_of(date(2026, 1, 31)) == "2026-01"
