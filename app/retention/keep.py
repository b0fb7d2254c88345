"""How long things are kept, and the moment before which they are not."""

import datetime as dt
import re
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.values.period import add_months, day_in, period_of

OSLO = ZoneInfo("Europe/Oslo")

_SAID = re.compile(r"([a-z_]+)=([0-9]{1,4})([dmy])")
_UNITS = {"h": "hours", "d": "days", "m": "months", "y": "years"}


class Keep(NamedTuple):
    """So many hours, days, months or years ('h', 'd', 'm', 'y')."""

    number: int
    unit: str

    def __str__(self) -> str:
        return f"{self.number} {_UNITS[self.unit]}"

    def before(self, now: dt.datetime) -> dt.datetime:
        """What is older than this is let go.  Months and years are counted in days of Norway, from midnight."""
        if self.unit == "h":
            return now - dt.timedelta(hours=self.number)
        if self.unit == "d":
            return now - dt.timedelta(days=self.number)
        today = now.astimezone(OSLO).date()
        months = self.number * (12 if self.unit == "y" else 1)
        day = day_in(add_months(period_of(today), -months), today.day)
        return dt.datetime.combine(day, dt.time(), OSLO).astimezone(dt.UTC)


class Unknown(ValueError):
    """RETENTION names a rule that there is not, or cannot be read."""


def read_keeps(text: str, known: frozenset[str]) -> dict[str, Keep]:
    """What an installation decides otherwise: 'messages=13m,sessions=30d'.  Raises Unknown."""
    found = {}
    for part in filter(None, text.replace(" ", "").split(",")):
        said = _SAID.fullmatch(part)
        if said is None or said[1] not in known:
            raise Unknown(part)
        found[said[1]] = Keep(int(said[2]), said[3])
    return found
