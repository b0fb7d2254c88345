"""The first way in for somebody whom the command line has made."""

from app import db
from app.accounts.principal import Principal
from app.accounts.sessions import LINK_FOR
from app.audit.actions import record
from app.clock import now
from app.web import csrf


async def make_link(user_id: int, *, by: Principal) -> str:
    """What stands behind /welcome/; earlier links of this user open nothing any longer."""
    token, at = csrf.secret(), now()
    async with db.transaction():
        await db.execute("UPDATE one_time_link SET used_at = ? WHERE user_id = ? AND used_at IS NULL", at, user_id)
        await db.execute(
            "INSERT INTO one_time_link (id, token_hash, user_id, made_at, expires_at) VALUES (?, ?, ?, ?, ?)",
            *(db.new_id(), csrf.fingerprint(token), user_id, at, at + LINK_FOR),
        )
        await record("sign_in_link_made", by=by, object_kind="user", object_id=user_id)
    return token
