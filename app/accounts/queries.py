"""Who is it, and what do we know of them?  What the front door, sign-in and «my account» ask."""

import datetime as dt
import json
from typing import Any

from app import db
from app.accounts.declarations import TheDeclaration
from app.accounts.principal import Kind, Principal
from app.accounts.sessions import LIMITS, SEEN_EVERY
from app.clock import now
from app.errors import NotFound
from app.web.here import Visit

# One indexed look-up for each request: the session, its user, and for staff their roles (a row each).  Whether it
# lives is decided by the database, so that no time has to be read back.
_VISIT = """
SELECT s.id, s.kind, s.user_id, s.list_id, s.agent, u.kind AS user_kind, u.name, u.language, r.union_id, r.role,
  l.list_number,
  CASE WHEN s.cleared >= (SELECT COALESCE(MAX(d.seq), 0) FROM declaration d) THEN 1 ELSE 0 END AS cleared,
  CASE WHEN s.step_up_until > ? THEN 1 ELSE 0 END AS fresh,
  CASE WHEN s.ended_at IS NULL AND s.expires_at > ? AND (s.user_id IS NULL OR u.active = ?)
    AND (s.seen_at > ? OR (s.kind <> 'STAFF' AND s.seen_at > ?)) THEN 1 ELSE 0 END AS live,
  CASE WHEN s.seen_at < ? THEN 1 ELSE 0 END AS stale
FROM user_session s
LEFT JOIN portal_user u ON u.id = s.user_id
LEFT JOIN staff_role r ON r.user_id = s.user_id
LEFT JOIN deduction_list l ON l.id = s.list_id
WHERE s.token_hash = ?
"""


async def visit(token_hash: str) -> Visit | None:
    """The session with this fingerprint, over or not; None for one that never was.  Notes that it is in use."""
    at = now()
    idle, staff_idle = at - LIMITS["USER"].idle, at - LIMITS["STAFF"].idle
    found = await db.rows(_VISIT, at, at, True, staff_idle, idle, at - SEEN_EVERY, token_hash)
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
        label = f"liste {one['list_number']}"
        return Principal("list", one["list_id"], label, one["id"], list_id=one["list_id"], cleared=bool(one["cleared"]))
    kind: Kind = "user" if one["kind"] == "USER" else "staff"
    roles = tuple((row["union_id"], row["role"]) for row in found if row["union_id"] is not None)
    return Principal(
        kind,
        one["user_id"],
        one["name"],
        one["id"],
        operator=one["user_kind"] == "OPERATOR",
        roles=roles,
        cleared=bool(one["cleared"]),
        fresh=bool(one["fresh"]),
    )


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


async def user_by_id(user_id: int) -> dict[str, Any]:
    """A user's own data, with `has_authenticator`.  Raises NotFound."""
    found = await db.row(
        """SELECT u.id, u.kind, u.name, u.email, u.mobile, u.mobile_verified_at, u.language, u.password_hash, u.active,
 CASE WHEN a.confirmed_at IS NULL THEN 0 ELSE 1 END AS has_authenticator
 FROM portal_user u LEFT JOIN authenticator a ON a.user_id = u.id WHERE u.id = ?""",
        user_id,
    )
    if found is None:
        raise NotFound("not_found")
    return found


# Devices


async def device_of(user_id: int, token_hash: str) -> dict[str, Any] | None:
    """This browser, if the user has come in by it before."""
    return await db.row("SELECT id FROM device WHERE token_hash = ? AND user_id = ?", token_hash, user_id)


async def device_of_address(email_fold: str, token_hash: str) -> bool:
    """Whether the account with this address knows the browser."""
    found = await db.row(
        "SELECT d.id FROM device d JOIN portal_user u ON u.id = d.user_id WHERE d.token_hash = ? AND u.email_fold = ?",
        *(token_hash, email_fold),
    )
    return found is not None


async def is_remembered(user_id: int, token_hash: str) -> bool:
    """Whether the second factor was shown in this browser, and is not asked for again yet."""
    found = await db.row(
        "SELECT id FROM device WHERE token_hash = ? AND user_id = ? AND remembered_until > ?",
        token_hash,
        user_id,
        now(),
    )
    return found is not None


async def devices_of(user_id: int) -> list[dict[str, Any]]:
    """The browsers that know a user, the one used last first."""
    return await db.rows(
        "SELECT id, token_hash, agent, network, known_at, seen_at, remembered_until FROM device WHERE user_id = ?"
        " ORDER BY seen_at DESC",
        user_id,
    )


# Factors


async def authenticator_of(user_id: int) -> dict[str, Any] | None:
    """The app, confirmed or not: id, secret (sealed), confirmed_at."""
    return await db.row("SELECT id, secret, last_step, confirmed_at FROM authenticator WHERE user_id = ?", user_id)


async def has_authenticator(user_id: int) -> bool:
    app = await authenticator_of(user_id)
    return app is not None and app["confirmed_at"] is not None


async def recovery_codes_left(user_id: int) -> int:
    return int(await db.value("SELECT COUNT(*) AS n FROM recovery_code WHERE user_id = ? AND used_at IS NULL", user_id))


async def step_here(flow_hash: str) -> dict[str, Any] | None:
    """How far this browser has come: user_id, purpose, password_hash, onwards."""
    return await db.row("SELECT * FROM sign_in_step WHERE flow_hash = ? AND expires_at > ?", flow_hash, now())


# What follows from whom a user delivers to.  The tables stand further up; a join is all that is asked of them.


async def wants_factor_always(user_id: int) -> bool:
    """Whether one of the user's unions asks for the second factor each time."""
    found = await db.row(
        """SELECT u.id FROM access_grant g JOIN trade_union u ON u.id = g.union_id
 WHERE g.user_id = ? AND u.policy LIKE ? LIMIT 1""",
        *(user_id, '%"second_factor":"ALWAYS"%'),
    )
    return found is not None


async def is_of_hub(user_id: int) -> bool:
    """Whether the user delivers for an employer in the hub («trekksentral»)."""
    found = await db.row(
        """SELECT a.id FROM access_grant g JOIN agreement a ON a.id = g.agreement_id
 WHERE g.user_id = ? AND a.channel = 'HUB' LIMIT 1""",
        user_id,
    )
    return found is not None


async def lacks_mobile(user_id: int) -> bool:
    """Whether the user must have a mobile that was shown to be theirs, and has not."""
    shown = await db.value("SELECT mobile_verified_at FROM portal_user WHERE id = ?", user_id)
    return shown is None and await is_of_hub(user_id)


# Declarations

_NEWEST = """SELECT d.id, d.union_id, u.name AS union_name, d.version, d.texts FROM declaration d
 JOIN trade_union u ON u.id = d.union_id
 WHERE d.version = (SELECT MAX(v.version) FROM declaration v WHERE v.union_id = d.union_id)"""


async def declarations_for(by: Principal) -> list[TheDeclaration]:
    """The declarations that this person has yet to accept: a user once each, a list session each time."""
    if by.kind == "list":
        found = await db.rows(
            f"""{_NEWEST} AND d.union_id = (SELECT union_id FROM deduction_list WHERE id = ?)
 AND NOT EXISTS (SELECT 1 FROM declaration_acceptance a WHERE a.declaration_id = d.id AND a.session_id = ?)""",  # noqa: S608
            *(by.list_id, by.session_id),
        )
    else:
        found = await db.rows(
            f"""{_NEWEST} AND d.union_id IN (SELECT union_id FROM access_grant WHERE user_id = ?
 UNION SELECT union_id FROM staff_role WHERE user_id = ?)
 AND NOT EXISTS (SELECT 1 FROM declaration_acceptance a WHERE a.declaration_id = d.id AND a.user_id = ?)
 ORDER BY u.name""",  # noqa: S608
            *(by.id, by.id, by.id),
        )
    return [TheDeclaration(**{**one, "texts": json.loads(one["texts"])}) for one in found]


async def accepted_by(user_id: int) -> list[dict[str, Any]]:
    """What a user has accepted, newest first: union_name, version, texts, language, accepted_at."""
    found = await db.rows(
        """SELECT u.name AS union_name, d.version, d.texts, a.language, a.accepted_at
 FROM declaration_acceptance a JOIN declaration d ON d.id = a.declaration_id JOIN trade_union u ON u.id = d.union_id
 WHERE a.user_id = ? ORDER BY a.accepted_at DESC, u.name""",
        user_id,
    )
    return [{**one, "texts": json.loads(one["texts"])} for one in found]


async def link_opens_for(token_hash: str) -> dict[str, Any] | None:
    """Whose first link this is, while it can be used: id, name, email."""
    return await db.row(
        """SELECT u.id, u.name, u.email FROM one_time_link l JOIN portal_user u ON u.id = l.user_id
 WHERE l.token_hash = ? AND l.used_at IS NULL AND l.expires_at > ? AND u.active = ?""",
        *(token_hash, now(), True),
    )
