"""Getting in with e-mail and password, and out again."""

import asyncio
import datetime as dt
from typing import Any

import httpx
import pytest

from tests.support.browser import Browser
from tests.support.cast import PASSWORD, Cast

FORM = {"sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded"}


async def _sign_in(browser: Browser, email: str, password: str = PASSWORD, **more: str) -> Any:
    await browser.get("/sign-in")
    return await browser.submit('form[action="/sign-in"]', email=email, password=password, **more)


@pytest.fixture
async def browser(browser: Browser, cast: Cast) -> Browser:
    """In it Anna has shown her second factor."""
    await browser.remember(cast.anna)
    return browser


async def test_right_pair_leads_in(browser: Browser, cast: Cast) -> None:
    page = await _sign_in(browser, "anna@example.no")

    assert (page.status, page.location) == (303, "/")
    assert (await browser.get("/dev/bare")).status == 200


async def test_address_is_found_whatever_its_case(browser: Browser, cast: Cast) -> None:
    assert (await _sign_in(browser, " Anna@Example.NO ")).status == 303


async def test_sign_in_leads_on_to_the_page_that_was_asked_for(browser: Browser, cast: Cast) -> None:
    asked = await browser.get("/held-form?x=1")
    await browser.follow()
    page = await browser.submit('form[action="/sign-in"]', email="anna@example.no", password=PASSWORD)

    assert asked.location == "/sign-in?next=/held-form%3Fx%3D1"
    assert page.location == "/held-form?x=1"


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("nobody@example.no", PASSWORD),
        ("anna@example.no", "feil passord helt sikkert"),
        ("anna@example.no", PASSWORD + " "),
        ("anna@example.no", PASSWORD.upper()),
        ("anna@example.no", "x" * 900),
        ("' OR 1=1 --", PASSWORD),
        ("ann\u0131@example.no", PASSWORD),
    ],
)
async def test_wrong_pair_is_told_once_and_keeps_the_address(
    browser: Browser, cast: Cast, email: str, password: str
) -> None:
    page = await _sign_in(browser, email, password)

    assert page.status == 422
    assert page.title.startswith("Feil:")
    assert "hører ikke sammen" in page.words
    assert page.value("email") == email
    assert page.value("password") == ""
    assert "set-cookie" not in page.headers


async def test_known_and_unknown_address_get_the_same_answer(client: httpx.AsyncClient, cast: Cast, db: Any) -> None:
    await db.execute("UPDATE portal_user SET active = ? WHERE id = ?", False, cast.bo.id)
    await db.execute("UPDATE portal_user SET password_hash = NULL WHERE id = ?", cast.adam.id)
    token = _token_in((await client.get("/sign-in")).text)

    told = set()
    for name, password in (("anna", "x" * 20), ("rolf", "x" * 20), ("bo", PASSWORD), ("adam", PASSWORD)):
        data = {"_csrf": token, "email": f"{name}@example.no", "password": password}
        answer = await client.post("/sign-in", data=data, headers=FORM)
        names = tuple(sorted(answer.headers.keys()))
        told.add((answer.status_code, names, _without_what_differs(answer, name)))

    assert len(told) == 1


def _token_in(text: str) -> str:
    return text.partition('name="_csrf" value="')[2][:43]


def _without_what_differs(answer: httpx.Response, name: str) -> str:
    """The page without its one-time mask, and without the address that was typed."""
    return answer.text.replace(_token_in(answer.text), "").replace(f"{name}@example.no", "")


async def test_known_and_unknown_address_leave_the_same_behind(new_browser: Any, cast: Cast, db: Any) -> None:
    browser = await new_browser()
    for email in ("anna@example.no", "nobody@example.no"):
        await _sign_in(browser, email, "x" * 20)

    events = await db.rows("SELECT event, outcome, actor_label FROM audit_event")
    assert events == [{"event": "authn_login_fail", "outcome": "refused", "actor_label": ""}] * 2
    assert len(await db.rows("SELECT id FROM rate_limit WHERE id LIKE ?", "sign-in:%")) == 2


@pytest.mark.parametrize("missing", ["email", "password"])
async def test_empty_field_is_told_at_the_field(browser: Browser, cast: Cast, missing: str) -> None:
    fields = {"email": "anna@example.no", "password": PASSWORD, missing: ""}
    page = await _sign_in(browser, **fields)

    assert page.status == 422
    assert page.one(f'[name="{missing}"]').attributes["aria-invalid"] == "true"


async def test_repeated_address_is_refused(browser: Browser, cast: Cast) -> None:
    await browser.get("/sign-in")
    page = await browser.submit(
        'form[action="/sign-in"]', email=["anna@example.no", "bo@example.no"], password=PASSWORD
    )
    assert page.status == 400


async def test_form_that_stood_open_too_long_comes_again_with_the_address(browser: Browser, cast: Cast) -> None:
    await browser.get("/sign-in")
    browser.client.cookies.clear()
    page = await browser.submit('form[action="/sign-in"]', email="anna@example.no", password=PASSWORD)

    assert page.status == 403
    assert page.value("email") == "anna@example.no"
    assert (await browser.submit('form[action="/sign-in"]', password=PASSWORD)).status == 303


async def test_form_of_another_browser_is_not_taken(new_browser: Any, cast: Cast) -> None:
    mine, theirs = await new_browser(), await new_browser()
    await theirs.get("/sign-in")
    await mine.get("/sign-in")
    token = dict(theirs.page.form('form[action="/sign-in"]').fields)["_csrf"]

    page = await mine.submit('form[action="/sign-in"]', email="anna@example.no", password=PASSWORD, _csrf=token)
    assert page.status == 403


async def test_whoever_is_in_is_not_asked_again(browser: Browser, cast: Cast) -> None:
    await browser.sign_in(cast.anna)

    assert (await browser.get("/sign-in")).location == "/"
    assert (await browser.get("/sign-in?next=/held-form")).location == "/held-form"


# How often


async def test_tries_at_the_limit_are_heard_and_above_it_must_wait(browser: Browser, cast: Cast) -> None:
    from app import clock

    for _ in range(10):
        assert (await _sign_in(browser, "anna@example.no", "x" * 20)).status == 422
    above = await _sign_in(browser, "anna@example.no")
    clock.shift(dt.timedelta(seconds=3))
    waited = await _sign_in(browser, "anna@example.no")

    assert above.status == 429
    assert 1 <= int(above.headers["retry-after"]) <= 60
    assert above.value("email") == "anna@example.no"
    assert waited.status == 303


async def test_limit_holds_for_twenty_at_once(browser: Browser, cast: Cast) -> None:
    token = _token_in((await browser.client.get("/sign-in")).text)
    data = {"_csrf": token, "email": "anna@example.no", "password": "x" * 20}

    tries = [browser.client.post("/sign-in", data=data, headers=FORM) for _ in range(20)]
    statuses = [answer.status_code for answer in await asyncio.gather(*tries)]

    assert sorted(statuses) == [422] * 10 + [429] * 10


async def test_others_are_not_shut_out(new_browser: Any, cast: Cast) -> None:
    """A stranger elsewhere, knocking on Anna's door, does not keep Anna out."""
    stranger = await new_browser()
    stranger.client._transport.client = ("203.0.113.9", 1)
    for _ in range(12):
        await _sign_in(stranger, "anna@example.no", "x" * 20)

    assert (await _sign_in(await new_browser(), "anna@example.no")).status == 303


async def test_right_password_begins_the_count_anew(browser: Browser, cast: Cast) -> None:
    for _ in range(2):
        for _ in range(8):
            await _sign_in(browser, "anna@example.no", "x" * 20)
        assert (await _sign_in(browser, "anna@example.no")).status == 303
        browser.client.cookies.clear()


# Out


async def test_sign_out_ends_the_session_for_good(browser: Browser, cast: Cast) -> None:
    await browser.sign_in(cast.anna)
    kept = dict(browser.client.cookies)
    page = await browser.post("/sign-out")

    assert (page.status, page.location) == (303, "/sign-in")
    assert page.headers["clear-site-data"] == '"cache", "storage"'
    assert "sid" not in browser.client.cookies
    browser.client.cookies.update(kept)
    assert (await browser.get("/dev/bare")).location == "/sign-in?next=/dev/bare"


async def test_sign_out_from_a_stale_page_leads_to_sign_in(browser: Browser, cast: Cast) -> None:
    assert (await browser.post("/sign-out", csrf="x" * 43)).location == "/sign-in"


async def test_sign_out_is_only_by_a_form_of_ours(browser: Browser, cast: Cast) -> None:
    await browser.sign_in(cast.anna)

    assert (await browser.get("/sign-out")).status == 405
    assert (await browser.post("/sign-out", csrf="x" * 43)).status == 403
    assert (await browser.get("/dev/bare")).status == 200


# Language


async def test_language_is_remembered_with_the_user(browser: Browser, cast: Cast, db: Any) -> None:
    await browser.sign_in(cast.anna)
    page = await browser.post("/language", {"language": "en", "back": "/held-form"})

    assert page.location == "/held-form"
    assert await db.value("SELECT language FROM portal_user WHERE id = ?", cast.anna.id) == "en"


async def test_language_is_remembered_in_the_browser_before_sign_in(browser: Browser, cast: Cast) -> None:
    await browser.get("/sign-in")
    await browser.submit('form[action="/language"]', button="language=nn")
    page = await browser.get("/sign-in")

    assert page.one("html").attributes["lang"] == "nn"


@pytest.mark.parametrize(
    ("asked", "spoken"), [("en-GB,nb;q=0.5", "en"), ("de", "nb"), ("no", "nb"), ("nn;q=0.9,en;q=0.8", "nn")]
)
async def test_language_of_the_browser_is_the_first_guess(browser: Browser, asked: str, spoken: str) -> None:
    page = await browser.get("/sign-in", headers={"accept-language": asked})
    assert page.one("html").attributes["lang"] == spoken


async def test_unknown_language_is_refused(browser: Browser, cast: Cast) -> None:
    await browser.sign_in(cast.anna)
    assert (await browser.post("/language", {"language": "se", "back": "/"})).status == 400
