"""The grid as it is worked in: by the keyboard, by pasting, by two at once, and with the line down."""

import asyncio
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.support import rows
from tests.support.cast import Cast
from tests.support.chromium import Windows
from tests.support.server import Server

AMOUNTS = [45_500] * 12
PASTE = """text => {
  const data = new DataTransfer();
  data.setData('text', text);
  const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(event);
}"""


@pytest.fixture
async def path(cast: Cast) -> str:
    """Anna's list of twelve."""
    return f"/e/{cast.fjord}/lists/{await rows.deduction_list(cast.fjord_metall, AMOUNTS)}"


@pytest.fixture
async def grid(path: str, cast: Cast, chromium: Windows, server: Server) -> Page:
    page = await chromium.open(server, cast.anna)
    await page.goto(path)
    return page


async def saved(path: str, n: int) -> int:
    """Øre, in the database."""
    from app import db

    list_id = int(path.rpartition("/")[2])
    return int(await db.value("SELECT deducted FROM deduction_line WHERE list_id = ? AND n = ?", list_id, n))


def cell(page: Page, n: int) -> Any:
    return page.locator(f"#b-{n}")


def status(page: Page, n: int) -> Any:
    return page.locator(f"#s-{n}")


async def test_enter_saves_and_goes_down(grid: Page, path: str) -> None:
    await cell(grid, 1).fill("400")
    await grid.keyboard.press("Enter")

    await expect(cell(grid, 2)).to_be_focused()
    await expect(status(grid, 1)).to_contain_text("Endret")
    await expect(status(grid, 1)).to_contain_text("Lagret")
    await expect(cell(grid, 1)).to_have_value("400,00")
    await expect(grid.locator("#n-changed")).to_have_text("1")
    assert await saved(path, 1) == 40_000


async def test_arrows_go_up_and_down_and_stay_at_the_ends(grid: Page) -> None:
    await cell(grid, 1).focus()
    await grid.keyboard.press("ArrowUp")
    await expect(cell(grid, 1)).to_be_focused()

    await grid.keyboard.press("ArrowDown")
    await grid.keyboard.press("ArrowDown")
    await expect(cell(grid, 3)).to_be_focused()

    await cell(grid, 12).focus()
    await grid.keyboard.press("ArrowDown")
    await expect(cell(grid, 12)).to_be_focused()


async def test_wrong_amount_stays_with_its_sentence_until_escape(grid: Page, path: str) -> None:
    await cell(grid, 2).fill("455,oo")
    await grid.keyboard.press("Enter")

    await expect(status(grid, 2)).to_contain_text("Skriv beløpet")
    await expect(cell(grid, 2)).to_have_value("455,oo")
    await expect(cell(grid, 2)).to_have_attribute("aria-invalid", "true")
    assert await saved(path, 2) == 45_500

    await cell(grid, 2).focus()
    await grid.keyboard.press("Escape")
    await expect(cell(grid, 2)).to_have_value("455,00")
    assert await grid.evaluate("getSelection().toString()") == "455,00"  # what is typed next takes its place
    await expect(status(grid, 2)).not_to_contain_text("Skriv beløpet")


async def test_column_from_a_spreadsheet_is_one_request_and_one_undo(grid: Page, path: str) -> None:
    asked: list[str] = []
    grid.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)

    await cell(grid, 3).focus()
    await grid.evaluate(PASTE, "1 234,50\r\nkr 500\r\n\r\n600\r\n")
    await expect(status(grid, 6)).to_contain_text("Lagret")

    assert len(asked) == 1
    assert [await saved(path, n) for n in (3, 4, 5, 6)] == [123_450, 50_000, 45_500, 60_000]
    await expect(grid.locator("#live")).to_contain_text("3 beløp")

    await grid.keyboard.press("Control+z")  # still in the field that was pasted into
    await expect(cell(grid, 4)).to_have_value("455,00")
    await expect(cell(grid, 3)).to_have_value("455,00")
    assert [await saved(path, n) for n in (3, 4, 6)] == [45_500] * 3


@pytest.mark.parametrize(("text", "said"), [("1\n2\n3", "færre rader"), ("1\t2\n3\t4", "én kolonne")])
async def test_paste_that_does_not_fit_pastes_nothing(grid: Page, text: str, said: str) -> None:
    await cell(grid, 11).focus()
    await grid.evaluate(PASTE, text)

    await expect(grid.locator("#alert")).to_contain_text(said)
    await expect(cell(grid, 11)).to_have_value("455,00")


async def test_two_at_once_choose_which_amount_stands(
    grid: Page, path: str, cast: Cast, chromium: Windows, server: Server
) -> None:
    other = await chromium.open(server, cast.bo)
    await other.goto(path)
    await cell(other, 4).fill("300")
    await other.keyboard.press("Enter")
    await expect(status(other, 4)).to_contain_text("Lagret")

    await cell(grid, 4).fill("200")
    await grid.keyboard.press("Enter")
    await expect(status(grid, 4).locator("[data-take]")).to_have_count(2)
    await expect(cell(grid, 4)).to_have_value("200")
    assert await saved(path, 4) == 30_000

    await status(grid, 4).get_by_text("Bruk 200").click()
    await expect(status(grid, 4)).to_contain_text("Lagret")
    assert await saved(path, 4) == 20_000


async def test_fast_typing_meets_no_older_version_of_itself(grid: Page, path: str) -> None:
    await cell(grid, 1).select_text()
    for amount in ("1", "2", "3", "4"):
        await grid.keyboard.type(amount)
        await grid.keyboard.press("Enter")
    await grid.keyboard.press("ArrowUp")
    await grid.keyboard.type("44")
    await grid.keyboard.press("Enter")

    await expect(cell(grid, 4)).to_have_value("44,00")
    assert [await saved(path, n) for n in (1, 2, 3, 4)] == [100, 200, 300, 4_400]
    await expect(grid.locator(".err")).to_have_count(0)


async def test_what_was_typed_without_a_line_is_saved_when_it_is_back(grid: Page, path: str, chromium: Windows) -> None:
    await grid.context.set_offline(True)
    await cell(grid, 5).fill("111")
    await grid.keyboard.press("Enter")
    await expect(status(grid, 5)).to_contain_text("Ikke lagret")
    await expect(grid.locator("#alert")).not_to_be_empty()

    await grid.context.set_offline(False)
    await expect(status(grid, 5)).to_contain_text("Lagret")
    await expect(cell(grid, 5)).to_have_value("111,00")
    assert await saved(path, 5) == 11_100
    chromium.complaints.clear()  # the console tells of the line that was down


async def test_signed_out_meanwhile_keeps_what_is_typed_and_saves_it_after_sign_in(
    grid: Page, path: str, cast: Cast, chromium: Windows
) -> None:
    from tests.support import sessions

    cookies = await grid.context.cookies()
    site = grid.url.partition("/e/")[0]
    await grid.context.clear_cookies()
    await grid.context.add_cookies([{"name": "language", "value": "en", "url": site}])
    await cell(grid, 6).fill("222")
    await grid.keyboard.press("Enter")
    await expect(grid.locator("#alert")).to_contain_text("Logg inn i en ny fane")  # as the page, not as the cookie
    await expect(status(grid, 6)).to_contain_text("Ikke lagret")

    name, token = await sessions.open_for(cast.anna)
    await grid.context.add_cookies([{"name": name, "value": token, "url": site}])
    assert token not in {cookie["value"] for cookie in cookies}
    await status(grid, 6).get_by_role("button").click()
    await expect(status(grid, 6)).to_contain_text("Endret")
    assert await saved(path, 6) == 22_200
    chromium.complaints.clear()


async def test_panel_sets_an_end_with_its_reason_and_gives_the_focus_back(grid: Page, path: str) -> None:
    await grid.locator("#m-7").click()
    await grid.locator("#p-7 input[type=date]").fill("2026-10-15")
    await grid.locator("#p-7").get_by_role("button", name="Lagre").click()
    await expect(grid.locator("#p-7 .err")).to_be_visible()

    await grid.locator("#p-7 select").select_option("LEFT")
    await grid.locator("#p-7").get_by_role("button", name="Lagre").click()
    await expect(grid.locator("#p-7")).to_have_count(0)
    await expect(status(grid, 7)).to_contain_text("Sluttet")
    await expect(grid.locator("#m-7")).to_be_focused()
    await expect(grid.locator("#m-7")).to_contain_text("15. okt")


async def test_search_keeps_the_grid_alive(grid: Page, path: str) -> None:
    name = await grid.locator("#r-8 th").evaluate("cell => cell.firstChild.textContent")
    await grid.locator("#q").fill(name)
    await expect(grid.locator(".amt")).to_have_count(1)
    await expect(grid.locator("#q")).to_be_focused()

    await cell(grid, 8).fill("99")
    await grid.keyboard.press("Enter")
    await expect(status(grid, 8)).to_contain_text("Lagret")
    assert await saved(path, 8) == 9_900
    assert name not in grid.url


async def test_answer_on_its_way_leaves_alone_what_is_typed_meanwhile(grid: Page, path: str) -> None:
    async def slowly(route: Any) -> None:
        await asyncio.sleep(0.4)
        await route.continue_()

    await grid.route("**/amount", slowly)
    await cell(grid, 9).fill("5")
    await grid.keyboard.press("Enter")
    await cell(grid, 9).fill("567")
    await expect(status(grid, 9)).to_contain_text("Lagret")
    await expect(cell(grid, 9)).to_have_value("567")

    await grid.keyboard.press("Tab")
    await expect(cell(grid, 9)).to_have_value("567,00")
    assert await saved(path, 9) == 56_700


async def test_search_with_many_hits_is_paged_without_a_name_in_the_address(
    cast: Cast, chromium: Windows, server: Server
) -> None:
    list_id = await rows.deduction_list(cast.fjord_metall, [45_500] * 130)
    page = await chromium.open(server, cast.anna)
    await page.goto(f"/e/{cast.fjord}/lists/{list_id}")

    await page.locator("#q").fill("4000")  # every member number begins so
    await expect(page.locator(".pag button").first).to_be_visible()
    await page.locator(".pag button", has_text="2").click()

    await expect(page.locator(".pag b")).to_contain_text("2")
    await expect(page.locator(".amt")).to_have_count(30)
    assert page.url.endswith(f"/lists/{list_id}")


async def test_without_javascript_the_grid_is_one_form(
    path: str, cast: Cast, chromium: Windows, server: Server
) -> None:
    page = await chromium.open(server, cast.anna, javascript=False)
    await page.goto(path)
    await cell(page, 1).fill("400")
    await cell(page, 2).fill("abc")
    await page.get_by_role("button", name="Lagre").click()

    await expect(page.locator(".errors")).to_contain_text("Skriv beløpet")
    await expect(cell(page, 2)).to_have_value("abc")
    assert [await saved(path, n) for n in (1, 2)] == [40_000, 45_500]

    await cell(page, 2).fill("500")
    await page.get_by_role("button", name="Kontroller").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Kontroller")
    assert await saved(path, 2) == 50_000

    await page.goto(path)
    await page.locator("#m-3").click()
    await page.locator("input[type=date]").fill("2026-10-15")
    await page.locator("select").select_option("LEFT")
    await page.get_by_role("button", name="Lagre").click()
    await expect(status(page, 3)).to_contain_text("Sluttet")


async def test_added_person_is_taken_away_from_the_panel(grid: Page, path: str) -> None:
    from tests.support import people

    await grid.get_by_role("link", name="Ny person").click()
    await grid.get_by_label("Navn").fill("Ny Person")
    await grid.get_by_label("Fødselsnummer").fill(people.national_id(77))
    await grid.get_by_label("Trukket").fill("300")
    await grid.get_by_role("button", name="Legg til").click()
    await expect(cell(grid, 13)).to_have_value("300,00")
    await expect(status(grid, 13)).to_contain_text("Ny")

    await grid.locator("#m-13").click()
    await grid.get_by_role("button", name="Fjern personen").click()
    await expect(cell(grid, 13)).to_have_count(0)

    await grid.get_by_role("button", name="Angre").click()
    await expect(cell(grid, 13)).to_have_value("300,00")
