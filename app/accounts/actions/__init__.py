"""What changes about who is signed in, and how they get in."""

from app import db
from app.accounts.actions.held import Held, drop_held_form, held_form, hold
from app.accounts.actions.sessions import begin, end_session, end_sessions, look_again, sign_out
from app.accounts.actions.sign_in import Halfway, sign_in
from app.accounts.actions.users import choose_language, create_user, set_password
from app.accounts.sessions import KNOWN_FOR, SESSIONS_KEPT
from app.clock import now
from app.web import throttle

__all__ = [
    "Halfway",
    "Held",
    "begin",
    "choose_language",
    "create_user",
    "drop_held_form",
    "end_session",
    "end_sessions",
    "held_form",
    "hold",
    "look_again",
    "set_password",
    "sign_in",
    "sign_out",
    "sweep",
]


async def sweep() -> None:
    """Forget forms, counts, codes and devices that have run out, and sessions a month after they were over: a job's."""
    await throttle.sweep()
    for table in ("held_form", "one_time_code", "sign_in_step"):
        await db.execute(f"DELETE FROM {table} WHERE expires_at <= ?", now())  # noqa: S608 - names of ours
    await db.execute("DELETE FROM one_time_link WHERE expires_at <= ?", now() - SESSIONS_KEPT)
    await db.execute("DELETE FROM device WHERE seen_at <= ?", now() - KNOWN_FOR)
    await db.execute("DELETE FROM user_session WHERE expires_at <= ?", now() - SESSIONS_KEPT)
