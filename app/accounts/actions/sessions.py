"""Sessions begin and end."""

from app import db
from app.accounts import queries
from app.accounts.principal import Principal
from app.accounts.sessions import FRESH, LIMITS, UNSEEN
from app.audit.actions import record
from app.clock import now
from app.web import csrf
from app.web.cookies import FLOW, SESSION
from app.web.device import device_named
from app.web.here import here


async def begin(kind: str, *, user_id: int | None = None, list_id: int | None = None, proven: bool = False) -> str:
    """A new session; what the cookie is to hold.  This browser's old session ends, and the oldest beyond the limit.

    The token is always new: nothing that a browser sends ever becomes a session.  `proven`: the second factor was just
    shown, so that sensitive things may be done for some minutes.  What must come first (a declaration) is found out at
    its first page.
    """
    token, at, allowed = csrf.secret(), now(), LIMITS[kind]
    async with db.transaction():
        if here().session_hash:
            await db.execute(
                "UPDATE user_session SET ended_at = ? WHERE token_hash = ? AND ended_at IS NULL",
                at,
                here().session_hash,
            )
        await db.execute(
            "INSERT INTO user_session (id, token_hash, kind, user_id, list_id, created_at, seen_at, expires_at,"
            " step_up_until, network, agent, cleared) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(db.new_id(), csrf.fingerprint(token), kind, user_id, list_id, at, at, at + allowed.whole),
            *(at + FRESH[kind] if proven else None, here().network, device_named(here().agent), UNSEEN),
        )
        if user_id is not None:
            await _end_oldest(user_id, allowed.at_once)
    return token


async def _end_oldest(user_id: int, kept: int) -> None:
    surplus = (await queries.sessions_of(user_id))[kept:]
    for one in surplus:
        await db.execute("UPDATE user_session SET ended_at = ? WHERE id = ?", now(), one["id"])


async def sign_out(by: Principal) -> None:
    """End this session, and take its cookies back."""
    async with db.transaction():
        await db.execute("UPDATE user_session SET ended_at = ? WHERE id = ?", now(), by.session_id)
        await record("authn_logout", by=by, object_kind="user", object_id=by.id)
    here().drop_cookie(SESSION)
    here().drop_cookie(FLOW)


async def end_sessions(user_id: int, *, by: Principal, but: int = 0) -> None:
    """End all of a user's sessions, or all `but` one: after a change of password, or by hand."""
    async with db.transaction():
        await db.execute(
            "UPDATE user_session SET ended_at = ? WHERE user_id = ? AND id <> ? AND ended_at IS NULL",
            *(now(), user_id, but),
        )
        await record("session_ended", by=by, object_kind="user", object_id=user_id)


async def end_session(user_id: int, session_id: int, *, by: Principal) -> None:
    """End one of a user's sessions."""
    async with db.transaction():
        await db.execute(
            "UPDATE user_session SET ended_at = ? WHERE user_id = ? AND id = ? AND ended_at IS NULL",
            *(now(), user_id, session_id),
        )
        await record("session_ended", by=by, object_kind="session", object_id=session_id)


async def look_again(user_id: int) -> None:
    """What must come first is to be found out anew for this user: there is new access, or a factor was taken away."""
    await db.execute("UPDATE user_session SET cleared = ? WHERE user_id = ?", UNSEEN, user_id)


async def cleared(session_id: int) -> None:
    """Nothing must come first in this session, until a declaration is published."""
    newest = "(SELECT COALESCE(MAX(seq), 0) FROM declaration)"
    await db.execute(f"UPDATE user_session SET cleared = {newest} WHERE id = ?", session_id)  # noqa: S608


async def prove_anew(by: Principal) -> None:
    """The person has just shown again who they are."""
    kind = "STAFF" if by.kind == "staff" else "USER"
    await db.execute("UPDATE user_session SET step_up_until = ? WHERE id = ?", now() + FRESH[kind], by.session_id)
