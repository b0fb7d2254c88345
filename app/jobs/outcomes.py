"""How a job may end otherwise than well, and when it is tried again."""

import datetime as dt
import random

MINUTE, HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)

# Twenty tries over three days, the first soon: most troubles are short.
DELAYS = (MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, *(11 * (6 * HOUR,)))


class TryAgain(Exception):
    """Not now, perhaps later.  `reason` is kept and shown to staff: a kind of trouble, never a person's data."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class GiveUp(Exception):
    """Never, whatever we try.  `reason` as in TryAgain."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def delay(attempts: int) -> dt.timedelta | None:
    """How long to wait after so many tries, give or take a tenth; None when it has been tried enough."""
    if attempts > len(DELAYS):
        return None
    return DELAYS[attempts - 1] * random.uniform(0.9, 1.1)  # noqa: S311 - spreads load, guards nothing


def reason_of(error: BaseException) -> str:
    """What may be kept of an error: its class, or the reason it was given; its text may hold anything."""
    if isinstance(error, TryAgain | GiveUp):
        return error.reason[:200]
    return type(error).__name__
