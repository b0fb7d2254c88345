"""Which months can be delivered: the last 24 up to next month (`decisions.md` 3)."""

import datetime as dt
from typing import NamedTuple

from app.errors import NotFound
from app.values.period import add_months, next_period, period_of, periods, previous_period

BACK = 24


class Picker(NamedTuple):
    """The period picker: what can be chosen, newest first, and the chosen one's neighbours where there are any."""

    periods: list[str]
    before: str | None
    after: str | None


def choices(today: dt.date) -> list[str]:
    """The periods that can be delivered, newest first."""
    newest = add_months(period_of(today), 1)
    return periods(add_months(newest, -BACK - 1), newest)[::-1]


def chosen(asked: str, today: dt.date) -> str:
    """The period asked for, this month when none is.  Raises NotFound for one that cannot be delivered."""
    if not asked:
        return period_of(today)
    if asked not in choices(today):
        raise NotFound("period.not_found")
    return asked


def picker(period: str, today: dt.date) -> Picker:
    """The picker standing on a period, also on one that is too old to be delivered."""
    allowed = choices(today)
    before, after = previous_period(period), next_period(period)
    return Picker(
        allowed if period in allowed else [*allowed, period],
        before if before in allowed else None,
        after if after in allowed else None,
    )
