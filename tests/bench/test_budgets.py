"""What does not swing is measured every day: bytes, requests, elements, questions to the database, what is loaded."""

import re
import subprocess
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from app.bench import budgets
from app.bench.budgets import CHANGED, GRID, PAGE, SIGN_IN, Budget
from app.web import assets
from app.web.answer import packed
from tests.support import installation, rows
from tests.support.cast import Cast
from tests.support.counting import queries

HEAVY = (
    "openpyxl",
    "pypdfium2",
    "xlrd",
    "pyxlsb",
    "odf",
    "pandas",
    "numpy",
    "PIL",
    "app.intake.sheets",
    "app.demo.year",
)
LINKED = re.compile(r"<(?:link|script|img|iframe|source|video|object|embed)\b[^>]*>")

Path = Callable[[Cast], Awaitable[str]]


async def _grid(cast: Cast, people: int = 100, **more: Any) -> str:
    made = await rows.deduction_list(cast.fjord_metall, [45_500 + n for n in range(people)], **more)
    return f"/e/{cast.fjord}/lists/{made}"


async def _changed(cast: Cast) -> str:
    from app import db

    path = await _grid(cast)
    await db.execute("UPDATE deduction_line SET deducted = deducted - 100, status = 'CHANGED'")
    await db.execute("UPDATE deduction_list SET changed = 100")
    return path


async def _review(cast: Cast) -> str:
    return f"{await _changed(cast)}/review"


def _at(path: str) -> Path:
    async def found(cast: Cast) -> str:
        return path.format(fjord=cast.fjord)

    return found


PAGES: dict[str, tuple[Path, Budget]] = {
    "home": (_at("/e/{fjord}/home"), PAGE),
    "employers": (_at("/employers"), PAGE),
    "submissions": (_at("/e/{fjord}/submissions"), PAGE),
    "uploads": (_at("/e/{fjord}/uploads"), PAGE),
    "grid": (_grid, GRID),
    "grid, all changed": (_changed, CHANGED),
    "review, all changed": (_review, GRID),
}


def _style() -> int:
    return len(assets.assets()["portal.css"].bodies[b"br"])


@pytest.mark.parametrize("name", PAGES)
async def test_page_keeps_within_its_budget(new_browser: Any, cast: Cast, name: str) -> None:
    path, budget = PAGES[name]
    anna = await new_browser(cast.anna)

    page = await anna.get(await path(cast))

    assert page.status == 200
    assert budgets.weigh(name, page.answer.content, _style(), budget).over == []


async def test_sign_in_keeps_within_its_budget(browser: Any) -> None:
    page = await browser.get("/sign-in")

    assert budgets.weigh("sign-in", page.answer.content, _style(), SIGN_IN).over == []


def test_stylesheet_and_script_keep_within_their_budgets() -> None:
    assert _style() <= budgets.STYLE
    assert len(assets.assets()["portal.js"].bodies[b"br"]) <= budgets.SCRIPT


async def test_page_asks_for_a_stylesheet_a_script_and_nothing_else(new_browser: Any, cast: Cast) -> None:
    anna = await new_browser(cast.anna)

    page = await anna.get(await _grid(cast, 3))

    asked = [tag for tag in LINKED.findall(page.text) if 'rel="icon"' not in tag]
    assert [tag.partition(" ")[0] for tag in asked] == ["<link", "<script"]
    assert b"url(" not in assets.assets()["portal.css"].bodies[b""].replace(b"url(data:", b"")


async def test_page_before_sign_in_has_no_script(browser: Any) -> None:
    assert "<script" not in (await browser.get("/sign-in")).text


def test_what_is_sent_is_packed_as_the_budget_counts() -> None:
    body = b"<p>trekk</p>" * 5_000

    assert budgets.weigh("page", body, 0, PAGE).html == len(packed(body, b"br"))
    assert budgets.elements_in(b"<!doctype html><p>a<br>b</p><!-- c --><b>d</b>") == 3


def test_page_over_its_budget_is_told() -> None:
    assert budgets.weigh("page", b"<p>x</p>" * 601, 20_000, PAGE).over == [
        "html + css 20021 > 11000",
        "elements 601 > 600",
    ]


ROADS = (
    "/e/{fjord}/lists/{list}",
    "/e/{fjord}/lists/{list}/review",
    "/e/{fjord}/lists/{list}/people/new",
    "/e/{fjord}/home",
    "/e/{fjord}/submissions",
    "/e/{fjord}/uploads",
    "/employers",
)


@pytest.mark.parametrize("road", ROADS)
async def test_page_asks_as_much_about_three_people_as_about_one(new_browser: Any, cast: Cast, road: str) -> None:
    """Another list and more people: the same number of questions."""
    anna = await new_browser(cast.anna)
    asked_for = []
    for people, period in ((1, "2026-09"), (3, "2026-10")):
        made = await rows.deduction_list(cast.fjord_metall, [45_500] * people, period=period, first=people * 10)
        path = road.format(fjord=cast.fjord, list=made)
        await anna.get(path)
        with queries() as asked:
            page = await anna.get(path)
        assert page.status == 200
        asked_for.append(len(asked))

    assert asked_for[0] == asked_for[1]
    assert asked_for[0] <= 12


def test_web_process_loads_nothing_that_only_reading_needs() -> None:
    """What reads files lives in a process of its own, and what makes a demo is not there in production."""
    code = f"import sys, app.serve; print([name for name in {HEAVY!r} if name in sys.modules])"

    found = subprocess.run(
        [sys.executable, "-c", code], cwd=installation.ROOT, capture_output=True, text=True, check=True
    )

    assert found.stdout.strip() == "[]"


def test_web_process_is_loaded_in_little_time() -> None:
    code = "import time, app.serve; print(time.process_time())"

    found = subprocess.run(
        [sys.executable, "-c", code], cwd=installation.ROOT, capture_output=True, text=True, check=True
    )

    assert float(found.stdout) < 6  # a second where nothing else goes on; processors are counted, but caches are shared
