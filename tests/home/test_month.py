"""The year strip, and which months are late."""

import datetime as dt

import pytest

from app.home.month import State, late_periods, year_strip

TODAY = dt.date(2026, 11, 21)
OVER, COMING = dt.date(2026, 11, 16), dt.date(2026, 12, 7)


def strip(*states: State, period: str = "2026-11") -> dict[str, str]:
    return {month.period: month.state for month in year_strip(period, list(states), TODAY)}


def test_year_has_its_twelve_months() -> None:
    assert list(strip()) == [f"2026-{month:02}" for month in range(1, 13)]


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ([], "none"),
        ([State("2026-10", False, OVER)], "done"),
        ([State("2026-10", True, COMING)], "open"),
        ([State("2026-10", True, OVER)], "late"),
        ([State("2026-10", False, OVER), State("2026-10", True, COMING)], "open"),
        ([State("2026-10", True, COMING), State("2026-10", True, OVER)], "late"),
        ([State("2026-10", True, TODAY)], "open"),
    ],
)
def test_month_is_as_far_as_its_last_list(states: list[State], said: str) -> None:
    assert strip(*states)["2026-10"] == said


def test_month_ahead_is_not_missing() -> None:
    assert strip()["2026-12"] == "ahead"


def test_month_that_can_no_longer_be_delivered_cannot_be_chosen() -> None:
    months = year_strip("2024-12", [], TODAY)

    assert [month.period for month in months if month.can_be_chosen] == ["2024-11", "2024-12"]


def test_late_months_are_the_other_ones_oldest_first() -> None:
    states = [
        State("2026-11", True, OVER),
        State("2026-10", True, OVER),
        State("2026-10", True, OVER),
        State("2025-12", True, dt.date(2026, 1, 5)),
        State("2026-09", False, OVER),
        State("2026-12", True, COMING),
    ]

    assert late_periods("2026-11", states, TODAY) == ["2025-12", "2026-10"]
