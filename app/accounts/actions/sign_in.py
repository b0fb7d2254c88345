"""Getting in: the password or an e-mailed code first, then on a new device the second factor."""

from dataclasses import dataclass
from typing import Any

from app import db
from app.accounts import limits, passwords, queries
from app.accounts.actions import codes, devices, factors
from app.accounts.actions.changes import put_password
from app.accounts.actions.codes import Tried, ask, try_code
from app.accounts.actions.sessions import begin
from app.accounts.codes import ACTIVATE, FACTOR, RESET
from app.accounts.emails import fold
from app.accounts.factors import EMAIL, RECOVERY, SMS, TOTP, asked_for
from app.accounts.principal import Principal
from app.accounts.sessions import KIND_OF_USER, STEP_FOR
from app.audit.actions import record
from app.clock import now
from app.errors import Closed
from app.messages.actions import queue
from app.web import csrf, throttle
from app.web.cookies import SESSION
from app.web.here import here

SIGN_IN = "SIGN_IN"
_STEP = """INSERT INTO sign_in_step (id, flow_hash, user_id, purpose, password_hash, onwards, begun_at, expires_at)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""


@dataclass(frozen=True, slots=True)
class Halfway:
    """The password or the e-mailed code was right; the second factor is asked for next."""

    factor: str
    user_id: int


Outcome = Principal | Halfway | None


async def sign_in(email: str, password: str, onwards: str = "/") -> Outcome:
    """Begin a session of the user with this address and password, or go halfway; None when they do not belong together.

    An unknown address, a wrong password and a closed account cost the same and leave the same behind.
    Raises TooMany and Busy.
    """
    address, network = fold(email), here().network
    counted = await _counted(address, network)
    for limit, *parts in counted:
        await throttle.take(limit, *parts)
    user = await queries.user_by_email(address)
    right = await passwords.matches(password, user["password_hash"] if user else None)
    if user is None or not right or not user["active"]:
        await _note_failure(user["id"] if user else 0)
        return None

    for limit, *parts in counted:
        await (throttle.forget if limit is limits.ACCOUNT_HERE else throttle.give_back)(limit, *parts)
    fresh = await passwords.hashed(password) if passwords.is_outdated(user["password_hash"]) else None
    if fresh:
        await db.execute("UPDATE portal_user SET password_hash = ? WHERE id = ?", fresh, user["id"])
    if await _is_enough(user):
        return await _enter_by_password(user)
    return await _halfway(user["id"], SIGN_IN, onwards)


async def _counted(address: str, network: str) -> list[tuple[Any, ...]]:
    """What a try counts against.  A browser that the account knows has a count of its own: strangers cannot fill it."""
    if here().device:
        device = csrf.fingerprint(here().device)
        if await queries.device_of_address(address, device):
            return [(limits.KNOWN_DEVICE, address, device)]
    return [(limits.NETWORK, network), (limits.ACCOUNT_HERE, address, network), (limits.ACCOUNT, address)]


async def _is_enough(user: dict[str, Any]) -> bool:
    """Whether the password alone will do: in a remembered browser, unless it is staff or a union wants both always."""
    if user["kind"] != "EMPLOYER" or not here().device:
        return False
    if not await queries.is_remembered(user["id"], csrf.fingerprint(here().device)):
        return False
    return not await queries.wants_factor_always(user["id"])


async def _enter_by_password(user: dict[str, Any]) -> Principal:
    async with db.transaction():
        await devices.seen(user["id"])
        return await _enter(user, proven=False)


async def _enter(user: dict[str, Any], *, proven: bool) -> Principal:
    """In, in the caller's transaction."""
    who = Principal("user" if user["kind"] == "EMPLOYER" else "staff", user["id"], user["name"])
    await db.execute("UPDATE portal_user SET signed_in_at = ? WHERE id = ?", now(), user["id"])
    token = await begin(KIND_OF_USER[user["kind"]], user_id=user["id"], proven=proven)
    await record("authn_login_success", by=who, object_kind="user", object_id=user["id"])
    here().set_cookie(SESSION, token)
    return who


async def _note_failure(user_id: int, event: str = "authn_login_fail") -> None:
    nobody = Principal("user", user_id, "")
    async with db.transaction(durable=False):
        await record(event, by=nobody, object_kind="user", object_id=user_id, outcome="refused")


# The second factor


async def factor_of(user_id: int) -> str:
    """What the user is asked for."""
    user = await queries.user_by_id(user_id)
    return asked_for(has_authenticator=bool(user["has_authenticator"]), mobile=user["mobile"])


async def _halfway(user_id: int, purpose: str, onwards: str, password_hash: str | None = None) -> Halfway:
    """Remember how far this browser has come.  Its flow cookie is made anew: a planted one leads nowhere."""
    factor, before = await factor_of(user_id), here().flow_hash
    here().renew_flow()
    at = now()
    async with db.transaction(durable=False):
        await db.execute(
            _STEP, db.new_id(), here().flow_hash, user_id, purpose, password_hash, onwards, at, at + STEP_FOR
        )
        await db.execute("UPDATE held_form SET flow_hash = ? WHERE flow_hash = ?", here().flow_hash, before)
    return Halfway(factor, user_id)


async def send_factor(user_id: int) -> None:
    """Send the code that the second factor asks for; an app needs none.  Raises TooMany and Busy."""
    user = await queries.user_by_id(user_id)
    factor = asked_for(has_authenticator=bool(user["has_authenticator"]), mobile=user["mobile"])
    if factor != TOTP:
        mobile = user["mobile"] if factor == SMS else ""
        await ask(FACTOR, counted=f"user {user_id}", user_id=user_id, mobile=mobile)


async def show_factor(step: dict[str, Any], typed: str, *, recovery: bool, remember: bool) -> Principal | Tried:
    """The second factor as it was typed: in, or what came of the try.  Raises TooMany, Busy and Closed."""
    user = await queries.user_by_id(step["user_id"])
    factor = asked_for(has_authenticator=bool(user["has_authenticator"]), mobile=user["mobile"])
    tried = await factors.shown(user["id"], RECOVERY if recovery and factor == TOTP else factor, typed)
    if not tried.right:
        await _note_failure(user["id"], "authn_factor_fail")
        return tried
    async with db.transaction():
        gone = await db.row("DELETE FROM sign_in_step WHERE id = ? AND expires_at > ? RETURNING id", step["id"], now())
        if gone is None or not await factors.used(tried):
            raise Closed("step.over")
        if factor == SMS and not user["mobile_verified_at"]:
            await db.execute("UPDATE portal_user SET mobile_verified_at = ? WHERE id = ?", now(), user["id"])
        return await _finish(user, step["purpose"], step["password_hash"], remember)


async def _finish(user: dict[str, Any], purpose: str, password_hash: str | None, remember: bool) -> Principal:
    """All that is asked for was shown: the password is set where it is new, the browser is known, and they are in."""
    if not user["active"]:
        raise Closed("step.over")
    who = Principal("user" if user["kind"] == "EMPLOYER" else "staff", user["id"], user["name"])
    first = user["password_hash"] is None
    if password_hash is not None:
        await devices.forget_devices(user["id"])
        await put_password(user["id"], password_hash, by=who, what="activated" if first else "password")
    was_known = await devices.know(user["id"], remember=remember)
    if not was_known and not first and purpose == SIGN_IN:
        await queue("sign_in_new_device", to_user=user["id"], at=now())
    return await _enter(user, proven=True)


# Activation and a forgotten password


async def ask_password_code(purpose: str, email: str) -> None:
    """Have a code sent to whoever has this address, to choose a password with.  Raises TooMany and Busy."""
    address = fold(email)
    await ask(purpose, counted=address, address=address)


async def choose_password(purpose: str, code: str, password: str) -> Principal | Halfway | Tried:
    """The code and a password that is good enough: in, halfway where there is another factor, or what came of the try.

    Raises TooMany and Busy.
    """
    if purpose not in {ACTIVATE, RESET}:
        raise ValueError(purpose)
    tried = await try_code(purpose, code)
    if not tried.right or tried.user_id is None:
        await _note_failure(0, "authn_code_fail")
        return tried
    kept = await passwords.hashed(password)
    user = await queries.user_by_id(tried.user_id)
    if asked_for(has_authenticator=bool(user["has_authenticator"]), mobile=user["mobile"]) != EMAIL:
        if not await codes.use(tried):
            return Tried(False, 0)
        return await _halfway(user["id"], purpose, "/", kept)
    async with db.transaction():
        if not await codes.use(tried):
            return Tried(False, 0)
        return await _finish(user, purpose, kept, remember=False)


async def open_link(token: str, password: str) -> Principal | Halfway:
    """A new user's first link, and the password that they chose: it can be used once.  Raises Closed and Busy."""
    kept = await passwords.hashed(password)
    async with db.transaction():
        found = await db.row(
            "UPDATE one_time_link SET used_at = ? WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?"
            " RETURNING user_id",
            *(now(), csrf.fingerprint(token), now()),
        )
        if found is None:
            raise Closed("link.over")
        user = await queries.user_by_id(found["user_id"])
        if asked_for(has_authenticator=bool(user["has_authenticator"]), mobile=user["mobile"]) == EMAIL:
            return await _finish(user, ACTIVATE, kept, remember=False)
    return await _halfway(user["id"], ACTIVATE, "/", kept)


# Once more, before something sensitive


async def confirm(password: str, code: str, *, by: Principal) -> bool:
    """The password, and the app's code where there is an app; False when one is wrong.  Raises TooMany and Busy."""
    await throttle.take(limits.CONFIRM, by.id)
    user = await queries.user_by_id(by.id)
    right = await passwords.matches(password, user["password_hash"])
    if right and user["has_authenticator"]:
        right = (await factors.shown(by.id, TOTP, code)).right
    if not right:
        await _note_failure(by.id, "authn_confirm_fail")
    return right
