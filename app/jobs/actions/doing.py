"""Claiming jobs and doing them.

A job is claimed by one statement, with a lease, and done at least once: handlers must bear a second time.  `attempts`
fences: a worker that lost its lease cannot mark what another has taken over.
"""

import asyncio
import datetime as dt
import json
import logging
from typing import Any, NamedTuple

from app import clock, db
from app.jobs.outcomes import GiveUp, delay, reason_of
from app.jobs.work import Handler, Work

log = logging.getLogger("portal.jobs")

LEASE = dt.timedelta(seconds=60)
AT_ONCE = 10  # so many deaths of a worker are forgiven: most jobs in its hands had no part in it


class Claimed(NamedTuple):
    """A job that this process holds."""

    id: int
    kind: str
    payload: dict[str, Any]
    attempts: int


async def claim(limit: int) -> list[Claimed]:
    """Take up to `limit` jobs that are ready.  One statement, so no job is taken twice; none at all when none is ready,
    so that looking costs a reader and not the writer."""
    now = clock.now()
    state = await db.row(
        "SELECT EXISTS (SELECT 1 FROM outbox WHERE state = 'READY' AND run_after <= ?) AS ready, "
        "EXISTS (SELECT 1 FROM outbox WHERE state = 'RUNNING' AND lease_until < ?) AS held",
        *(now, now),
    )
    if state and state["held"]:
        await _take_over(now)
    elif not state or not state["ready"]:
        return []
    oldest = "SELECT id FROM outbox WHERE state = 'READY' AND run_after <= ? ORDER BY run_after LIMIT ?"
    these = f"= ANY (ARRAY ({oldest} FOR UPDATE SKIP LOCKED))" if db.POSTGRES else f"IN ({oldest})"
    found = await db.rows(
        "UPDATE outbox SET state = 'RUNNING', attempts = attempts + 1, lease_until = ? "  # noqa: S608 - our own words
        f"WHERE id {these} RETURNING id, kind, payload, attempts",
        *(now + LEASE, now, limit),
    )
    return [Claimed(one["id"], one["kind"], json.loads(one["payload"]), one["attempts"]) for one in found]


async def _take_over(now: dt.datetime) -> None:
    """Jobs that a worker held when it died: ready again, at once the first times.

    One that takes its worker down each time must not do so for ever, so after that it waits like one that failed.
    """
    held = await db.rows("SELECT id, attempts FROM outbox WHERE state = 'RUNNING' AND lease_until < ?", now)
    for one in held:
        wait = dt.timedelta() if one["attempts"] < AT_ONCE else delay(one["attempts"])
        gone = wait is None
        await db.execute(
            "UPDATE outbox SET state = ?, lease_until = NULL, run_after = ?, done_at = ?, problem = ? "
            "WHERE id = ? AND state = 'RUNNING' AND attempts = ?",
            *("DEAD" if gone else "READY", now + (wait or dt.timedelta()), now if gone else None, "its worker died"),
            *(one["id"], one["attempts"]),
        )


async def drain(work: Work, limit: int = 8) -> int:
    """Claim and do up to `limit` jobs side by side; how many there were."""
    claimed = await claim(limit)
    await asyncio.gather(*(perform(work, job) for job in claimed))
    return len(claimed)


async def perform(work: Work, job: Claimed) -> None:
    """Do one claimed job and write down how it went.  Cancelled, it is given back as if it had not been begun."""
    handler = work.handlers.get(job.kind)
    holding = asyncio.create_task(_hold(job))
    try:
        if handler is None:
            raise GiveUp("nobody does this kind")
        async with asyncio.timeout(handler.seconds):
            await handler.run(**job.payload)
    except asyncio.CancelledError:
        await asyncio.shield(_give_back(job))
        raise
    except Exception as error:
        await _failed(job, handler, error)
    else:
        await _mark(job, "state = 'DONE', done_at = ?, problem = ''", clock.now())
    finally:
        holding.cancel()


async def _hold(job: Claimed) -> None:
    """Keep the lease while the job is worked on: it is lost a minute after this process is."""
    while True:
        await asyncio.sleep(LEASE.total_seconds() / 3)
        await db.execute(
            "UPDATE outbox SET lease_until = ? WHERE id = ? AND state = 'RUNNING' AND attempts = ?",
            *(clock.now() + LEASE, job.id, job.attempts),
        )


async def _mark(job: Claimed, changes: str, *values: Any) -> bool:
    """Only if it is still ours."""
    found = await db.rows(
        f"UPDATE outbox SET lease_until = NULL, {changes} "  # noqa: S608 - our own words
        "WHERE id = ? AND state = 'RUNNING' AND attempts = ? RETURNING id",
        *(*values, job.id, job.attempts),
    )
    return bool(found)


async def _give_back(job: Claimed) -> None:
    await _mark(job, "state = 'READY', attempts = attempts - 1")


async def _failed(job: Claimed, handler: Handler | None, error: Exception) -> None:
    reason, now = reason_of(error), clock.now()
    wait = None if isinstance(error, GiveUp) else delay(job.attempts)
    if wait is not None:
        log.warning("job %s %s failed, try %s: %s", job.kind, job.id, job.attempts, reason)
        await _mark(job, "state = 'READY', run_after = ?, problem = ?", now + wait, reason)
        return
    log.error("job %s %s given up after %s tries: %s", job.kind, job.id, job.attempts, reason)
    async with db.transaction():
        ours = await _mark(job, "state = 'DEAD', done_at = ?, problem = ?", now, reason)
        if ours and handler is not None and handler.given_up is not None:
            await handler.given_up(reason=reason, **job.payload)
