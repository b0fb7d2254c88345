"""The only place that asks what time it is."""

import datetime as dt
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")

_shift = dt.timedelta()


def now() -> dt.datetime:
    """This moment, aware, in UTC."""
    return dt.datetime.now(dt.UTC) + _shift


def today() -> dt.date:
    """The day it is in Norway: what deadlines and end dates are counted in."""
    return now().astimezone(OSLO).date()


def shift(by: dt.timedelta) -> None:
    """Move the clock, for tests and for the demo's year; it stays moved until it is set to zero again."""
    global _shift
    _shift = by
