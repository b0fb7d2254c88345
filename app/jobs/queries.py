"""What we know of the work that waits."""

from typing import Any

from app import clock, db


async def oldest_ready_age() -> float:
    """Seconds that the oldest job has been ready, or held by a worker that is gone, without being done; 0 if none."""
    now = clock.now()
    ready = await db.value(
        "SELECT run_after FROM outbox WHERE state = 'READY' AND run_after <= ? ORDER BY run_after LIMIT 1", now
    )
    held = await db.value(
        "SELECT lease_until FROM outbox WHERE state = 'RUNNING' AND lease_until <= ? ORDER BY lease_until LIMIT 1", now
    )
    ages: list[float] = [(now - one).total_seconds() for one in (ready, held) if one is not None]
    return max(ages, default=0.0)


async def given_up(limit: int = 200) -> list[dict[str, Any]]:
    """The dead letters, newest first: id, kind, attempts, problem, made_at, done_at."""
    return await db.rows(
        "SELECT id, kind, attempts, problem, made_at, done_at FROM outbox WHERE state = 'DEAD' "
        "ORDER BY done_at DESC, id LIMIT ?",
        limit,
    )
