"""The ways in, in a real browser on a small phone: by keyboard alone, by the names that screen readers say, with and
without JavaScript."""

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest

from tests.support import rows
from tests.support.cast import PASSWORD, Cast
from tests.support.chromium import DESK, PHONE, violations
from tests.support.getting_in import code_to

NEW = "fire helt vanlige sko"
PICTURES = os.environ.get("TEST_PICTURES", "")


async def _look(page: Any, name: str) -> None:
    """Nothing is out of the window, and axe finds nothing; a picture where one is asked for."""
    wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{name} is {wide} px too wide"
    if PICTURES:
        width = page.viewport_size["width"]
        await page.screenshot(path=str(Path(PICTURES) / f"{name}-{width}.png"), full_page=True)
    if await page.evaluate("navigator.webdriver !== undefined") and not getattr(page, "without_scripts", False):
        assert await violations(page) == [], name


async def _code(recipient: str) -> str:
    """What the server has sent there."""
    for _ in range(100):
        try:
            return await code_to(recipient)
        except AssertionError:
            await asyncio.sleep(0.1)
    raise AssertionError(f"no code came to {recipient}")


async def _keys(page: Any, *keys: str) -> None:
    for key in keys:
        await page.keyboard.press(key)


async def _onto(page: Any, name: str) -> None:
    """Tab until the focus is on what is called so."""
    for _ in range(40):
        await page.keyboard.press("Tab")
        here = await page.evaluate(
            "(() => { const e = document.activeElement;"
            " return (e.labels && e.labels[0] || e).innerText || e.value || ''; })()"
        )
        if name in here:
            return
    raise AssertionError(f"the keyboard does not reach «{name}»")


@pytest.mark.parametrize("javascript", [True, False])
async def test_activation_by_keyboard(server: Any, cast: Cast, chromium: Any, db: Any, javascript: bool) -> None:
    from app.accounts.actions.declarations import publish
    from app.accounts.declarations import STANDARD
    from app.accounts.principal import the_command_line

    await publish(cast.metall, STANDARD, by=the_command_line())
    await db.execute("UPDATE portal_user SET password_hash = NULL WHERE id = ?", cast.anna.id)
    page = await chromium.open(server, width=PHONE, javascript=javascript)
    page.without_scripts = not javascript
    await page.goto("/sign-in")
    await _look(page, "sign-in")
    await _onto(page, "Klikk her for å aktivere")
    await _keys(page, "Enter")
    await page.wait_for_url("**/activation")
    await _look(page, "activation")
    await _onto(page, "E-postadresse")
    await page.keyboard.type("anna@example.no")
    await _keys(page, "Enter")
    await page.wait_for_url("**/activation/code")
    await _look(page, "activation-code")

    code = await _code("anna@example.no")
    await _onto(page, "Engangskode")
    await page.keyboard.insert_text(f" {code[:4]} {code[4:]} ")  # as a paste does
    await _onto(page, "Velg et passord")
    await page.keyboard.type("for kort")
    await _keys(page, "Enter")
    await page.wait_for_selector(".errors")
    assert (await page.title()).startswith("Feil:")
    await _look(page, "activation-fault")
    await _onto(page, "Velg et passord")
    await page.keyboard.type(NEW)
    await _keys(page, "Enter")
    await page.wait_for_url("**/declaration**")
    await _look(page, "declaration")
    await _onto(page, "Jeg har lest og godtar")
    await _keys(page, "Space")
    await _onto(page, "Godta og fortsett")
    await _keys(page, "Enter")
    await page.wait_for_url(f"**/e/{cast.fjord}/home")


@pytest.mark.parametrize("javascript", [True, False])
async def test_new_device_by_names(server: Any, cast: Cast, chromium: Any, javascript: bool) -> None:
    page = await chromium.open(server, width=PHONE, javascript=javascript)
    page.without_scripts = not javascript
    await page.goto("/sign-in")
    await page.get_by_label("E-postadresse").fill("bo@example.no")
    await page.get_by_label("Passord").fill(PASSWORD)
    await page.get_by_role("button", name="Logg inn").click()
    await page.wait_for_url("**/sign-in/factor")
    assert await page.evaluate("document.activeElement.id") == "code" or not javascript
    await _look(page, "factor")
    await page.get_by_label("Engangskode").fill(await _code("bo@example.no"))
    await page.get_by_label("Husk denne enheten i 30 dager").check()
    await page.get_by_role("button", name="Logg inn").click()
    await page.wait_for_url(f"**/e/{cast.fjord}/home")
    for path, name in (("/account", "account"), (f"/e/{cast.fjord}/access", "access"), ("/access-request", "ask")):
        await page.goto(path)
        await _look(page, name)
    await page.goto("/account/authenticator")
    await _look(page, "authenticator")


async def test_list_by_its_number(server: Any, cast: Cast, chromium: Any, db: Any) -> None:
    list_id = await rows.deduction_list(cast.fjord_metall, [45050, 45050])
    own = {"agreement_id": cast.fjord_metall, "name": "Lønn", "purposes": '["SIGN_IN_CODE"]'}
    await rows.insert("contact", email="lonn@fjord.example", **own)
    number = await db.value("SELECT list_number FROM deduction_list WHERE id = ?", list_id)
    page = await chromium.open(server, width=PHONE, javascript=False)
    page.without_scripts = True
    await page.goto(f"/lists/sign-in?union=metall&number={number}")
    await _look(page, "list")
    await page.get_by_label("Arbeidsgiver-ID eller arbeidsgiverkode").fill("F-1001")
    await page.get_by_role("button", name="Åpne listen").click()
    await page.wait_for_url("**/lists/sign-in/code")
    await _look(page, "list-code")
    await page.get_by_label("Engangskode").fill(await _code("lonn@fjord.example"))
    await page.get_by_role("button", name="Åpne listen").click()
    await page.wait_for_url(f"**/e/{cast.fjord}/lists/{list_id}")
    await _look(page, "list-grid")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [DESK, PHONE])
async def test_pages_before_sign_in_are_in_order(
    server: Any, cast: Cast, chromium: Any, width: int, dark: bool
) -> None:
    page = await chromium.open(server, width=width, dark=dark)
    for path, name in (
        ("/sign-in", "in"),
        ("/activation", "activate"),
        ("/password-reset", "reset"),
        ("/lists/sign-in", "number"),
        ("/access-request", "request"),
    ):
        await page.goto(path)
        await _look(page, f"{name}{'-dark' if dark else ''}")
