"""Accounts that nobody signs in to: told of a month before retention deletes them (`app/retention/rules.py`)."""

import datetime as dt

from app import db
from app.messages.actions import queue

TOLD_AFTER = dt.timedelta(days=517)  # seventeen months; deleted after eighteen
BATCH = 500


async def tell_idle(at: dt.datetime) -> int:
    """One e-mail to each, once for each time of being idle; how many were queued."""
    queued, last = 0, 0
    while True:
        found = await db.rows(
            """SELECT id, COALESCE(signed_in_at, created_at) AS seen FROM portal_user WHERE id > ? AND active = ?
 AND kind = 'EMPLOYER' AND COALESCE(signed_in_at, created_at) < ? ORDER BY id LIMIT ?""",
            *(last, True, at - TOLD_AFTER, BATCH),
        )
        if not found:
            return queued
        for user in found:
            async with db.transaction():
                dedupe = f"idle|{user['id']}|{str(user['seen'])[:10]}"
                queued += await queue("account_idle", to_user=user["id"], dedupe=dedupe, path="/") is not None
        last = found[-1]["id"]
