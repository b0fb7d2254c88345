"""Users are made, and their passwords set."""

from app import db
from app.accounts import passwords
from app.accounts.actions.sessions import end_sessions
from app.accounts.emails import fold, is_email
from app.accounts.principal import Principal
from app.audit.actions import record
from app.clock import now
from app.errors import Invalid


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
