"""Work that recurs, at its hours."""

import asyncio
import datetime as dt
import logging

from app import clock, db
from app.jobs.actions.later import later
from app.jobs.outcomes import reason_of
from app.jobs.schedule import is_small
from app.jobs.work import Work

log = logging.getLogger("portal.jobs")


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
