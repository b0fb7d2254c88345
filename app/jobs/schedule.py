"""When work that recurs is done next.

Hours are Norway's.  Work at an hour that the clock skips in March is done at the hour after; at one that comes twice in
October, the first time.
"""

import datetime as dt
from dataclasses import dataclass

from app.clock import OSLO


@dataclass(frozen=True, slots=True)
class Every:
    """Small work, every so often; a turn that is missed is not made up for."""

    seconds: int

    def after(self, moment: dt.datetime) -> dt.datetime:
        return moment + dt.timedelta(seconds=self.seconds)


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a day at this time in Norway; after an outage once, as soon as somebody is up."""

    hour: int
    minute: int = 0

    def after(self, moment: dt.datetime) -> dt.datetime:
        """The first such time later than `moment`, in UTC."""
        day = moment.astimezone(OSLO).date()
        while True:
            at = dt.datetime.combine(day, dt.time(self.hour, self.minute), OSLO).astimezone(dt.UTC)
            if at > moment:
                return at
            day += dt.timedelta(days=1)


Rule = Every | Daily


def is_small(rule: Rule) -> bool:
    """Whether it is done on the spot; all else goes through the outbox, so that a crash loses no turn."""
    return isinstance(rule, Every)
