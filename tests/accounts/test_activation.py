"""Activation and a forgotten password: a code by e-mail, a password of one's own, and nothing for strangers."""

import asyncio
from typing import Any

import pytest

from app.values.email import mask_email
from tests.support.browser import Browser
from tests.support.cast import PASSWORD, Cast
from tests.support.getting_in import code_to, told, work

NEW = "fire helt vanlige sko"
FORM = {"sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded"}
WAYS = ["/activation", "/password-reset"]


@pytest.fixture
async def inactive(cast: Cast, db: Any) -> Cast:
    """Anna has not been here yet."""
    await db.execute("UPDATE portal_user SET password_hash = NULL WHERE id = ?", cast.anna.id)
    return cast


async def _ask(browser: Browser, way: str, email: str = "anna@example.no") -> Any:
    await browser.get(way)
    page = await browser.submit(f'form[action="{way}"]', email=email)
    if page.location:
        page = await browser.follow()
    return page


async def _choose(browser: Browser, way: str, code: str, password: str = NEW) -> Any:
    return await browser.submit(f'form[action="{way}/code"]', code=code, password=password)


async def test_code_and_own_password_lead_in(browser: Browser, inactive: Cast) -> None:
    asked = await _ask(browser, "/activation", " Anna@Example.NO")
    code = await code_to("anna@example.no")
    page = await _choose(browser, "/activation", f" {code[:4]}-{code[4:]} ")

    assert "a•••@example.no" in asked.words
    assert asked.one("#code").attributes["autocomplete"] == "one-time-code"
    assert (page.status, page.location) == (303, "/")
    assert (await browser.get("/")).location.startswith("/e/")
    assert [template for template, _, _ in await told("anna@example.no")] == ["code", "credential_changed"]


async def test_new_password_is_the_only_one_and_ends_other_sessions(
    browser: Browser, new_browser: Any, cast: Cast
) -> None:
    other = await new_browser(cast.anna)
    await _ask(browser, "/password-reset")
    page = await _choose(browser, "/password-reset", await code_to("anna@example.no"))

    assert page.location == "/"
    assert (await other.get("/account")).location == "/sign-in?next=/account"
    await other.get("/sign-in")
    assert (await other.submit('form[action="/sign-in"]', email="anna@example.no", password=PASSWORD)).status == 422


async def test_reset_asks_for_the_mobile_too_where_there_is_one(browser: Browser, cast: Cast, db: Any) -> None:
    """Whoever reads the mail alone does not get in, and does not change the password either."""
    await db.execute("UPDATE portal_user SET mobile = ? WHERE id = ?", "+4791234567", cast.anna.id)
    await _ask(browser, "/password-reset")
    page = await _choose(browser, "/password-reset", await code_to("anna@example.no"))
    kept = await db.value("SELECT password_hash FROM portal_user WHERE id = ?", cast.anna.id)
    await browser.follow()
    done = await browser.submit('form[action="/sign-in/factor"]', code=await code_to("+4791234567"))

    assert page.location == "/sign-in/factor"
    assert done.location == "/"
    assert await db.value("SELECT password_hash FROM portal_user WHERE id = ?", cast.anna.id) != kept


@pytest.mark.parametrize("way", WAYS)
async def test_stranger_learns_nothing(new_browser: Any, cast: Cast, db: Any, way: str) -> None:
    """The same pages, headers and cookies; nothing is sent, and as many rows are written."""
    await db.execute("UPDATE portal_user SET active = ? WHERE id = ?", False, cast.bo.id)
    answers = []
    for email in ("anna@example.no", "rolf@example.no", "bo@example.no"):
        browser, shown = await new_browser(), []
        for page in (await _ask(browser, way, email), await _choose(browser, way, "00000000")):
            assert browser.page is not None
            token = page.text.partition('name="_csrf" value="')[2][:43]
            text = page.text.replace(token, "").replace(email, "").replace(mask_email(email), "")
            shown.append((page.status, sorted(page.headers.keys()), text))
        answers.append(str(shown))

    assert len(set(answers)) == 1
    assert [to for _, to, _ in await told()] == ["anna@example.no"]
    assert len(await db.rows("SELECT id FROM one_time_code")) == 3


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("for kort", "lengre passord"),
        ("passord passord passord", "vanskeligere"),
        ("anna anna example", "uten navnet ditt"),
    ],
)
async def test_weak_password_is_told_and_costs_no_try(
    browser: Browser, inactive: Cast, db: Any, password: str, words: str
) -> None:
    await _ask(browser, "/activation")
    code = await code_to("anna@example.no")
    page = await _choose(browser, "/activation", code, password)

    assert page.status == 422
    assert words in page.words
    assert page.value("code") == code
    assert await db.value("SELECT tries FROM one_time_code") == 0


# Codes


async def test_code_of_another_browser_is_refused(new_browser: Any, inactive: Cast) -> None:
    mine, theirs = await new_browser(), await new_browser()
    await _ask(mine, "/activation")
    code = await code_to("anna@example.no")
    await _ask(theirs, "/activation", "cecilie@example.no")

    assert (await _choose(theirs, "/activation", code)).status == 422
    assert (await _choose(mine, "/activation", code)).status == 303


async def test_code_for_another_purpose_is_refused(browser: Browser, cast: Cast) -> None:
    await _ask(browser, "/password-reset")
    code = await code_to("anna@example.no")
    await _ask(browser, "/activation", "cecilie@example.no")

    assert (await _choose(browser, "/activation", code)).status == 422


async def test_only_the_newest_code_counts(browser: Browser, inactive: Cast) -> None:
    from app import clock

    await _ask(browser, "/activation")
    old = await code_to("anna@example.no")
    clock.shift(clock.dt.timedelta(seconds=61))
    await browser.submit('form[action="/activation/again"]')
    await browser.follow()
    new = await code_to("anna@example.no")

    assert (await _choose(browser, "/activation", old)).status == 422
    assert (await _choose(browser, "/activation", new)).status == 303


async def test_code_is_good_for_ten_minutes(browser: Browser, inactive: Cast) -> None:
    from app import clock

    await _ask(browser, "/activation")
    code = await code_to("anna@example.no")
    clock.shift(clock.dt.timedelta(minutes=10, seconds=1))

    assert (await _choose(browser, "/activation", code)).location == "/activation"


async def test_used_code_is_used(browser: Browser, inactive: Cast) -> None:
    await _ask(browser, "/activation")
    code, form = await code_to("anna@example.no"), browser.page.form('form[action="/activation/code"]')  # type: ignore[union-attr]
    first = await browser.post("/activation/code", form.filled(code=code, password=NEW))
    await browser.post("/sign-out")
    browser.token = ""
    again = await browser.post("/activation/code", form.filled(code=code, password=NEW))

    assert (first.location, again.location) == ("/", "/activation")


async def test_fifth_wrong_code_is_the_last(browser: Browser, inactive: Cast) -> None:
    await _ask(browser, "/activation")
    code = await code_to("anna@example.no")
    wrong = f"{(int(code) + 1) % 10**8:08}"
    told_of = [(await _choose(browser, "/activation", wrong)).words for _ in range(5)]

    assert "4 forsøk igjen" in told_of[0]
    assert "1 forsøk igjen" in told_of[3]
    assert "Be om en ny kode" in told_of[4]
    assert (await _choose(browser, "/activation", code)).status == 422


async def _at_once(browser: Browser, code: str, password: str, times: int = 20) -> list[int]:
    page = browser.page
    assert page is not None
    data = dict(page.form('form[action="/activation/code"]').filled(code=code, password=password))
    tries = [browser.client.post("/activation/code", data=data, headers=FORM) for _ in range(times)]
    return sorted(answer.status_code for answer in await asyncio.gather(*tries))


async def test_right_code_posted_twenty_times_at_once_is_taken_once(browser: Browser, inactive: Cast, db: Any) -> None:
    await _ask(browser, "/activation")
    await _at_once(browser, await code_to("anna@example.no"), NEW)

    assert len(await db.rows("SELECT id FROM user_session WHERE ended_at IS NULL")) == 1
    assert await db.value("SELECT count(*) AS n FROM audit_event WHERE event = 'authn_login_success'") == 1


async def test_twenty_wrong_codes_at_once_take_five_tries(browser: Browser, inactive: Cast, db: Any) -> None:
    await _ask(browser, "/activation")
    await code_to("anna@example.no")
    assert await _at_once(browser, "00000000", NEW) == [422] * 20

    assert await db.value("SELECT tries FROM one_time_code") == 5


async def test_database_holds_no_code(browser: Browser, inactive: Cast, db: Any) -> None:
    await _ask(browser, "/activation")
    code = await code_to("anna@example.no")

    for table in ("one_time_code", "outbox", "message", "audit_event", "rate_limit"):
        kept = str(await db.rows(f"SELECT * FROM {table}"))
        assert code not in kept, table
        assert table == "message" or "anna@example.no" not in kept, table


# How often


async def test_codes_are_sent_once_a_minute(browser: Browser, cast: Cast) -> None:
    await _ask(browser, "/activation")
    again = await _ask(browser, "/activation")

    assert again.status == 429
    assert "Vent" in again.words
    assert again.value("email") == "anna@example.no"


async def test_stranger_asking_for_codes_does_not_shut_the_owner_out(new_browser: Any, inactive: Cast) -> None:
    from app import clock

    stranger = await new_browser()
    stranger.client._transport.client = ("203.0.113.9", 1)
    asked = []
    for n in range(8):
        clock.shift(clock.dt.timedelta(seconds=61 * n))
        asked.append((await _ask(stranger, "/activation")).status)
        await work()
    owner = await new_browser()

    assert asked == [200] * 5 + [429] * 3
    assert (await _ask(owner, "/activation")).heading == "Skriv inn engangskoden"
    assert (await _choose(owner, "/activation", await code_to("anna@example.no"))).location == "/"


async def test_limiter_that_fails_refuses(browser: Browser, cast: Cast, db: Any) -> None:
    page = await browser.get("/activation")
    data = dict(page.form('form[action="/activation"]').filled(email="anna@example.no"))
    await db.execute("ALTER TABLE rate_limit RENAME TO rate_limit_gone")
    try:
        answer = await browser.client.post("/activation", data=data, headers=FORM)
    finally:
        await db.execute("ALTER TABLE rate_limit_gone RENAME TO rate_limit")

    assert answer.status_code == 503
    assert await db.rows("SELECT id FROM one_time_code") == []
