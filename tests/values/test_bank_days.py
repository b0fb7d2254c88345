"""Bank days, against the calendars of Norges Bank."""

from datetime import date

import pytest

from app.values.bank_days import bank_holidays, due_date, easter, is_bank_day, next_bank_day


@pytest.mark.parametrize(
    "day",
    [date(2000, 4, 23), date(2017, 4, 16), date(2024, 3, 31), date(2026, 4, 5), date(2027, 3, 28), date(2038, 4, 25)],
)
def test_easter_falls_where_it_fell(day: date) -> None:
    assert easter(day.year) == day


def test_holidays_of_2017_are_those_that_norges_bank_published() -> None:
    assert sorted(f"{day:%d.%m}" for day in bank_holidays(2017)) == sorted(
        ["01.01", "13.04", "14.04", "17.04", "01.05", "17.05", "25.05", "05.06", "24.12", "25.12", "26.12"]
    )


@pytest.mark.parametrize(
    ("day", "moved"),
    [
        (date(2026, 11, 20), date(2026, 11, 20)),  # a Friday
        (date(2026, 11, 21), date(2026, 11, 23)),
        (date(2026, 4, 2), date(2026, 4, 7)),  # Maundy Thursday to the Tuesday after Easter
        (date(2026, 5, 14), date(2026, 5, 15)),
        (date(2026, 12, 24), date(2026, 12, 28)),
        (date(2026, 12, 31), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 1, 4)),
    ],
)
def test_day_moves_to_the_next_bank_day(day: date, moved: date) -> None:
    assert next_bank_day(day) == moved
    assert is_bank_day(moved)


@pytest.mark.parametrize(
    ("period", "day", "months", "due"),
    [
        ("2026-10", 15, 1, date(2026, 11, 16)),  # the 15th is a Sunday
        ("2026-11", 15, 0, date(2026, 11, 16)),
        ("2026-12", 1, 1, date(2027, 1, 4)),
        ("2027-01", 31, 1, date(2027, 3, 1)),  # 28 February is a Sunday
    ],
)
def test_due_date_follows_the_policy(period: str, day: int, months: int, due: date) -> None:
    assert due_date(period, day, months) == due
