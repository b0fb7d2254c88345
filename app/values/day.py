"""A day, as people and date fields write it."""

import datetime as dt
import re

ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
NORWEGIAN_DAY = re.compile(r"([0-9]{1,2})[./ -]([0-9]{1,2})[./ -]([0-9]{4})")


def read_day(text: str) -> dt.date | None:
    """A date as a date field sends it (2026-11-15), or as people write it (15.11.2026)."""
    if found := ISO_DAY.fullmatch(text.strip()):
        year, month, day = found.groups()
    elif found := NORWEGIAN_DAY.fullmatch(text.strip()):
        day, month, year = found.groups()
    else:
        return None
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
