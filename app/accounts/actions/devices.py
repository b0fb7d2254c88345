"""Browsers that users come in by: known again, and remembered for a month when they ask for it."""

from app import db
from app.accounts import queries
from app.accounts.principal import Principal
from app.accounts.sessions import KNOWN_FOR, REMEMBERED_FOR
from app.audit.actions import record
from app.clock import now
from app.errors import NotFound
from app.web import csrf
from app.web.cookies import DEVICE
from app.web.device import device_named
from app.web.here import here

_KNOW = """INSERT INTO device (id, user_id, token_hash, agent, network, known_at, seen_at, remembered_until)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (token_hash, user_id) DO UPDATE SET seen_at = excluded.seen_at,
 agent = excluded.agent, network = excluded.network,
 remembered_until = COALESCE(excluded.remembered_until, device.remembered_until)"""


async def know(user_id: int, *, remember: bool) -> bool:
    """This browser was shown to be this user's; whether it was known before.  In the caller's transaction.

    Its cookie is made anew each time, so one that somebody planted is worth nothing afterwards.
    """
    old, token, at = csrf.fingerprint(here().device) if here().device else "", csrf.secret(), now()
    was_known = bool(old) and await queries.device_of(user_id, old) is not None
    fresh = csrf.fingerprint(token)
    if old:
        await db.execute("UPDATE device SET token_hash = ? WHERE token_hash = ?", fresh, old)
    await db.execute(
        _KNOW,
        *(db.new_id(), user_id, fresh, device_named(here().agent), here().network, at, at),
        at + REMEMBERED_FOR if remember else None,
    )
    here().set_cookie(DEVICE, token, int(KNOWN_FOR.total_seconds()))
    return was_known


async def seen(user_id: int) -> None:
    """A remembered browser was used again."""
    if here().device:
        await db.execute(
            "UPDATE device SET seen_at = ?, network = ? WHERE user_id = ? AND token_hash = ?",
            *(now(), here().network, user_id, csrf.fingerprint(here().device)),
        )


async def forget_device(user_id: int, device_id: int, *, by: Principal) -> None:
    """The browser is known no longer: there the second factor is asked for again.  Raises NotFound."""
    async with db.transaction():
        gone = await db.row("DELETE FROM device WHERE id = ? AND user_id = ? RETURNING id", device_id, user_id)
        if gone is None:
            raise NotFound("device.not_found")
        await record("device_forgotten", by=by, object_kind="user", object_id=user_id)


async def forget_devices(user_id: int) -> None:
    """All of them: after a password was set by code.  In the caller's transaction."""
    await db.execute("DELETE FROM device WHERE user_id = ?", user_id)
