"""Writing down what is to be done later.

A job is a row in the transaction of the change that asked for it, so it is there if and only if the change is.
"""

import datetime as dt
import json
import re
from collections.abc import Mapping

from app import clock, db
from app.jobs.nudge import nudge

KEEP_DONE, KEEP_DEAD = dt.timedelta(days=7), dt.timedelta(days=90)
BATCH = 500

_SMALL = re.compile(r"[A-Za-z0-9_:./-]{0,80}", re.ASCII)
_ELEVEN = re.compile(r"(?<![0-9])[0-9]{11}(?![0-9])")

Value = int | str | None


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
