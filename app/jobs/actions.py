"""Writing down what is to be done later, and doing it: the table `outbox` is the queue of record.

A job is a row in the transaction of the change that asked for it, so it is there if and only if the change is.  It is
claimed by one statement with a lease, and done at least once: handlers must bear a second time.  `attempts` fences: a
worker that lost its lease cannot mark what another has taken over.
"""

import asyncio
import datetime as dt
import json
import logging
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from app import clock, db
from app.jobs.nudge import nudge
from app.jobs.outcomes import GiveUp, delay, reason_of
from app.jobs.schedule import is_small
from app.jobs.work import Handler, Work

log = logging.getLogger("portal.jobs")

LEASE = dt.timedelta(seconds=60)
KEEP_DONE, KEEP_DEAD = dt.timedelta(days=7), dt.timedelta(days=90)
BATCH = 500
AT_ONCE = 4

_SMALL = re.compile(r"[A-Za-z0-9_:./-]{0,80}", re.ASCII)
_ELEVEN = re.compile(r"(?<![0-9])[0-9]{11}(?![0-9])")

Value = int | str | None


class Claimed(NamedTuple):
    """A job that this process holds."""

    id: int
    kind: str
    payload: dict[str, Any]
    attempts: int


async def later(
    kind: str, payload: Mapping[str, Value], *, run_after: dt.datetime | None = None, dedupe: str | None = None
) -> None:
    """Do it once this transaction is committed (not before `run_after`): `handler(**payload)`, by ids only.

    With `dedupe`, once for that key as long as its row is kept: a week after it is done.
    Raises ValueError for a payload that is more than ids, periods and other small words.
    """
    now = clock.now()
    await db.execute(
        "INSERT INTO outbox (id, kind, payload, dedupe, run_after, made_at) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (dedupe) DO NOTHING",
        *(db.new_id(), kind, _packed(payload), dedupe, run_after or now, now),
    )
    db.after_commit(nudge)


def _packed(payload: Mapping[str, Value]) -> str:
    for name, value in payload.items():
        if isinstance(value, str) and (not _SMALL.fullmatch(value) or _ELEVEN.search(value)):
            raise ValueError(f"a job's payload is ids only: {name}")
        if not isinstance(value, int | str | None):
            raise ValueError(f"a job's payload is ids only: {name}")
    return json.dumps(payload, separators=(",", ":"), sort_keys=True)


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


async def run_due(work: Work) -> None:
    """Whatever recurs and is due, taken by exactly one of all processes.

    Small work is done here; the rest becomes a job in the same transaction that moves the hour on.
    """
    now = clock.now()
    hours = {one["name"]: one["next_run"] for one in await db.rows("SELECT name, next_run FROM schedule")}
    for name, rule in work.recurring.items():
        if name not in hours:
            await db.execute(
                "INSERT INTO schedule (name, next_run) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
                *(name, rule.after(now)),
            )
        elif hours[name] <= now:
            await _take_turn(work, name, now)


async def _take_turn(work: Work, name: str, now: dt.datetime) -> None:
    rule = work.recurring[name]
    small = is_small(rule)
    async with db.transaction(durable=not small):
        taken = await db.row(
            "UPDATE schedule SET next_run = ?, last_run = ? WHERE name = ? AND next_run <= ? RETURNING name",
            *(rule.after(now), now, name, now),
        )
        if taken and not small:
            await later(name, {})
    if taken and small:
        handler = work.handlers[name]
        try:
            async with asyncio.timeout(handler.seconds):
                await handler.run()
        except Exception as error:
            log.warning("%s failed: %s", name, reason_of(error))


async def again(job_id: int) -> bool:
    """A dead letter once more, from the first try on; False if it is not one."""
    found = await db.rows(
        "UPDATE outbox SET state = 'READY', attempts = 0, run_after = ?, done_at = NULL "
        "WHERE id = ? AND state = 'DEAD' RETURNING id",
        *(clock.now(), job_id),
    )
    db.after_commit(nudge)
    return bool(found)


async def sweep() -> int:
    """Forget what was done a week ago, and what was given up three months ago, a little at a time."""
    gone = 0
    for state, keep in (("DONE", KEEP_DONE), ("DEAD", KEEP_DEAD)):
        while found := await db.rows(
            "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE state = ? AND done_at < ? LIMIT ?) "
            "RETURNING id",
            *(state, clock.now() - keep, BATCH),
        ):
            gone += len(found)
    return gone
