"""The declaration of confidentiality: before anything else, once for each version, and kept."""

from typing import Any

import pytest

from tests.support import rows
from tests.support.browser import Browser
from tests.support.cast import Cast

TEXTS = {"nb": "Jeg tier.\n\nAlltid.", "en": "I keep silent."}


@pytest.fixture
async def published(cast: Cast) -> Cast:
    """Metall asks for silence."""
    await _publish(cast.metall)
    return cast


async def _publish(union: int, texts: dict[str, str] | None = None) -> None:
    from app.accounts.actions.declarations import publish
    from app.accounts.principal import the_command_line

    await publish(union, texts or TEXTS, by=the_command_line())


async def _accept(browser: Browser) -> Any:
    await browser.get("/declaration")
    return await browser.submit('form[action="/declaration"]', accepted="yes")


async def test_nothing_opens_before_it_is_accepted(browser: Browser, published: Cast) -> None:
    await browser.sign_in(published.anna)
    home = f"/e/{published.fjord}/home"
    for path in (home, "/account", "/employers", "/held-form"):
        assert (await browser.get(path)).location == f"/declaration?next={path}", path
    assert (await browser.get(home, htmx=True)).status == 403
    for path in ("/help", "/declaration"):
        assert (await browser.get(path)).status == 200, path


async def test_accepted_leads_on_and_is_not_asked_again(browser: Browser, published: Cast) -> None:
    await browser.sign_in(published.anna)
    home = f"/e/{published.fjord}/home"
    await browser.get(home)
    page = await browser.follow()
    done = await browser.submit('form[action="/declaration"]', accepted="yes")

    assert page.said("section h2") == ["Metall og Maskin"]
    assert "Jeg tier." in page.words
    assert done.location == home
    assert (await browser.get(home)).status == 200
    await browser.sign_in(published.anna)
    assert (await browser.get(home)).status == 200


async def test_box_must_be_ticked(browser: Browser, published: Cast) -> None:
    await browser.sign_in(published.anna)
    await browser.get("/declaration")
    page = await browser.submit('form[action="/declaration"]')

    assert page.status == 422
    assert page.title.startswith("Feil:")


async def test_new_version_is_asked_for_in_the_middle_of_a_session(browser: Browser, published: Cast, db: Any) -> None:
    await browser.sign_in(published.anna)
    await _accept(browser)
    await browser.get("/account")
    await _publish(published.metall, {"nb": "Jeg tier enda mer."})

    assert (await browser.get("/account")).location == "/declaration?next=/account"
    assert (await _accept(browser)).status == 303
    assert [one["version"] for one in await db.rows("SELECT version FROM declaration ORDER BY seq")] == [1, 2]
    assert len(await db.rows("SELECT id FROM declaration_acceptance")) == 2


async def test_text_that_was_replaced_meanwhile_is_not_taken_for_the_new_one(
    browser: Browser, published: Cast, db: Any
) -> None:
    await browser.sign_in(published.anna)
    await browser.get("/declaration")
    await _publish(published.metall, {"nb": "Noe annet."})
    page = await browser.submit('form[action="/declaration"]', accepted="yes")

    assert "Noe annet." in page.words
    assert await db.rows("SELECT id FROM declaration_acceptance") == []


async def test_form_that_was_posted_waits_meanwhile(browser: Browser, cast: Cast, db: Any) -> None:
    await browser.sign_in(cast.anna)
    await browser.get("/account")
    await _publish(cast.metall)
    page = await browser.submit('form[action="/account/name"]', name="Anna Ny")
    await browser.follow()
    done = await browser.submit('form[action="/declaration"]', accepted="yes")
    held = await browser.follow()

    assert page.location == "/declaration?next=/held-form"
    assert done.location == "/held-form"
    assert held.form('form[action="/account/name"]').filled()[-1] == ("name", "Anna Ny")
    assert await db.value("SELECT name FROM portal_user WHERE id = ?", cast.anna.id) == "Anna Prøve"


async def test_new_access_asks_for_the_new_union(browser: Browser, published: Cast, db: Any) -> None:
    from app.accounts.principal import the_command_line
    from app.employers.actions import grant

    await _publish(published.sjo, {"nb": "Sjøens taushet."})
    await browser.sign_in(published.anna)
    await _accept(browser)
    assert (await browser.get("/account")).status == 200
    await grant(published.anna.id, [published.fjord_sjo], "SUBMIT", by=the_command_line())

    await browser.get("/account")
    assert "Sjøens taushet." in (await browser.follow()).words


async def test_who_accepted_what_is_kept_and_shown(browser: Browser, published: Cast, db: Any) -> None:
    from app.accounts.declarations import digest

    await browser.sign_in(published.anna)
    await _accept(browser)
    page = await browser.get("/account/declarations")
    kept = await db.row("SELECT * FROM declaration_acceptance")

    assert "Jeg tier." in page.words
    assert (kept["user_id"], kept["name"], kept["language"]) == (published.anna.id, "Anna Prøve", "nb")
    assert kept["digest"] == digest(TEXTS["nb"])


async def test_one_who_has_nothing_to_do_with_the_union_is_not_asked(browser: Browser, cast: Cast) -> None:
    await _publish(cast.sjo)
    await browser.sign_in(cast.cecilie)

    assert (await browser.get("/account")).status == 200


async def test_union_made_by_the_portal_has_the_standard_text(cast: Cast, db: Any) -> None:
    from app.accounts.principal import the_command_line
    from app.unions.actions import make_union
    from tests.support import people

    union = await make_union(slug="ny", name="Nytt Forbund", orgnr=people.orgnr(77), by=the_command_line())

    assert "særlig kategori" in await db.value("SELECT texts FROM declaration WHERE union_id = ?", union)


async def test_hub_user_shows_a_mobile_before_anything_else(browser: Browser, published: Cast, db: Any) -> None:
    from tests.support.cast import PASSWORD
    from tests.support.getting_in import code_to

    hub = await rows.agreement(published.sjo, published.vik, "S-9", channel="HUB")
    from tests.support.cast import grant

    await grant(published.cecilie, hub)
    await browser.sign_in(published.cecilie)
    first = await browser.get("/account")
    await browser.post("/confirm", {"password": PASSWORD, "next": "/account/mobile"})
    await browser.get("/account/mobile")
    await browser.submit('form[action="/account/mobile"]', mobile="912 34 567")
    await browser.follow()
    await browser.submit('form[action="/account/mobile/code"]', code=await code_to("+4791234567"))
    await _accept(browser)

    assert first.location == "/account/mobile?next=/account"
    assert (await browser.get("/account")).status == 200
    assert (await browser.post("/account/mobile/removal")).status in {303, 409}
