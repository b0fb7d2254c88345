"""Months, days and hours in words, in the language spoken; always the hour in Oslo.

Names of months and weekdays are Babel's (CLDR); the patterns are the portal's own, since CLDR writes 14:32 and
11/03/2026 where payroll people write 14.32 and 03.11.2026.
"""

import datetime as dt
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from babel import Locale

from app.i18n.language import Language, language

OSLO = ZoneInfo("Europe/Oslo")

_LOCALES: dict[Language, str] = {"nb": "nb", "nn": "nn", "en": "en_GB"}


class _Names(NamedTuple):
    months: dict[int, str]
    short_months: dict[int, str]
    weekdays: dict[int, str]


@lru_cache(maxsize=4)
def _names(spoken: Language) -> _Names:
    locale = Locale.parse(_LOCALES[spoken])
    return _Names(
        dict(locale.months["format"]["wide"]),
        dict(locale.months["format"]["abbreviated"]),
        dict(locale.days["format"]["wide"]),
    )


def period(value: str) -> str:
    """'november 2026' for '2026-11'."""
    return f"{_names(language()).months[int(value[5:])]} {value[:4]}"


def month(value: str) -> str:
    """'november' for '2026-11': where the year is plain from what stands around it."""
    return _names(language()).months[int(value[5:])]


def day(value: dt.date) -> str:
    """'3. november 2026', '3 November 2026'."""
    value = _day_of(value)
    return f"{value.day}{_point()} {_names(language()).months[value.month]} {value.year}"


def short_day(value: dt.date) -> str:
    """'3. nov.', '3 Nov': where the year is plain from what stands around it."""
    value = _day_of(value)
    return f"{value.day}{_point()} {_names(language()).short_months[value.month]}"


def weekday(value: dt.date) -> str:
    """'fredag 20. november', 'Friday 20 November': for what is due soon."""
    value = _day_of(value)
    names = _names(language())
    return f"{names.weekdays[value.weekday()]} {value.day}{_point()} {names.months[value.month]}"


def date(value: dt.date) -> str:
    """'03.11.2026' in every language: the form that the lists, letters and payroll systems use."""
    value = _day_of(value)
    return f"{value.day:02}.{value.month:02}.{value.year}"


def clock(value: dt.datetime) -> str:
    """'14.32', '14:32' in English."""
    local = value.astimezone(OSLO)
    return f"{local.hour:02}{':' if language() == 'en' else '.'}{local.minute:02}"


def when(value: dt.datetime) -> str:
    """'3. november 2026 kl. 14.32', '3 November 2026 at 14:32'."""
    return f"{day(value)} {'at' if language() == 'en' else 'kl.'} {clock(value)}"


def _day_of(value: dt.date) -> dt.date:
    """The day in Oslo, of a day or of a moment."""
    return value.astimezone(OSLO).date() if isinstance(value, dt.datetime) else value


def _point() -> str:
    return "" if language() == "en" else "."
