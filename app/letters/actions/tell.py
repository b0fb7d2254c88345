"""Telling of new letters: one e-mail to each user and batch, however many letters there are."""

import datetime as dt
import hashlib
from collections.abc import Sequence

from app import clock, db
from app.letters.queries.batches import contacts_with_letters, users_with_letters
from app.messages.actions import queue
from app.unions.queries import TheUnion

TOGETHER = 100


async def tell_of(batch_id: int, union: TheUnion, day: dt.date, since: dt.datetime) -> int:
    """Everybody who may see a letter of the batch, and contacts who are there for letters; how many were told.

    The same batch is told of once a day: who placed the last ones by hand next week tells of those.
    """
    told = 0
    users = await users_with_letters(batch_id, since)
    for some in _groups(users):
        async with db.transaction():
            for user_id in some:
                key = f"letters|{batch_id}|{user_id}|{day}"
                told += await queue("letter_arrived", to_user=user_id, dedupe=key, path="/") is not None
    for email in await contacts_with_letters(batch_id, since):
        key = f"letters|{batch_id}|{hashlib.sha256(email.lower().encode()).hexdigest()[:16]}|{day}"
        async with db.transaction():
            language = union.policy.languages[0]
            told += await queue("letter_arrived", to_email=email, language=language, dedupe=key, path="/") is not None
    return told


def _groups(users: Sequence[int]) -> list[Sequence[int]]:
    return [users[start : start + TOGETHER] for start in range(0, len(users), TOGETHER)]


def day_of(moment: dt.datetime) -> dt.date:
    """The day it was in Norway."""
    return moment.astimezone(clock.OSLO).date()
