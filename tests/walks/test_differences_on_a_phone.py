"""The differences on a small phone: a whole row above the bar, and its figures on one line each."""

import pytest

from tests.intake.dropping import AMOUNTS, as_expected, csv, dropped
from tests.support import rows
from tests.support.browser import Browser
from tests.support.cast import Cast
from tests.support.chromium import PHONE, Windows
from tests.support.server import Server

EDGES = """() => {
  const box = (at) => document.querySelector(at).getBoundingClientRect();
  return {row: box('.diff tbody tr').bottom, bar: box('.sum').top, button: box('.sum .btn').left,
    terms: [...document.querySelectorAll('#standing dt')].map((one) => one.offsetHeight),
    ends: Math.max(...[...document.querySelectorAll('#standing dd')].map((one) => {
      const range = document.createRange();
      range.selectNodeContents(one);
      return range.getBoundingClientRect().right;
    }))};
}"""


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
async def test_a_row_is_seen_whole_above_the_bar(
    browser: Browser, cast: Cast, chromium: Windows, server: Server, language: str
) -> None:
    from app import db

    await rows.deduction_list(cast.fjord_metall, [*AMOUNTS, 1_000_000])
    await browser.sign_in(cast.anna)
    page = await dropped(browser, cast, ("okt.csv", csv([*as_expected(), *as_expected([40_000, 50_000], first=60)])))
    await db.execute("UPDATE portal_user SET language = ?", language)
    window = await chromium.open(server, cast.anna, width=PHONE)
    await window.set_viewport_size({"width": PHONE, "height": 900})
    await window.goto(page.path)
    edges = await window.evaluate(EDGES)

    assert edges["row"] <= edges["bar"]
    assert edges["ends"] <= edges["button"]
    assert {high for high in edges["terms"] if high} == {min(high for high in edges["terms"] if high)}
    assert await window.locator(".diff td .wide").count() == 0


async def test_row_without_a_place_takes_no_line_for_it(
    browser: Browser, cast: Cast, chromium: Windows, server: Server
) -> None:
    await rows.deduction_list(cast.fjord_metall, AMOUNTS)
    await browser.sign_in(cast.anna)
    page = await dropped(browser, cast, ("okt.csv", csv(as_expected()[:3])))
    window = await chromium.open(server, cast.anna, width=PHONE)
    await window.goto(f"{page.path}?show=check")
    desk = await chromium.open(server, cast.anna)
    await desk.goto(f"{page.path}?show=check")

    assert await window.locator(".diff tbody td").first.evaluate("one => one.offsetHeight") == 0
    assert await desk.locator(".diff tbody td").first.inner_text() == "–"
