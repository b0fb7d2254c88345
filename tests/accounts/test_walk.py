"""In and out in a real browser, with and without JavaScript."""

from typing import Any

import pytest

from tests.support.cast import PASSWORD, Cast
from tests.support.chromium import violations


@pytest.mark.parametrize("javascript", [True, False])
async def test_in_and_out(server: Any, cast: Cast, chromium: Any, javascript: bool) -> None:
    page = await chromium.open(server, width=360, javascript=javascript, known=cast.anna)
    await page.goto("/e/7/home?period=2026-10")
    await page.get_by_label("E-postadresse").fill("anna@example.no")
    await page.get_by_label("Passord").fill("feil passord helt sikkert")
    await page.get_by_role("button", name="Logg inn").click()
    assert (await page.title()).startswith("Feil:")
    if javascript:
        assert await violations(page) == []

    await page.get_by_label("Passord").fill(PASSWORD)
    await page.get_by_role("button", name="Logg inn").click()
    assert page.url.endswith("/e/7/home?period=2026-10")  # another's: not found, and that is said after sign-in
    await page.goto("/")
    assert page.url.endswith(f"/e/{cast.fjord}/home")

    await page.locator("summary", has_text="Anna").click()
    await page.get_by_role("button", name="Logg ut").click()
    assert page.url.endswith("/sign-in")
    await page.goto(f"/e/{cast.fjord}/home")  # where «back» would lead: the page is not kept, and asked for again
    assert "/sign-in" in page.url


async def test_language_is_chosen_at_the_foot(server: Any, cast: Cast, chromium: Any) -> None:
    page = await chromium.open(server, javascript=False)
    await page.goto("/sign-in")
    await page.get_by_role("button", name="English").click()
    assert await page.locator("html").get_attribute("lang") == "en"
    assert page.url.endswith("/sign-in")
