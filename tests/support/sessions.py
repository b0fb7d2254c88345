"""Sessions that stand already, for tests that begin signed in."""

import datetime as dt

from tests.support import rows
from tests.support.cast import Person


async def open_for(who: Person) -> tuple[str, str]:
    """The session cookie's name and value."""
    from app import clock
    from app.web import cookies, csrf

    token, now = csrf.secret(), clock.now()
    await rows.insert(
        "user_session",
        token_hash=csrf.fingerprint(token),
        kind="USER" if who.kind == "EMPLOYER" else "STAFF",
        user_id=who.id,
        created_at=now,
        seen_at=now,
        expires_at=now + dt.timedelta(hours=8),
    )
    name = cookies.jar().put(cookies.SESSION, token).decode().partition("=")[0]
    return name, token


async def remembered(who: Person) -> str:
    """The device cookie of a browser in which the second factor was shown."""
    from app import clock
    from app.web import csrf

    token, now = csrf.secret(), clock.now()
    known = {"known_at": now, "seen_at": now, "remembered_until": now + dt.timedelta(days=30)}
    await rows.insert("device", user_id=who.id, token_hash=csrf.fingerprint(token), **known)
    return token
