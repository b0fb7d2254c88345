"""The days on which Norwegian banks move money (Norges Bank, settlement days of NBO)."""

from datetime import date, timedelta
from functools import lru_cache

from app.values.period import add_months, day_in

_FIXED = ((1, 1), (5, 1), (5, 17), (12, 24), (12, 25), (12, 26))
_FROM_EASTER = (-3, -2, 1, 39, 50)  # Maundy Thursday, Good Friday, Easter Monday, Ascension, Whit Monday


def easter(year: int) -> date:
    """Easter Sunday, by the Gregorian rule of Meeus, Jones and Butcher."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, over = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * over + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """The year's bank holidays, Saturdays and Sundays apart. 24 December is one; 31 December is not."""
    moving = {easter(year) + timedelta(days=days) for days in _FROM_EASTER}
    return frozenset(moving | {date(year, month, day) for month, day in _FIXED})


def is_bank_day(day: date) -> bool:
    """Whether a payment due that day is booked that day."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def next_bank_day(day: date) -> date:
    """The day itself when it is a bank day, else the first one after it."""
    while not is_bank_day(day):
        day += timedelta(days=1)
    return day


def due_date(period: str, day: int, months: int) -> date:
    """When a period's list is due: the policy's day, so many months after, moved to the next bank day.

    Day 31 means the last day of a shorter month.
    """
    return next_bank_day(day_in(add_months(period, months), day))
