"""Sessions: made by us alone, ended by the clock, by hand and by a closed account."""

import datetime as dt
from typing import Any

import pytest

from tests.support import rows, sessions
from tests.support.browser import Browser
from tests.support.cast import PASSWORD, Cast


async def _open(cast: Cast, kind: str) -> tuple[str, str]:
    if kind != "LIST":
        return await sessions.open_for({"USER": cast.anna, "STAFF": cast.siri}[kind])
    from app import clock
    from app.web import csrf

    token, at = csrf.secret(), clock.now()
    await rows.insert(
        "user_session",
        token_hash=csrf.fingerprint(token),
        kind="LIST",
        list_id=7,
        created_at=at,
        seen_at=at,
        expires_at=at + dt.timedelta(hours=4),
    )
    return "sid", token


async def _lives(token: str) -> bool:
    from app.accounts.queries import visit
    from app.web import csrf

    found = await visit(csrf.fingerprint(token))
    return found is not None and found.live


async def test_planted_cookie_never_becomes_a_session(browser: Browser, cast: Cast) -> None:
    planted = "A" * 43
    browser.client.cookies.set("sid", planted)
    await browser.remember(cast.anna)
    await browser.get("/sign-in")
    page = await browser.submit('form[action="/sign-in"]', email="anna@example.no", password=PASSWORD)

    assert page.status == 303
    given = page.headers["set-cookie"].partition("sid=")[2][:43]
    assert given != planted
    assert not await _lives(planted)
    assert await _lives(given)


async def test_sign_in_ends_the_session_that_the_browser_had(browser: Browser, cast: Cast, db: Any) -> None:
    from app.accounts.actions import begin
    from app.web import csrf
    from app.web.here import Here, enter

    _, old = await sessions.open_for(cast.anna)
    enter(Here(session_hash=csrf.fingerprint(old)))
    new = await begin("USER", user_id=cast.anna.id)
    enter(Here())

    assert (await _lives(old), await _lives(new)) == (False, True)


async def test_database_holds_no_token(cast: Cast, db: Any) -> None:
    _, token = await sessions.open_for(cast.anna)

    assert token not in str(await db.rows("SELECT * FROM user_session"))


async def test_cookie_is_ours_alone(browser: Browser, cast: Cast) -> None:
    await browser.remember(cast.anna)
    await browser.get("/sign-in")
    page = await browser.submit('form[action="/sign-in"]', email="anna@example.no", password=PASSWORD)

    told = next(value for value in page.headers.get_list("set-cookie") if value.startswith("sid="))
    assert told[47:] == "; Path=/; HttpOnly; SameSite=Lax"


@pytest.mark.parametrize(
    ("kind", "minutes", "hours"),
    [("USER", 30, 12), ("STAFF", 15, 8), ("LIST", 30, 4)],
)
async def test_session_ends_unused_and_at_last(cast: Cast, db: Any, kind: str, minutes: int, hours: int) -> None:
    from app import clock
    from app.accounts.sessions import LIMITS

    allowed = LIMITS[kind]
    assert (allowed.idle, allowed.whole) == (dt.timedelta(minutes=minutes), dt.timedelta(hours=hours))
    _, unused = await _open(cast, kind)
    clock.shift(allowed.idle - dt.timedelta(seconds=1))
    assert await _lives(unused)
    clock.shift(allowed.idle * 2)
    assert not await _lives(unused)

    clock.shift(dt.timedelta())
    _, used = await _open(cast, kind)
    await db.execute("UPDATE user_session SET expires_at = ?", clock.now() + allowed.whole)
    steps = int(allowed.whole / dt.timedelta(minutes=10))
    for step in range(1, steps):
        clock.shift(step * dt.timedelta(minutes=10))
        assert await _lives(used), step
    clock.shift(allowed.whole + dt.timedelta(seconds=1))
    assert not await _lives(used)


async def test_use_is_noted_once_a_minute(cast: Cast, db: Any) -> None:
    from app import clock
    from tests.support.counting import queries

    _, token = await sessions.open_for(cast.anna)
    with queries() as asked:
        await _lives(token)
        clock.shift(dt.timedelta(seconds=61))
        await _lives(token)
        await _lives(token)

    assert [sql.split()[0] for sql in asked] == ["SELECT", "SELECT", "UPDATE", "SELECT"]


async def test_closed_account_is_out_at_once(browser: Browser, cast: Cast, db: Any) -> None:
    await browser.sign_in(cast.anna)
    await db.execute("UPDATE portal_user SET active = ? WHERE id = ?", False, cast.anna.id)

    assert (await browser.get("/dev/bare")).status == 303


async def test_roles_are_as_they_are_now(cast: Cast, db: Any) -> None:
    from app.accounts.queries import visit
    from app.web import csrf

    _, token = await sessions.open_for(cast.siri)
    before = await visit(csrf.fingerprint(token))
    await db.execute("DELETE FROM staff_role WHERE user_id = ?", cast.siri.id)
    after = await visit(csrf.fingerprint(token))

    assert before.principal.roles == ((cast.metall, "HANDLE"),)
    assert after.principal.roles == ()


async def test_operator_is_staff_and_more(cast: Cast, db: Any) -> None:
    from app.accounts.queries import visit
    from app.web import csrf

    kinds = []
    for who in (cast.anna, cast.siri, cast.olav):
        found = await visit(csrf.fingerprint((await sessions.open_for(who))[1]))
        kinds.append((found.principal.kind, found.principal.operator))
    assert kinds == [("user", False), ("staff", False), ("staff", True)]


async def test_sixth_session_ends_the_one_unused_longest(cast: Cast, db: Any) -> None:
    from app import clock
    from app.accounts.actions import begin

    tokens = []
    for minute in range(6):
        clock.shift(dt.timedelta(minutes=minute))
        tokens.append(await begin("USER", user_id=cast.anna.id))

    assert [await _lives(token) for token in tokens] == [False] + [True] * 5


async def test_new_password_ends_all_other_sessions(cast: Cast, db: Any) -> None:
    from app.accounts import actions, passwords, queries
    from app.accounts.principal import the_command_line

    tokens = [(await sessions.open_for(cast.anna))[1] for _ in range(3)]
    _, others = await sessions.open_for(cast.bo)
    kept = (await queries.sessions_of(cast.anna.id))[0]["id"]
    await actions.set_password(cast.anna.id, "et helt nytt passord", by=the_command_line(), but=kept)

    assert sum([await _lives(token) for token in tokens]) == 1
    assert await _lives(others)
    user = await queries.user_by_email("anna@example.no")
    assert await passwords.matches("et helt nytt passord", user["password_hash"])


async def test_session_of_another_sort_of_browser_is_not_taken(browser: Browser, cast: Cast, db: Any) -> None:
    await browser.sign_in(cast.anna)
    await db.execute("UPDATE user_session SET agent = ?", "Firefox, Windows")

    same = await browser.get(
        "/dev/bare", headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0; rv:152.0) Firefox/152.0"}
    )
    other = await browser.get("/dev/bare", headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0"})

    assert (same.status, other.status) == (200, 303)


@pytest.mark.parametrize("cookie", ["x", "", "A" * 44, "'; DROP TABLE", "A" * 42 + "!"])
async def test_cookie_that_we_never_made_is_not_looked_up(browser: Browser, cast: Cast, cookie: str) -> None:
    from tests.support.counting import queries

    with queries() as asked:
        page = await browser.get("/dev/bare", headers={"cookie": f"sid={cookie}"})

    assert (page.status, asked) == (303, [])


async def test_signed_in_page_costs_one_query(browser: Browser, cast: Cast) -> None:
    from tests.support.counting import queries

    await browser.sign_in(cast.anna)
    with queries() as asked:
        await browser.get("/dev/bare")

    assert len(asked) == 1


async def test_sweep_forgets_what_is_long_over(cast: Cast, db: Any) -> None:
    from app import clock
    from app.accounts.actions import sweep

    await sessions.open_for(cast.anna)
    await sweep()
    assert len(await db.rows("SELECT id FROM user_session")) == 1
    clock.shift(dt.timedelta(days=31))
    await sweep()
    assert await db.rows("SELECT id FROM user_session") == []
