"""Every employer page as it is seen: for screen readers, on a phone, in the dark, from the keyboard, and by weight."""

import datetime as dt
import re
from typing import Any

import brotli
import pytest
from playwright.async_api import Page

from tests.support import rows
from tests.support.cast import Cast
from tests.support.chromium import DESK, PHONE, Windows, violations
from tests.support.server import Server

PAGES = {
    "employers": "/employers",
    "home": "/e/{e}/home?period=2026-10",
    "grid": "/e/{e}/lists/{list}",
    "problems": "/e/{e}/lists/{list}?show=problems",
    "panel": "/e/{e}/lists/{list}/lines/2",
    "person": "/e/{e}/lists/{list}/people/new",
    "none": "/e/{e}/lists/{list}/none",
    "review": "/e/{e}/lists/{list}/review",
    "files": "/e/{e}/uploads?period=2026-10",
    "submissions": "/e/{e}/submissions",
    "receipt": "/e/{e}/submissions/{sent}",
    "sent": "/e/{e}/submissions/{sent}/lines",
    "reopening": "/e/{e}/lists/{gone}/reopening",
    "components": "/dev/components",
    "messages": "/dev/messages",
    "help": "/help",
    "privacy": "/privacy",
    "accessibility": "/accessibility",
    "lost": "/e/1/home",
}
KB = 1000
# HTML, DOM nodes (ux.md D1); the stylesheet and script have their own tests
BUDGETS = {
    "sign_in": (2 * KB, 150),
    "home": (4 * KB, 600),
    "review": (4 * KB, 600),
    "receipt": (4 * KB, 600),
    "grid": (7.5 * KB, 2_400),
}

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
HIDDEN_FOCUS = """() => {
  const el = document.activeElement, box = el.getBoundingClientRect();
  if (el === document.body || !box.width || !box.height) return '';
  const over = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
  const label = over && over.closest('label');
  if (over && (el.contains(over) || over.contains(el) || (label && label.contains(el)))) return '';
  return el.outerHTML.slice(0, 120) + ' under ' + (over ? over.outerHTML.slice(0, 80) : 'the edge');
}"""


@pytest.fixture
async def paths(cast: Cast) -> dict[str, str]:
    """Addresses by name: a list of 100 with some of every kind, and one that is sent."""
    from app.accounts.principal import Principal
    from app.lists import queries
    from app.lists.actions.send import send

    ids = {"e": cast.fjord, "list": await rows.deduction_list(cast.fjord_metall, [45_500] * 100)}
    ids["gone"] = await rows.deduction_list(cast.fjord_metall, [30_000] * 3, "2026-09", first=200)
    anna = Principal("user", cast.anna.id, cast.anna.name)
    gone = await queries.list_for(anna, cast.fjord, ids["gone"])
    ids["sent"] = await send(gone, by=anna, seen=gone.version)
    await _touch(ids["list"])
    return {name: path.format(**ids) for name, path in PAGES.items()}


async def _touch(list_id: int) -> None:
    from app import db

    for n, (status, problem) in enumerate(
        (("CHANGED", None), ("ENDED", None), ("CHANGED", "line.change_needs_comment")), 2
    ):
        end = dt.date(2026, 10, 15) if status == "ENDED" else None
        await db.execute(
            "UPDATE deduction_line SET deducted = 1234, status = ?, problem = ?, end_reason = ?, end_on = ?"
            " WHERE list_id = ? AND n = ?",
            status,
            problem,
            "LEFT" if end else None,
            end,
            list_id,
            n,
        )


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [DESK, PHONE])
async def test_pages_are_accessible_and_no_wider_than_the_screen(
    paths: dict[str, str], cast: Cast, chromium: Windows, server: Server, width: int, dark: bool
) -> None:
    page = await chromium.open(server, cast.anna, width=width, dark=dark)
    found: dict[str, Any] = {}
    for name, path in paths.items():
        await page.goto(path)
        wider, faults = await page.evaluate(WIDER), await violations(page)
        if wider > 0 or faults:
            found[name] = (wider, faults)
    assert found == {}


async def test_sign_in_is_accessible(chromium: Windows, server: Server, cast: Cast) -> None:
    for width in (DESK, PHONE):
        page = await chromium.open(server, width=width)
        await page.goto("/sign-in")
        assert await violations(page) == []
        assert await page.evaluate(WIDER) <= 0


async def test_reflow_at_four_hundred_per_cent(
    paths: dict[str, str], cast: Cast, chromium: Windows, server: Server
) -> None:
    page = await chromium.open(server, cast.anna, width=320)
    await page.set_viewport_size({"width": 320, "height": 256})
    wide = []
    for name, path in paths.items():
        await page.goto(path)
        if await page.evaluate(WIDER) > 0:
            wide.append(name)
    assert wide == []


@pytest.mark.parametrize("width", [DESK, PHONE])
async def test_tab_through_a_page_hides_no_focus(
    paths: dict[str, str], cast: Cast, chromium: Windows, server: Server, width: int
) -> None:
    page = await chromium.open(server, cast.anna, width=width)
    for name in ("home", "grid", "review", "receipt", "files", "submissions"):
        await page.goto(paths[name])
        assert await _hidden(page) == [], name


async def _hidden(page: Page) -> list[str]:
    hidden = []
    for _ in range(70):
        await page.keyboard.press("Tab")
        if text := await page.evaluate(HIDDEN_FOCUS):
            hidden.append(text)
    return hidden


@pytest.mark.parametrize("name", ["home", "grid", "review", "receipt"])
async def test_page_keeps_within_its_weight(paths: dict[str, str], cast: Cast, new_browser: Any, name: str) -> None:
    browser = await new_browser(cast.anna)
    html = (await browser.client.get(paths[name])).text
    weight, nodes = BUDGETS[name]

    assert len(brotli.compress(html.encode(), quality=5, mode=brotli.MODE_TEXT, lgwin=18)) <= weight
    assert len(re.findall(r"<[a-z]", html)) <= nodes


async def test_sign_in_keeps_within_its_weight_without_script(cast: Cast, new_browser: Any) -> None:
    browser = await new_browser()
    html = (await browser.client.get("/sign-in")).text
    weight, nodes = BUDGETS["sign_in"]

    assert len(brotli.compress(html.encode(), quality=5, mode=brotli.MODE_TEXT, lgwin=18)) <= weight
    assert len(re.findall(r"<[a-z]", html)) <= nodes
    assert "<script" not in html
