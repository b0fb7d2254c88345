"""Second factors: shown, set up, and taken away."""

from app import clock, db
from app.accounts import factors, limits, queries
from app.accounts.actions.changes import tell_of_change
from app.accounts.actions.codes import Tried, try_code, use
from app.accounts.actions.sessions import look_again
from app.accounts.codes import FACTOR
from app.accounts.principal import Principal
from app.audit.actions import record
from app.crypto import blind_index, seal, unseal
from app.errors import Closed, Forbidden
from app.web import throttle

_NEW = """INSERT INTO authenticator (id, user_id, secret, made_at) VALUES (?, ?, ?, ?)
 ON CONFLICT (user_id) DO UPDATE SET id = excluded.id, secret = excluded.secret, last_step = 0,
 made_at = excluded.made_at WHERE authenticator.confirmed_at IS NULL"""

# Each step of time is good for one code: the last one used is only ever moved forward.
_STEP = "UPDATE authenticator SET last_step = ? WHERE id = ? AND last_step < ? RETURNING id"
_USE_RECOVERY = """UPDATE recovery_code SET used_at = ? WHERE user_id = ? AND code_hash = ? AND used_at IS NULL
 RETURNING id"""


async def shown(user_id: int, factor: str, typed: str) -> Tried:
    """Whether the user has shown the factor.  Raises TooMany and Busy.

    The code of an app or a recovery code is used up by being right; one that was sent is used by the caller (`use`).
    """
    if factor in {factors.SMS, factors.EMAIL}:
        tried = await try_code(FACTOR, typed)
        return tried if tried.user_id == user_id else Tried(False, tried.left)
    for limit in limits.TOTP:
        await throttle.take(limit, user_id)
    right = await (_recovered(user_id, typed) if factor == factors.RECOVERY else _stepped(user_id, typed))
    if right:
        for limit in limits.TOTP:
            await throttle.give_back(limit, user_id)
    return Tried(right, 1, user_id=user_id)


async def _stepped(user_id: int, typed: str, *, confirmed: bool = True) -> bool:
    app = await queries.authenticator_of(user_id)
    if app is None or (app["confirmed_at"] is not None) != confirmed:
        return False
    step = factors.step_of(unseal(app["secret"], f"authenticator|secret|{app['id']}"), typed, clock.now())
    return step is not None and await db.row(_STEP, step, app["id"], step) is not None


async def _recovered(user_id: int, typed: str) -> bool:
    kept = blind_index("recovery", user_id, factors.read_recovery_code(typed))
    return await db.row(_USE_RECOVERY, clock.now(), user_id, kept) is not None


async def used(tried: Tried) -> bool:
    """Use up a code that was sent; the others are used already."""
    return await use(tried) if tried.code_id else True


async def begin_authenticator(by: Principal) -> str:
    """The secret for a new app, which counts once its first code is shown; the same until then.

    Raises Closed when there is one already.
    """
    app = await queries.authenticator_of(by.id)
    if app is None:
        row_id = db.new_id()
        sealed = seal(factors.new_secret(), f"authenticator|secret|{row_id}")
        await db.execute(_NEW, row_id, by.id, sealed, clock.now())
        app = await queries.authenticator_of(by.id)
    if app is None or app["confirmed_at"] is not None:
        raise Closed("authenticator.there_already")
    return unseal(app["secret"], f"authenticator|secret|{app['id']}")


async def confirm_authenticator(typed: str, *, by: Principal) -> list[str]:
    """The app's first code: it counts from now on.  The recovery codes, shown once; none when the code is wrong."""
    for limit in limits.TOTP:
        await throttle.take(limit, by.id)
    if not await _stepped(by.id, typed, confirmed=False):
        return []
    async with db.transaction():
        at = clock.now()
        done = await db.row(
            "UPDATE authenticator SET confirmed_at = ? WHERE user_id = ? AND confirmed_at IS NULL RETURNING id",
            at,
            by.id,
        )
        if done is None:
            return []
        codes = await _new_recovery_codes(by.id)
        await look_again(by.id)
        await record("authn_factor_added", by=by, object_kind="user", object_id=by.id, factor="TOTP")
        await tell_of_change(by.id, "authenticator")
    return codes


async def _new_recovery_codes(user_id: int) -> list[str]:
    codes, at = factors.make_recovery_codes(), clock.now()
    await db.execute("DELETE FROM recovery_code WHERE user_id = ?", user_id)
    await db.many(
        "INSERT INTO recovery_code (id, user_id, code_hash, made_at) VALUES (?, ?, ?, ?)",
        [
            (db.new_id(), user_id, blind_index("recovery", user_id, factors.read_recovery_code(code)), at)
            for code in codes
        ],
    )
    return codes


async def new_recovery_codes(*, by: Principal) -> list[str]:
    """Ten new ones, shown once; the old ones count no longer.  Raises Closed without an app."""
    app = await queries.authenticator_of(by.id)
    if app is None or app["confirmed_at"] is None:
        raise Closed("authenticator.none")
    async with db.transaction():
        codes = await _new_recovery_codes(by.id)
        await record("authn_recovery_codes_made", by=by, object_kind="user", object_id=by.id)
        await tell_of_change(by.id, "recovery")
    return codes


async def remove_authenticator(*, by: Principal) -> None:
    """The app counts no longer.  Staff cannot be without: raises Forbidden."""
    if by.kind == "staff":
        raise Forbidden("authenticator.staff")
    await forget_authenticator(by.id, by=by)


async def forget_authenticator(user_id: int, *, by: Principal) -> None:
    """Take a user's app and recovery codes away: by themselves, or by the command line when the phone is lost."""
    async with db.transaction():
        await db.execute("DELETE FROM authenticator WHERE user_id = ?", user_id)
        await db.execute("DELETE FROM recovery_code WHERE user_id = ?", user_id)
        await db.execute("UPDATE device SET remembered_until = NULL WHERE user_id = ?", user_id)
        await look_again(user_id)
        await record("authn_factor_removed", by=by, object_kind="user", object_id=user_id, factor="TOTP")
        await tell_of_change(user_id, "authenticator_gone")
