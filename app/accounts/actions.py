"""What changes about who is signed in: sessions begin and end, users are made, a form is held."""

import json
from dataclasses import dataclass
from typing import Any

from app import db
from app.accounts import limits, passwords, queries
from app.accounts.emails import fold, is_email
from app.accounts.principal import Principal
from app.accounts.sessions import HELD_FOR, KIND_OF_USER, LIMITS, SESSIONS_KEPT
from app.audit.actions import record
from app.clock import now
from app.crypto import seal, unseal
from app.errors import Invalid
from app.web import csrf, throttle
from app.web.cookies import FLOW, SESSION
from app.web.device import device_named
from app.web.here import here

SECRETS = ("password", "code", "secret")
"""A form with a field named so is never held."""


async def sign_in(email: str, password: str) -> Principal | None:
    """Begin a session of the user with this address and password; None when they do not belong together.

    An unknown address, a wrong password and a closed account cost the same and leave the same behind.
    Raises TooMany and Busy.
    """
    address, network = fold(email), here().network
    counted = (limits.NETWORK, network), (limits.ACCOUNT_HERE, address, network), (limits.ACCOUNT, address)
    for limit, *parts in counted:
        await throttle.take(limit, *parts)
    user = await queries.user_by_email(address)
    right = await passwords.matches(password, user["password_hash"] if user else None)
    if user is None or not right or not user["active"]:
        await _note_failure(user["id"] if user else 0)
        return None

    await throttle.forget(limits.ACCOUNT_HERE, address, network)
    await throttle.give_back(limits.NETWORK, network)
    await throttle.give_back(limits.ACCOUNT, address)
    return await _enter(user, password)


async def _enter(user: dict[str, Any], password: str) -> Principal:
    """The password was right.  (A second factor, once there is one, is asked for between here and `begin`.)"""
    fresh = await passwords.hashed(password) if passwords.is_outdated(user["password_hash"]) else None
    who = Principal("user" if user["kind"] == "EMPLOYER" else "staff", user["id"], user["name"])
    async with db.transaction():
        if fresh:
            await db.execute("UPDATE portal_user SET password_hash = ? WHERE id = ?", fresh, user["id"])
        await db.execute("UPDATE portal_user SET signed_in_at = ? WHERE id = ?", now(), user["id"])
        token = await begin(KIND_OF_USER[user["kind"]], user_id=user["id"])
        await record("authn_login_success", by=who, object_kind="user", object_id=user["id"])
    here().set_cookie(SESSION, token)
    return who


async def _note_failure(user_id: int) -> None:
    nobody = Principal("user", user_id, "")
    async with db.transaction(durable=False):
        await record("authn_login_fail", by=nobody, object_kind="user", object_id=user_id, outcome="refused")


async def begin(kind: str, *, user_id: int | None = None, list_id: int | None = None) -> str:
    """A new session; what the cookie is to hold.  This browser's old session ends, and the oldest beyond the limit.

    The token is always new: nothing that a browser sends ever becomes a session.
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
            " network, agent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(db.new_id(), csrf.fingerprint(token), kind, user_id, list_id, at, at, at + allowed.whole),
            *(here().network, device_named(here().agent)),
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


async def create_user(
    kind: str, email: str, name: str, *, by: Principal, password: str = "", language: str = "nb", mobile: str = ""
) -> int:
    """A new user (kind EMPLOYER, STAFF or OPERATOR); their id.

    Without a password they have yet to activate the account.  Raises Invalid, and the database's unique violation
    when the address is taken.
    """
    if not is_email(email) or (password and passwords.fault_in(password)):
        raise Invalid("invalid")
    kept = await passwords.hashed(password) if password else None
    user_id = db.new_id()
    async with db.transaction():
        await db.execute(
            "INSERT INTO portal_user (id, kind, email, email_fold, name, mobile, language, password_hash, active,"
            " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(user_id, kind, email, fold(email), name, mobile, language, kept, True, now()),
        )
        await record("user_created", by=by, object_kind="user", object_id=user_id)
    return user_id


async def set_password(user_id: int, password: str, *, by: Principal, but: int = 0) -> None:
    """A new password; all other sessions of the user end.  Raises Invalid and Busy."""
    if passwords.fault_in(password):
        raise Invalid("invalid")
    kept = await passwords.hashed(password)
    async with db.transaction():
        await db.execute("UPDATE portal_user SET password_hash = ? WHERE id = ?", kept, user_id)
        await end_sessions(user_id, by=by, but=but)
        await record("authn_password_change", by=by, object_kind="user", object_id=user_id)


async def choose_language(user_id: int, language: str) -> None:
    """The language that this user reads, here and in mails."""
    await db.execute("UPDATE portal_user SET language = ? WHERE id = ?", language, user_id)


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


async def sweep() -> None:
    """Forget forms and counts that have run out, and sessions a month after they were over: a job's."""
    await throttle.sweep()
    await db.execute("DELETE FROM held_form WHERE expires_at <= ?", now())
    await db.execute("DELETE FROM user_session WHERE expires_at <= ?", now() - SESSIONS_KEPT)
