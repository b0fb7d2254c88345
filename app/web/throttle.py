"""Counting tries, in the database: the same for all processes, and still there after a restart.

One statement counts and decides, so parallel tries cannot slip past each other.  When the count cannot be made the try
is refused.
"""

import datetime as dt
import hmac
from dataclasses import dataclass

from app import crypto, db
from app.clock import now
from app.errors import Busy, TooMany
from app.web.logs import log

_COUNT = """
INSERT INTO rate_limit (id, count, window_start, expires_at) VALUES (?, 1, ?, ?)
ON CONFLICT (id) DO UPDATE SET
  count = CASE WHEN rate_limit.expires_at <= excluded.window_start THEN 1 ELSE rate_limit.count + 1 END,
  window_start = CASE WHEN rate_limit.expires_at <= excluded.window_start
    THEN excluded.window_start ELSE rate_limit.window_start END,
  expires_at = CASE WHEN rate_limit.expires_at <= excluded.window_start
    THEN excluded.expires_at ELSE rate_limit.expires_at END
RETURNING count
"""

# The same, begun at 2: whoever makes the wait is refused too, and only the first to come after it gets a 1.
_WAIT = _COUNT.replace("VALUES (?, 1,", "VALUES (?, 2,")
_UNTIL = "SELECT expires_at FROM rate_limit WHERE id = ?"
_GIVE_BACK = "UPDATE rate_limit SET count = count - 1 WHERE id = ? AND count > 0 AND expires_at > ?"
_FORGET = "DELETE FROM rate_limit WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Limit:
    """`most` tries in `window`; above it a wait that doubles from a second to `longest_wait`, or until the window has
    passed when that is 0."""

    name: str
    most: int
    window: dt.timedelta
    longest_wait: int = 0


def key(limit: Limit, *parts: object) -> str:
    """The row's id: it tells nobody which address or person was counted."""
    text = "|".join([limit.name, *map(str, parts)])
    digest = hmac.digest(crypto.derive("throttle"), text.encode(), "sha256").hex()
    return f"{limit.name}:{digest[:32]}"


async def take(limit: Limit, *parts: object) -> None:
    """Count one try.  Raises TooMany above the limit, and Busy when it cannot be counted."""
    at = now()
    row_id = key(limit, *parts)
    try:
        count = await _counted(_COUNT, row_id, at, at + limit.window)
        if count <= limit.most:
            return
        if limit.longest_wait and await _has_waited(row_id, count - limit.most, limit, at):
            return
        left = await db.value(_UNTIL, _waiting(row_id, limit))
    except Exception as error:
        log.error("throttle_failed", exc_info=error, kind=limit.name)
        raise Busy("busy") from error
    log.warning("excess_rate_limit_exceeded", kind=limit.name, count=count)
    raise TooMany("too_many", retry_after=max(1, int((left - at).total_seconds()) + 1 if left else 1))


def _waiting(row_id: str, limit: Limit) -> str:
    return f"{row_id}:wait" if limit.longest_wait else row_id


async def _has_waited(row_id: str, above: int, limit: Limit, at: dt.datetime) -> bool:
    wait = dt.timedelta(seconds=min(limit.longest_wait, 2 ** min(above - 1, 20)))
    return await _counted(_WAIT, _waiting(row_id, limit), at, at + wait) == 1


async def _counted(sql: str, row_id: str, at: dt.datetime, until: dt.datetime) -> int:
    """In a transaction of its own, so that a refusal does not take the count back; a power cut may."""
    answers = await db.together(db.Step(sql, (row_id, at, until), must=True))
    if not answers:
        raise RuntimeError("nothing was counted")
    return int(answers[0][0]["count"])


async def give_back(limit: Limit, *parts: object) -> None:
    """A try that turned out well does not count."""
    await db.together(db.Step(_GIVE_BACK, (key(limit, *parts), now())))


async def forget(limit: Limit, *parts: object) -> None:
    """Begin counting anew: the person has shown who they are."""
    row_id = key(limit, *parts)
    await db.together(db.Step(_FORGET, (row_id,)), db.Step(_FORGET, (f"{row_id}:wait",)))


async def sweep() -> None:
    """Forget what has run out: a job's."""
    await db.execute("DELETE FROM rate_limit WHERE expires_at <= ?", now() - dt.timedelta(hours=1))
