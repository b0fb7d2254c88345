"""The differences between a file and the list, settled in a browser: what is said follows what is chosen."""

import pytest
from playwright.async_api import expect

from tests.intake.dropping import AMOUNTS, as_expected, csv, dropped
from tests.support import chromium as screens
from tests.support import people, rows
from tests.support.browser import Browser
from tests.support.cast import Cast
from tests.support.chromium import Windows
from tests.support.server import Server


@pytest.fixture
async def path(browser: Browser, cast: Cast) -> str:
    """Anna's file with two whom nobody knows, without the fourth of the list."""
    await rows.deduction_list(cast.fjord_metall, AMOUNTS)
    await browser.sign_in(cast.anna)
    lines = [*as_expected()[:3], (people.national_id(51), f"{people.name(4).split()[0]} Gift-Nytt", 34_000)]
    return (await dropped(browser, cast, ("okt.csv", csv([*lines, *as_expected([40_000], first=60)])))).path


async def test_figures_errors_and_fields_follow_the_choices(
    path: str, cast: Cast, chromium: Windows, server: Server
) -> None:
    page = await chromium.open(server, cast.anna)
    await page.goto(path)
    await page.get_by_role("button", name="Ta inn i listen").click()
    await expect(page.locator(".errors li")).to_have_count(2)
    first, second = page.locator("select[name^=c-]").nth(0), page.locator("select[name^=c-]").nth(1)
    await first.select_option("out")

    await expect(page.locator(".errors li")).to_have_count(1)
    await expect(page.locator("#t-todo")).to_have_text("1")
    await expect(page.locator(".settle .err").nth(0)).to_be_empty()
    await expect(page.locator(".settle .err").nth(1)).to_have_text("Velg hva som skal skje.")
    assert await page.locator("select:invalid").count() == 1

    await second.focus()
    await second.select_option("out")
    await expect(page.locator(".errors")).to_have_count(0)
    await expect(page.locator("#standing")).to_contain_text("Gjenstår0")
    await expect(page.locator("#t-todo")).to_have_text("0")
    await expect(second).to_be_focused()


async def test_last_day_is_asked_for_where_it_is_used(path: str, cast: Cast, chromium: Windows, server: Server) -> None:
    page = await chromium.open(server, cast.anna)
    plain = await chromium.open(server, cast.anna, javascript=False)
    await page.goto(f"{path}?show=check")
    await plain.goto(f"{path}?show=check")
    absent = page.locator("select[name^=c-l]")

    await expect(plain.locator("input[type=date]")).to_be_visible()
    await expect(page.locator("input[type=date]")).to_have_count(0)
    await absent.select_option("LAID_OFF")
    await expect(page.locator("input[type=date]")).to_have_value("2026-09-30")
    await absent.select_option("zero")
    await expect(page.locator("input[type=date]")).to_have_count(0)


async def test_somebody_found_in_the_file_is_settled_in_the_same_table(
    path: str, cast: Cast, chromium: Windows, server: Server
) -> None:
    page = await chromium.open(server, cast.anna)
    await page.goto(f"{path}?show=all")
    name = people.name(4)
    row = page.locator("tr", has=page.get_by_role("rowheader", name=name))
    await page.get_by_label("Gift-Nytt").select_option(label=f"Samme person som {name} på listen")

    await expect(row).to_contain_text("Avklart")
    await expect(page.locator("#t-check")).to_have_text("0")
    assert await screens.violations(page) == []
