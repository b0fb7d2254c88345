"""The second factor: on a new device by SMS, e-mail or app; remembered devices; staff always."""

import asyncio
from typing import Any

import pytest

from tests.support import rows
from tests.support.browser import Browser
from tests.support.cast import PASSWORD, Cast, Person
from tests.support.getting_in import code_to, told

FORM = {"sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded"}


async def sign_in(browser: Browser, email: str = "anna@example.no") -> Any:
    await browser.get("/sign-in")
    page = await browser.submit('form[action="/sign-in"]', email=email, password=PASSWORD)
    return await browser.follow() if page.location == "/sign-in/factor" else page


async def show(browser: Browser, code: str, **more: str) -> Any:
    return await browser.submit('form[action="/sign-in/factor"]', code=code, **more)


async def app_of(who: Person) -> str:
    """An authenticator app that is in use; its secret."""
    from app.accounts.factors import new_secret
    from app.clock import now
    from app.crypto import seal
    from app.db import new_id

    row, secret = new_id(), new_secret()
    sealed = seal(secret, f"authenticator|secret|{row}")
    await rows.insert("authenticator", id=row, user_id=who.id, secret=sealed, made_at=now(), confirmed_at=now())
    return secret


def shown_by(secret: str) -> str:
    from app.accounts.factors import code_at
    from app.clock import now

    return code_at(secret, now())


async def test_new_device_asks_for_a_code_by_email(browser: Browser, cast: Cast) -> None:
    asked = await sign_in(browser)
    page = await show(browser, await code_to("anna@example.no"))

    assert "a•••@example.no" in asked.words
    assert (page.status, page.location) == (303, "/")
    assert [template for template, _, _ in await told("anna@example.no")] == ["code", "sign_in_new_device"]


async def test_nothing_opens_between_password_and_code(browser: Browser, cast: Cast) -> None:
    await sign_in(browser)
    for path in ("/account", f"/e/{cast.fjord}/home", "/declaration"):
        assert (await browser.get(path)).location.startswith("/sign-in?next="), path


async def test_mobile_gets_the_code_by_sms(browser: Browser, cast: Cast, db: Any) -> None:
    await db.execute("UPDATE portal_user SET mobile = ? WHERE id = ?", "+4791234567", cast.anna.id)
    asked = await sign_in(browser)
    code = await code_to("+4791234567")
    text = next(text for template, _, text in await told("+4791234567") if template == "code")

    assert "567" in asked.words
    assert "91234567" not in asked.text
    assert len(code) == 6
    assert text.endswith(f"@127.0.0.1 #{code}\n")
    assert (await show(browser, code)).location == "/"
    assert await db.value("SELECT mobile_verified_at FROM portal_user WHERE id = ?", cast.anna.id) is not None


async def test_remembered_device_is_asked_again_after_a_month(browser: Browser, cast: Cast) -> None:
    from app import clock

    await sign_in(browser)
    await show(browser, await code_to("anna@example.no"), remember="yes")
    cookie = dict(browser.client.cookies)["dev"]
    for days, wanted in ((1, "/"), (30, "/sign-in/factor")):
        clock.shift(clock.dt.timedelta(days=days, minutes=1))
        browser.client.cookies.delete("sid")
        await browser.get("/sign-in")
        page = await browser.submit('form[action="/sign-in"]', email="anna@example.no", password=PASSWORD)
        assert page.location == wanted, days
    assert len(cookie) == 43


async def test_device_that_is_not_remembered_is_asked_each_time_but_is_no_news(browser: Browser, cast: Cast) -> None:
    from app import clock

    for _ in range(2):
        await sign_in(browser)
        await show(browser, await code_to("anna@example.no"))
        browser.client.cookies.delete("sid")
        clock.shift(clock.dt.timedelta(minutes=2))

    assert [one for one, _, _ in await told("anna@example.no")].count("sign_in_new_device") == 1


async def test_planted_device_cookie_is_worth_nothing(new_browser: Any, cast: Cast) -> None:
    attacker, victim = await new_browser(), await new_browser()
    attacker.client.cookies.set("dev", "A" * 43, domain="127.0.0.1")
    victim.client.cookies.set("dev", "A" * 43, domain="127.0.0.1")
    await sign_in(victim)
    await show(victim, await code_to("anna@example.no"), remember="yes")

    await attacker.get("/sign-in")
    page = await attacker.submit('form[action="/sign-in"]', email="anna@example.no", password=PASSWORD)
    assert page.location == "/sign-in/factor"


async def test_union_may_want_the_code_every_time(browser: Browser, cast: Cast, db: Any) -> None:
    await db.execute("UPDATE trade_union SET policy = ? WHERE id = ?", '{"second_factor":"ALWAYS"}', cast.metall)
    await browser.remember(cast.anna)

    assert (await sign_in(browser)).heading == "Skriv inn engangskoden"


async def test_code_of_somebody_elses_step_is_refused(new_browser: Any, cast: Cast) -> None:
    mine, theirs = await new_browser(), await new_browser()
    await sign_in(mine)
    code = await code_to("anna@example.no")
    await sign_in(theirs, "bo@example.no")

    assert (await show(theirs, code)).status == 422
    assert (await show(mine, code)).location == "/"


# Authenticator apps


async def test_app_is_asked_for_where_there_is_one(browser: Browser, cast: Cast) -> None:
    secret = await app_of(cast.anna)
    asked = await sign_in(browser)

    assert asked.heading == "Skriv koden fra appen"
    assert (await show(browser, shown_by(secret))).location == "/"
    assert await told() == [one for one in await told() if one[0] == "sign_in_new_device"]


async def test_code_of_an_app_is_good_once(new_browser: Any, cast: Cast) -> None:
    code = shown_by(await app_of(cast.anna))
    first, second = await new_browser(), await new_browser()
    await sign_in(first)
    await sign_in(second)

    assert (await show(first, code)).location == "/"
    assert (await show(second, code)).status == 422


async def test_code_of_the_app_before_is_taken_and_older_ones_are_not(browser: Browser, cast: Cast) -> None:
    from app import clock

    secret = await app_of(cast.anna)
    await sign_in(browser)
    old = shown_by(secret)
    clock.shift(clock.dt.timedelta(seconds=61))
    late = await show(browser, old)
    just = shown_by(secret)
    clock.shift(clock.dt.timedelta(seconds=91))

    assert late.status == 422
    assert (await show(browser, just)).location == "/"


async def test_twenty_right_codes_at_once_let_one_in(browser: Browser, cast: Cast, db: Any) -> None:
    await sign_in(browser)
    page = browser.page
    assert page is not None
    data = dict(page.form('form[action="/sign-in/factor"]').filled(code=await code_to("anna@example.no")))
    await asyncio.gather(*(browser.client.post("/sign-in/factor", data=data, headers=FORM) for _ in range(20)))

    assert len(await db.rows("SELECT id FROM user_session WHERE ended_at IS NULL")) == 1


async def test_guesses_at_the_app_are_limited(browser: Browser, cast: Cast) -> None:
    secret = await app_of(cast.anna)
    await sign_in(browser)
    wrong = f"{(int(shown_by(secret)) + 1) % 10**6:06}"
    statuses = [(await show(browser, wrong)).status for _ in range(6)]

    assert statuses == [422] * 5 + [429]
    assert (await show(browser, shown_by(secret))).status == 429


async def test_staff_are_asked_on_remembered_devices_too(browser: Browser, cast: Cast) -> None:
    secret = await app_of(cast.siri)
    await browser.remember(cast.siri)
    asked = await sign_in(browser, "siri@example.no")

    assert asked.heading == "Skriv koden fra appen"
    assert asked.all('[name="remember"]') == []
    assert (await show(browser, shown_by(secret))).location == "/"


async def test_staff_without_an_app_take_one_into_use_before_anything_else(
    browser: Browser, cast: Cast, db: Any
) -> None:
    await sign_in(browser, "siri@example.no")
    await show(browser, await code_to("siri@example.no"))
    first = await browser.get("/account")
    page = await browser.follow()
    picture = await browser.client.get("/account/authenticator.svg")
    secret = "".join(page.said(".mono")[0].split())
    done = await browser.submit('form[action="/account/authenticator"]', code=shown_by(secret))

    assert first.location == "/account/authenticator?next=/account"
    assert picture.headers["content-type"].startswith("image/svg+xml")
    assert b"<path" in picture.content
    assert len(done.said(".recovery li")) == 10
    assert (await browser.get("/account")).status == 200
    assert secret not in str(await db.rows("SELECT * FROM authenticator"))


async def test_recovery_code_opens_once(new_browser: Any, cast: Cast) -> None:
    from app import clock

    browser = await new_browser(cast.anna)
    await browser.post("/confirm", {"password": PASSWORD})
    page = await browser.get("/account/authenticator")
    secret = "".join(page.said(".mono")[0].split())
    made = await browser.submit('form[action="/account/authenticator"]', code=shown_by(secret))
    code = made.said(".recovery li")[0]

    for wanted in (303, 422):
        other = await new_browser()
        await sign_in(other)
        await other.get("/sign-in/factor?way=recovery")
        assert (await show(other, code.upper())).status == wanted
        clock.shift(clock.dt.timedelta(minutes=1))


@pytest.mark.parametrize("path", ["/account/mobile", "/account/email", "/account/authenticator"])
async def test_sensitive_page_asks_for_the_password_again(browser: Browser, cast: Cast, path: str) -> None:
    from app import clock

    await browser.sign_in(cast.anna)
    asked = await browser.get(path)
    await browser.follow()
    wrong = await browser.submit('form[action="/confirm"]', password="x" * 20)
    right = await browser.submit('form[action="/confirm"]', password=PASSWORD)
    shown = await browser.get(path)
    clock.shift(clock.dt.timedelta(minutes=5, seconds=1))

    assert asked.location == f"/confirm?next={path}"
    assert (wrong.status, right.location, shown.status) == (422, path, 200)
    assert (await browser.get(path)).location == f"/confirm?next={path}"
