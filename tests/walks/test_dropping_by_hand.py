"""Dropping a file in a real browser: anywhere in the box, and once it is read the page is asked for once."""

import asyncio

from tests.intake.dropping import AMOUNTS, as_expected, csv, drop, file, read_files
from tests.support import rows
from tests.support.browser import Browser
from tests.support.cast import Cast
from tests.support.chromium import PHONE, Windows
from tests.support.server import Server

HIT = """() => {
  const box = document.querySelector('.drop').getBoundingClientRect();
  const at = [[.02, .04], [.5, .1], [.98, .5], [.5, .5], [.1, .96], [.9, .96]];
  return at.map(([x, y]) => (document.elementFromPoint(box.left + box.width * x, box.top + box.height * y) || {}).id);
}"""
APART = """() => {
  const label = document.querySelector('.drop label').getBoundingClientRect();
  return label.top - document.querySelector('.drop').getBoundingClientRect().top;
}"""


async def test_file_can_be_dropped_anywhere_in_the_box(
    browser: Browser, cast: Cast, chromium: Windows, server: Server
) -> None:
    await rows.deduction_list(cast.fjord_metall, AMOUNTS)
    for width in (PHONE, 1280):
        window = await chromium.open(server, cast.anna, width=width)
        await window.goto(f"/e/{cast.fjord}/uploads?period=2026-10")
        await window.locator(".drop").scroll_into_view_if_needed()

        assert await window.evaluate(HIT) == ["files"] * 6
        assert await window.evaluate(APART) > 60  # the button and the file's name stand above the words


async def test_page_that_takes_long_is_asked_for_once(
    browser: Browser, cast: Cast, chromium: Windows, server: Server
) -> None:
    await rows.deduction_list(cast.fjord_metall, AMOUNTS)
    await browser.sign_in(cast.anna)
    taken = await drop(browser, cast.fjord, [file("okt.csv", csv(as_expected()))])
    window = await chromium.open(server, cast.anna)
    asked: list[str] = []
    window.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    await window.goto(taken.location)
    reading = await window.locator("h1").inner_text()

    async def late(route: object) -> None:
        await asyncio.sleep(4)
        await route.continue_()  # type: ignore[attr-defined]

    await window.route(f"**{taken.location}", late)
    asked.clear()
    await read_files()
    await window.wait_for_selector("#rows", timeout=15_000)

    assert reading == "Leser filene"
    assert asked.count(taken.location.rpartition("/")[2]) == 1
    assert asked.count("progress") <= 3
    assert await window.locator("h1").inner_text() == "Kontroller filen"
