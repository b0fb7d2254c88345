"""What tells a demo's database from a real one: a line in the audit trail, which cannot be taken out unseen."""

import logging

from app import db
from app.accounts.principal import Principal
from app.audit.actions import record
from app.settings import Unsafe, settings

log = logging.getLogger("portal")

EVENT = "demo_made"


async def mark(by: Principal) -> None:
    """This database holds a demo: written first of all, so that a half-made one is known too."""
    async with db.transaction():
        await record(EVENT, by=by, object_kind="demo", object_id=1)


async def is_demo() -> bool:
    """Whether a demo was ever begun here."""
    found = await db.row("SELECT id FROM audit_event WHERE object_kind = ? AND object_id = ? LIMIT 1", "demo", 1)
    return found is not None


async def refuse_demo_data() -> None:
    """Production does not start with invented people and passwords that everybody knows.  Raises Unsafe."""
    if settings().https and await is_demo():
        sentence = "the database holds demo data: begin with an empty one"
        log.error(sentence)
        raise Unsafe(sentence)
