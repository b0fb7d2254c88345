"""Who is it?  What the front door and sign-in ask."""

import datetime as dt
from typing import Any

from app import db
from app.accounts.principal import Kind, Principal
from app.accounts.sessions import LIMITS, SEEN_EVERY
from app.clock import now
from app.web.here import Visit

# One indexed look-up for each request: the session, its user, and for staff their roles (a row each).  Whether it
# lives is decided by the database, so that no time has to be read back.
_VISIT = """
SELECT s.id, s.kind, s.user_id, s.list_id, s.agent, u.kind AS user_kind, u.name, u.language, r.union_id, r.role,
  CASE WHEN s.ended_at IS NULL AND s.expires_at > ? AND (s.user_id IS NULL OR u.active = ?)
    AND (s.seen_at > ? OR (s.kind <> 'STAFF' AND s.seen_at > ?)) THEN 1 ELSE 0 END AS live,
  CASE WHEN s.seen_at < ? THEN 1 ELSE 0 END AS stale
FROM user_session s
LEFT JOIN portal_user u ON u.id = s.user_id
LEFT JOIN staff_role r ON r.user_id = s.user_id
WHERE s.token_hash = ?
"""


async def visit(token_hash: str) -> Visit | None:
    """The session with this fingerprint, over or not; None for one that never was.  Notes that it is in use."""
    at = now()
    idle, staff_idle = at - LIMITS["USER"].idle, at - LIMITS["STAFF"].idle
    found = await db.rows(_VISIT, at, True, staff_idle, idle, at - SEEN_EVERY, token_hash)
    if not found:
        return None
    one = found[0]
    if one["live"] and one["stale"]:
        await _note_use(one["id"], at)
    return Visit(_principal(one, found), one["name"] or "", one["language"] or "", bool(one["live"]), one["agent"])


async def _note_use(session_id: int, at: dt.datetime) -> None:
    await db.together(db.Step("UPDATE user_session SET seen_at = ? WHERE id = ? AND seen_at < ?", (at, session_id, at)))


def _principal(one: dict[str, Any], found: list[dict[str, Any]]) -> Principal:
    if one["kind"] == "LIST":
        return Principal("list", one["list_id"], f"liste {one['list_id']}", one["id"], list_id=one["list_id"])
    kind: Kind = "user" if one["kind"] == "USER" else "staff"
    roles = tuple((row["union_id"], row["role"]) for row in found if row["union_id"] is not None)
    return Principal(kind, one["user_id"], one["name"], one["id"], operator=one["user_kind"] == "OPERATOR", roles=roles)


async def user_by_email(email_fold: str) -> dict[str, Any] | None:
    """The user that signs in with this address."""
    return await db.row(
        "SELECT id, kind, name, language, password_hash, active FROM portal_user WHERE email_fold = ?", email_fold
    )


async def language_of(user_id: int) -> str:
    """The language that this user has chosen."""
    return str(await db.value("SELECT language FROM portal_user WHERE id = ?", user_id) or "nb")


async def sessions_of(user_id: int) -> list[dict[str, Any]]:
    """A user's live sessions, the one used last first."""
    return await db.rows(
        "SELECT id, kind, created_at, seen_at, network, agent FROM user_session"
        " WHERE user_id = ? AND ended_at IS NULL AND expires_at > ? ORDER BY seen_at DESC",
        user_id,
        now(),
    )


async def held_for(user_id: int, flow_hash: str) -> dict[str, Any] | None:
    """The form that this user posted from this browser after the session was over; its body still sealed."""
    return await db.row(
        "SELECT id, path, body, held_at FROM held_form WHERE flow_hash = ? AND user_id = ? AND expires_at > ?",
        flow_hash,
        user_id,
        now(),
    )
