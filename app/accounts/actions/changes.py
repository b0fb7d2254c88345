"""What a user changes about themselves, and who is told of it."""

from app import db
from app.accounts import limits, passwords, queries
from app.accounts.actions.codes import ask, try_code, use
from app.accounts.actions.sessions import end_sessions, look_again
from app.accounts.codes import EMAIL, MOBILE, reaches
from app.accounts.emails import fold
from app.accounts.principal import Principal
from app.audit.actions import record
from app.clock import now
from app.errors import Closed, Invalid
from app.messages.actions import queue
from app.web import throttle


async def tell_of_change(user_id: int, what: str, *, also: str = "") -> None:
    """An e-mail that a way in was changed, in the change's transaction: to the user, and to an old address `also`."""
    await queue("credential_changed", to_user=user_id, what=what)
    if also:
        language = await queries.language_of(user_id)
        await queue("credential_changed", to_email=also, language=language, what=what)


async def change_name(name: str, *, by: Principal) -> None:
    """What others see this user called."""
    async with db.transaction():
        await db.execute("UPDATE portal_user SET name = ? WHERE id = ?", name, by.id)
        await record("user_renamed", by=by, object_kind="user", object_id=by.id)


async def change_password(old: str, new: str, *, by: Principal) -> bool:
    """False when the old one is wrong.  All other sessions end.  Raises TooMany and Busy."""
    await throttle.take(limits.CONFIRM, by.id)
    user = await queries.user_by_id(by.id)
    if not await passwords.matches(old, user["password_hash"]):
        return False
    kept = await passwords.hashed(new)
    async with db.transaction():
        await put_password(by.id, kept, by=by, but=by.session_id)
    return True


async def put_password(user_id: int, kept: str, *, by: Principal, but: int = 0, what: str = "password") -> None:
    """In the caller's transaction; all sessions `but` one end, and the user is told `what` happened."""
    await db.execute("UPDATE portal_user SET password_hash = ? WHERE id = ?", kept, user_id)
    await end_sessions(user_id, by=by, but=but)
    await record("authn_password_change", by=by, object_kind="user", object_id=user_id)
    await tell_of_change(user_id, what)


async def ask_mobile(mobile: str, *, by: Principal) -> None:
    """Send a code to a number that is to become this user's.  Raises Invalid, TooMany and Busy."""
    if not reaches(mobile):
        raise Invalid("mobile.abroad")
    await ask(MOBILE, counted=f"user {by.id}", address=mobile, user_id=by.id, mobile=mobile)


async def set_mobile(typed: str, *, by: Principal) -> int | None:
    """The code that came to the new number: None when it was right, else how many tries are left."""
    tried = await try_code(MOBILE, typed)
    if not tried.right or tried.user_id != by.id:
        return tried.left
    async with db.transaction():
        if not await use(tried):
            return 0
        await db.execute(
            "UPDATE portal_user SET mobile = ?, mobile_verified_at = ? WHERE id = ?", tried.address, now(), by.id
        )
        await look_again(by.id)
        await record("authn_mobile_change", by=by, object_kind="user", object_id=by.id)
        await tell_of_change(by.id, "mobile")
    return None


async def remove_mobile(*, by: Principal) -> None:
    """Without one, codes come by e-mail.  Raises Closed for somebody who must have one: users of the hub."""
    if await queries.is_of_hub(by.id):
        raise Closed("mobile.hub")
    async with db.transaction():
        await db.execute("UPDATE portal_user SET mobile = '', mobile_verified_at = NULL WHERE id = ?", by.id)
        await record("authn_mobile_change", by=by, object_kind="user", object_id=by.id)
        await tell_of_change(by.id, "mobile")


async def ask_email(address: str, *, by: Principal) -> None:
    """Send a code to an address that is to become this user's.  Raises TooMany and Busy."""
    await ask(EMAIL, counted=f"user {by.id}", address=address, user_id=by.id)


async def set_email(typed: str, *, by: Principal) -> int | None:
    """The code that came to the new address: None when it was right, else how many tries are left.

    Whether somebody else has the address is told only to whoever reads its mail: raises Invalid.
    """
    tried = await try_code(EMAIL, typed)
    if not tried.right or tried.user_id != by.id:
        return tried.left
    old = (await queries.user_by_id(by.id))["email"]
    try:
        async with db.transaction():
            if not await use(tried):
                return 0
            await db.execute(
                "UPDATE portal_user SET email = ?, email_fold = ? WHERE id = ?",
                *(tried.address, fold(tried.address), by.id),
            )
            await end_sessions(by.id, by=by, but=by.session_id)
            await record("authn_email_change", by=by, object_kind="user", object_id=by.id)
            await tell_of_change(by.id, "email", also=old)
    except Exception as no:
        if db.is_unique_violation(no):
            raise Invalid("email.taken") from no
        raise
    return None
