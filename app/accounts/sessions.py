"""How long a session lasts, by kind: unused, and at most; and how many one person may have."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Minutes unused, hours in all, and how many at a time (the oldest ends)."""

    idle: dt.timedelta
    whole: dt.timedelta
    at_once: int


def _limits(minutes: int, hours: int, at_once: int) -> Limits:
    return Limits(dt.timedelta(minutes=minutes), dt.timedelta(hours=hours), at_once)


LIMITS = {
    "USER": _limits(30, 12, 5),
    "STAFF": _limits(15, 8, 2),
    "LIST": _limits(30, 4, 1),
}

SEEN_EVERY = dt.timedelta(minutes=1)
"""A session's last use is written at most this often."""

HELD_FOR = dt.timedelta(minutes=15)
"""How long a form posted after its session was over is kept."""

KIND_OF_USER = {"EMPLOYER": "USER", "STAFF": "STAFF", "OPERATOR": "STAFF"}
"""The kind of session that each kind of user gets."""

SESSIONS_KEPT = dt.timedelta(days=30)
"""How long it is remembered that there was one."""

FRESH = {"USER": dt.timedelta(minutes=5), "STAFF": dt.timedelta(minutes=15), "LIST": dt.timedelta()}
"""How long after showing a factor sensitive things may be done."""

UNSEEN = -1
"""`user_session.cleared` of a session of which it is not known what must come first."""

KNOWN_FOR = dt.timedelta(days=180)
REMEMBERED_FOR = dt.timedelta(days=30)
"""A browser is known again for half a year; one that is remembered needs no second factor for a month."""

STEP_FOR = dt.timedelta(minutes=15)
"""How long somebody may stand halfway in."""

LINK_FOR = dt.timedelta(days=3)
"""How long the first link of a new staff user may be opened."""
