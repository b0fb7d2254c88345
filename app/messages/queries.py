"""What we know of what we have told people."""

import json
from typing import Any, NamedTuple

from app import db
from app.crypto import unseal
from app.messages.letter import Words, words

Row = dict[str, Any]


class Reader(NamedTuple):
    """A user as a message needs to know them."""

    email: str
    mobile: str
    language: str


async def reader(user_id: int) -> Reader | None:
    """An active user's addresses and language."""
    found = await db.row("SELECT email, mobile, language FROM portal_user WHERE id = ? AND active = ?", user_id, True)
    return Reader(**found) if found else None


async def waiting(message_id: int) -> Row | None:
    """The message, if it is still to be sent."""
    return await db.row("SELECT * FROM message WHERE id = ? AND state = 'WAITING'", message_id)


def place_of(message_id: int) -> str:
    """Where a message's values are sealed to."""
    return f"message|values_sealed|{message_id}"


def words_of(row: Row) -> Words:
    """What a message says, as long as its values are kept."""
    values = json.loads(unseal(row["values_sealed"], place_of(row["id"])))
    return words(row["kind"], row["template"], row["language"], values)


async def latest(limit: int = 50, offset: int = 0) -> list[Row]:
    """Messages, newest first."""
    return await db.rows("SELECT * FROM message ORDER BY queued_at DESC, id DESC LIMIT ? OFFSET ?", limit, offset)


async def one(message_id: int) -> Row | None:
    return await db.row("SELECT * FROM message WHERE id = ?", message_id)


async def count() -> int:
    return int(await db.value("SELECT COUNT(*) AS n FROM message"))
