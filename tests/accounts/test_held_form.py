"""A form that was sent after the session was over."""

import datetime as dt
import json
from typing import Any

import pytest

from tests.support import rows
from tests.support.browser import Browser
from tests.support.cast import PASSWORD, Cast


async def _after_hours(browser: Browser, path: str, fields: dict[str, Any], **more: Any) -> Any:
    """Sent from a page that has stood open since the session was live."""
    from app import clock

    token = browser._token()
    clock.shift(dt.timedelta(hours=1))
    return await browser.post(path, fields, csrf=token, **more)


async def _sign_in_again(browser: Browser, cast: Cast, email: str) -> Any:
    await browser.remember(cast.everyone[email.partition("@")[0]])
    await browser.follow()
    return await browser.submit('form[action="/sign-in"]', email=email, password=PASSWORD)


@pytest.fixture
async def path(cast: Cast) -> str:
    list_id = await rows.deduction_list(cast.fjord_metall, [45050, 45050])
    return f"/e/{cast.fjord}/lists/{list_id}/reopening"


async def test_form_is_held_and_taken_up_again(browser: Browser, cast: Cast, path: str) -> None:
    await browser.sign_in(cast.anna)
    sent = await _after_hours(browser, path, {"reason": "Feil <beløp> & «æ»\r\npå to"})
    assert (sent.status, sent.location) == (303, "/sign-in?next=/held-form")
    signed_in = await _sign_in_again(browser, cast, "anna@example.no")
    assert signed_in.location == "/held-form"
    shown = await browser.follow()

    form = shown.form(f'form[action="{path}"]')
    assert [pair for pair in form.fields if pair[0] != "_csrf"] == [("reason", "Feil <beløp> & «æ»\npå to")]
    assert dict(form.fields)["_csrf"]


async def test_form_is_kept_sealed(browser: Browser, cast: Cast, path: str, db: Any) -> None:
    await browser.sign_in(cast.anna)
    await _after_hours(browser, path, {"reason": "hemmelig begrunnelse"})

    held = await db.row("SELECT * FROM held_form")
    assert held["path"] == path
    assert held["user_id"] == cast.anna.id
    assert held["body"].startswith("v1:")
    assert "hemmelig" not in str(held)


async def test_form_is_not_for_somebody_else(browser: Browser, cast: Cast, path: str) -> None:
    await browser.sign_in(cast.anna)
    await _after_hours(browser, path, {"reason": "Annas"})
    await _sign_in_again(browser, cast, "bo@example.no")

    assert (await browser.get("/held-form")).location == "/"


async def test_form_is_not_for_another_browser(new_browser: Any, cast: Cast, path: str) -> None:
    anna, elsewhere = await new_browser(cast.anna), await new_browser()
    await _after_hours(anna, path, {"reason": "Annas"})
    await elsewhere.remember(cast.anna)
    await elsewhere.get("/sign-in")
    await elsewhere.submit('form[action="/sign-in"]', email="anna@example.no", password=PASSWORD)

    assert (await elsewhere.get("/held-form")).location == "/"


async def test_form_is_kept_a_quarter_of_an_hour(browser: Browser, cast: Cast, path: str) -> None:
    from app import clock

    await browser.sign_in(cast.anna)
    await _after_hours(browser, path, {"reason": "Annas"})
    clock.shift(dt.timedelta(hours=1, minutes=14))
    await _sign_in_again(browser, cast, "anna@example.no")
    assert (await browser.get("/held-form")).status == 200
    clock.shift(dt.timedelta(hours=1, minutes=16))
    assert (await browser.get("/held-form")).location == "/"


async def test_form_may_be_dropped(browser: Browser, cast: Cast, path: str, db: Any) -> None:
    await browser.sign_in(cast.anna)
    await _after_hours(browser, path, {"reason": "Annas"})
    await _sign_in_again(browser, cast, "anna@example.no")
    await browser.follow()
    await browser.submit('form[action="/held-form/removal"]')

    assert await db.rows("SELECT id FROM held_form") == []


async def test_form_that_was_not_from_our_page_is_not_held(browser: Browser, cast: Cast, path: str, db: Any) -> None:
    from app import clock

    await browser.sign_in(cast.anna)
    clock.shift(dt.timedelta(hours=1))
    page = await browser.post(path, {"reason": "x"}, csrf="A" * 43)

    assert page.location == "/sign-in"
    assert await db.rows("SELECT id FROM held_form") == []


@pytest.mark.parametrize("name", ["password", "new_password", "code"])
async def test_form_with_a_secret_is_not_held(browser: Browser, cast: Cast, path: str, db: Any, name: str) -> None:
    await browser.sign_in(cast.anna)
    await _after_hours(browser, path, {name: "x"})

    assert await db.rows("SELECT id FROM held_form") == []


async def test_nothing_is_done_with_it_before_sign_in(browser: Browser, cast: Cast, path: str, db: Any) -> None:
    await browser.sign_in(cast.anna)
    await _after_hours(browser, path, {"reason": "x"})

    assert await db.rows("SELECT id FROM reopening") == []


async def test_fragment_is_told_in_the_alert(browser: Browser, cast: Cast, path: str, db: Any) -> None:
    await browser.sign_in(cast.anna)
    page = await _after_hours(browser, path, {"reason": "x"}, htmx=True)

    assert page.status == 401
    assert page.headers["hx-retarget"] == "#alert"
    assert page.headers["hx-reswap"] == "innerHTML"
    assert not page.is_whole
    assert page.has_link("/sign-in")
    assert await db.rows("SELECT id FROM held_form") == []


async def test_fragment_is_told_in_the_language_of_its_page(browser: Browser, cast: Cast, path: str, db: Any) -> None:
    """Which the page has htmx send; the browser's own language, and what was chosen in it before, are others."""
    await browser.sign_in(cast.anna)
    await browser.post("/language", {"language": "en", "back": "/"})
    await db.execute("UPDATE portal_user SET language = 'nn'")
    shown = await browser.get(path, headers={"accept-language": "en"})
    sent = json.loads(shown.one("body").attributes["hx-headers"] or "")
    page = await _after_hours(browser, path, {"reason": "x"}, htmx=True, headers=sent)
    browser.client.cookies.delete("sid")
    nobody = await browser.post(path, {"reason": "x"}, htmx=True, headers=sent)

    assert page.status == 401
    assert "Logg inn i ei ny fane" in page.words
    assert "Logg inn i ei ny fane" in nobody.words


async def test_sign_in_after_hours_speaks_the_language_of_who_was_there(
    browser: Browser, cast: Cast, path: str, db: Any
) -> None:
    await browser.sign_in(cast.anna)
    await db.execute("UPDATE portal_user SET language = 'nn'")
    await _after_hours(browser, path, {"reason": "x"})
    page = await browser.get("/sign-in", headers={"accept-language": "en"})

    assert page.one("html").attributes["lang"] == "nn"
