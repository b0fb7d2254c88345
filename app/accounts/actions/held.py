"""A form that was posted after its session was over, kept sealed for a quarter of an hour."""

import json
from dataclasses import dataclass

from app import db
from app.accounts import queries
from app.accounts.principal import Principal
from app.accounts.sessions import HELD_FOR
from app.clock import now
from app.crypto import seal, unseal
from app.web import csrf
from app.web.here import here

SECRETS = ("password", "code", "secret")
"""A form with a field named so is never held."""


@dataclass(frozen=True, slots=True)
class Held:
    """A form as it was posted, to be sent again."""

    path: str
    fields: list[tuple[str, str]]


async def hold(user_id: int, path: str, fields: list[tuple[str, str]]) -> bool:
    """Keep a form that was posted after its session was over, sealed, for this user in this browser.

    One at a time: the newest.  False for a form with a secret in it, which is not kept.
    """
    kept = [(name, value) for name, value in fields if name != csrf.FIELD]
    if any(secret in name.lower() for name, _ in kept for secret in SECRETS):
        return False
    here().start_flow()
    form_id, at = db.new_id(), now()
    body = seal(json.dumps(kept), f"held_form|body|{form_id}")
    await db.execute(
        "INSERT INTO held_form (id, flow_hash, user_id, path, body, held_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (flow_hash) DO UPDATE SET id = excluded.id, user_id = excluded.user_id, path = excluded.path,"
        " body = excluded.body, held_at = excluded.held_at, expires_at = excluded.expires_at",
        *(form_id, here().flow_hash, user_id, path, body, at, at + HELD_FOR),
    )
    return True


async def held_form(by: Principal) -> Held | None:
    """The form that is held for this user in this browser, if it still is.  Opens it; it stays until it runs out."""
    row = await queries.held_for(by.id, here().flow_hash) if here().flow else None
    if row is None:
        return None
    fields = json.loads(unseal(row["body"], f"held_form|body|{row['id']}"))
    return Held(row["path"], [(name, value) for name, value in fields])


async def drop_held_form(by: Principal) -> None:
    """It is not wanted after all."""
    await db.execute("DELETE FROM held_form WHERE flow_hash = ? AND user_id = ?", here().flow_hash, by.id)
