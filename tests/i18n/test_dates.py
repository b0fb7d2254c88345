"""Months, days and hours in words."""

import datetime as dt

import pytest

from app.i18n import dates, speaking

MOMENT = dt.datetime(2026, 11, 2, 23, 5, tzinfo=dt.UTC)  # past midnight in Oslo
DAY = dt.date(2026, 11, 3)


@pytest.mark.parametrize(
    ("spoken", "period", "day", "short_day", "weekday", "clock", "when"),
    [
        (
            "nb",
            "november 2026",
            "3. november 2026",
            "3. nov.",
            "tirsdag 3. november",
            "00.05",
            "3. november 2026 kl. 00.05",
        ),
        (
            "nn",
            "november 2026",
            "3. november 2026",
            "3. nov.",
            "tysdag 3. november",
            "00.05",
            "3. november 2026 kl. 00.05",
        ),
        ("en", "November 2026", "3 November 2026", "3 Nov", "Tuesday 3 November", "00:05", "3 November 2026 at 00:05"),
    ],
)
def test_dates_are_said_in_the_language_spoken(
    spoken: str, period: str, day: str, short_day: str, weekday: str, clock: str, when: str
) -> None:
    with speaking(spoken):
        assert dates.period("2026-11") == period
        assert dates.month("2026-11") == period.split()[0]
        assert dates.day(DAY) == dates.day(MOMENT) == day
        assert dates.short_day(DAY) == short_day
        assert dates.weekday(DAY) == weekday
        assert dates.date(DAY) == dates.date(MOMENT) == "03.11.2026"
        assert dates.clock(MOMENT) == clock
        assert dates.when(MOMENT) == when


def test_clock_follows_summer_time() -> None:
    assert dates.clock(dt.datetime(2026, 7, 1, 12, 32, tzinfo=dt.UTC)) == "14.32"
    assert dates.clock(dt.datetime(2026, 12, 1, 12, 32, tzinfo=dt.UTC)) == "13.32"
