"""«Min konto»: what one changes oneself, and who is told."""

from typing import Any

import pytest

from tests.support.browser import Browser
from tests.support.cast import PASSWORD, Cast
from tests.support.getting_in import code_to, told

NEW = "fire helt vanlige sko"


@pytest.fixture
async def anna(browser: Browser, cast: Cast) -> Browser:
    """Signed in, and has shown the password once more."""
    await browser.sign_in(cast.anna)
    await browser.post("/confirm", {"password": PASSWORD})
    return browser


async def test_page_shows_own_things(anna: Browser, cast: Cast) -> None:
    page = await anna.get("/account")

    assert "anna@example.no" in page.words
    assert page.has_link("/employers")
    assert page.has_link("/account/declarations")


async def test_name_is_changed(anna: Browser, cast: Cast, db: Any) -> None:
    await anna.get("/account")
    page = await anna.submit('form[action="/account/name"]', name="  Anna   Ny ")
    empty = await anna.post("/account/name", {"name": " "})

    assert page.location == "/account?saved=name"
    assert await db.value("SELECT name FROM portal_user WHERE id = ?", cast.anna.id) == "Anna Ny"
    assert empty.status == 422


async def test_password_needs_the_old_one_and_ends_other_sessions(anna: Browser, new_browser: Any, cast: Cast) -> None:
    other = await new_browser(cast.anna)
    await anna.get("/account/password")
    wrong = await anna.submit('form[action="/account/password"]', old_password="x" * 20, password=NEW)
    weak = await anna.submit('form[action="/account/password"]', old_password=PASSWORD, password="kort")
    right = await anna.submit('form[action="/account/password"]', old_password=PASSWORD, password=NEW)

    assert (wrong.status, weak.status) == (422, 422)
    assert right.location == "/account?saved=password"
    assert (await anna.get("/account")).status == 200
    assert (await other.get("/account")).location.startswith("/sign-in")
    assert [template for template, _, _ in await told("anna@example.no")] == ["credential_changed"]


async def test_address_is_changed_by_a_code_to_the_new_one_and_both_are_told(
    anna: Browser, cast: Cast, db: Any
) -> None:
    await anna.get("/account/email")
    await anna.submit('form[action="/account/email"]', email="anna.ny@example.com")
    await anna.follow()
    before = await db.value("SELECT email FROM portal_user WHERE id = ?", cast.anna.id)
    page = await anna.submit('form[action="/account/email/code"]', code=await code_to("anna.ny@example.com"))
    told_to = {to for template, to, _ in await told() if template == "credential_changed"}

    assert before == "anna@example.no"
    assert page.location == "/account?saved=email"
    assert await db.value("SELECT email_fold FROM portal_user WHERE id = ?", cast.anna.id) == "anna.ny@example.com"
    assert told_to == {"anna@example.no", "anna.ny@example.com"}


async def test_address_of_another_is_told_only_to_who_reads_its_mail(anna: Browser, cast: Cast) -> None:
    await anna.get("/account/email")
    asked = await anna.submit('form[action="/account/email"]', email="cecilie@example.no")
    await anna.follow()
    page = await anna.submit('form[action="/account/email/code"]', code=await code_to("cecilie@example.no"))

    assert asked.location == "/account/email/code"
    assert "i bruk" in page.words


async def test_mobile_is_shown_by_sms_and_told(anna: Browser, cast: Cast, db: Any) -> None:
    await anna.get("/account/mobile")
    abroad = await anna.submit('form[action="/account/mobile"]', mobile="+1 415 555 0100")
    await anna.submit('form[action="/account/mobile"]', mobile="912 34 567")
    await anna.follow()
    page = await anna.submit('form[action="/account/mobile/code"]', code=await code_to("+4791234567"))
    found = await db.row("SELECT mobile, mobile_verified_at FROM portal_user WHERE id = ?", cast.anna.id)

    assert abroad.status == 422
    assert page.location == "/account?saved=mobile"
    assert found["mobile"] == "+4791234567"
    assert found["mobile_verified_at"] is not None
    assert [template for template, _, _ in await told("anna@example.no")] == ["credential_changed"]


async def test_sms_to_one_number_are_few(anna: Browser, cast: Cast) -> None:
    from app import clock

    statuses = []
    for n in range(4):
        clock.shift(clock.dt.timedelta(seconds=61 * n))
        statuses.append((await anna.post("/account/mobile", {"mobile": "91234567"})).status)

    assert statuses == [303, 303, 303, 429]


async def test_device_is_forgotten(anna: Browser, cast: Cast, db: Any) -> None:
    page = await anna.get("/account")
    form = page.all('form[action^="/account/devices/"]')[0].attributes["action"] or ""
    done = await anna.post(form)

    assert done.location == "/account?saved=device#devices"
    assert await db.rows("SELECT id FROM device WHERE user_id = ?", cast.anna.id) == []


async def test_sessions_are_ended_one_and_all(anna: Browser, new_browser: Any, cast: Cast) -> None:
    others = [await new_browser(cast.anna) for _ in range(3)]
    page = await anna.get("/account")
    action = page.all('form[action^="/account/sessions/"]')[0].attributes["action"] or ""
    await anna.post(action)
    alive = [(await other.get("/account")).status for other in others]
    await anna.post("/account/sessions/removal")

    assert sorted(alive) == [200, 200, 303]
    assert [(await other.get("/account")).status for other in others] == [303] * 3
    assert (await anna.get("/account")).status == 200


@pytest.mark.parametrize("path", ["/account/devices/{}/removal", "/account/sessions/{}/removal"])
async def test_others_things_are_not_touched(anna: Browser, new_browser: Any, cast: Cast, db: Any, path: str) -> None:
    bo = await new_browser(cast.bo)
    table = "device" if "devices" in path else "user_session"
    row = await db.value(f"SELECT id FROM {table} WHERE user_id = ?", cast.bo.id)
    await anna.post(path.format(row))

    assert (await bo.get("/account")).status == 200
    assert len(await db.rows("SELECT id FROM device WHERE user_id = ?", cast.bo.id)) == 1


async def test_app_is_taken_into_use_and_away(anna: Browser, cast: Cast) -> None:
    from app.accounts.factors import code_at
    from app.clock import now

    page = await anna.get("/account/authenticator")
    secret = "".join(page.said(".mono")[0].split())
    wrong = await anna.submit('form[action="/account/authenticator"]', code="000000")
    await anna.submit('form[action="/account/authenticator"]', code=code_at(secret, now()))
    account = await anna.get("/account")
    renewed = await anna.post("/account/recovery-codes")
    gone = await anna.post("/account/authenticator/removal")

    assert wrong.status == 422
    assert "10 gjenopprettingskoder igjen" in account.words
    assert len(renewed.said(".recovery li")) == 10
    assert gone.location == "/account?saved=removed"
    assert [one for one, _, _ in await told("anna@example.no")] == ["credential_changed"] * 3


async def test_staff_cannot_be_without_an_app(browser: Browser, cast: Cast) -> None:
    await browser.sign_in(cast.siri)
    await browser.post("/confirm", {"password": PASSWORD})

    assert (await browser.post("/account/authenticator/removal")).status == 403
