"""Without JavaScript nothing that is chosen in the differences is lost on the way to another tab or page."""

import pytest

from app.intake.routes import pages
from tests.intake.dropping import AMOUNTS, amounts, as_expected, csv, dropped, take_in
from tests.support import rows
from tests.support.browser import Browser
from tests.support.cast import Cast
from tests.support.page import Page


def _acts(page: Page) -> list[str]:
    return [
        next((str(one.attributes["value"]) for one in select.css("option") if "selected" in one.attributes), "")
        for select in page.all("select[name^=c-]")
    ]


async def _press(browser: Browser, page: Page, button: str, **changes: str) -> Page:
    """A button of the table's form, as a browser without JavaScript sends it."""
    form = page.form("#rows", button)
    name, _, value = button.partition("=")
    (node,) = page.all(f'#rows button[name="{name}"][value="{value}"]')
    await browser.post(str(node.attributes["formaction"]), form.filled(**changes))
    return await browser.follow()


async def test_tab_keeps_what_is_chosen(anna: Browser, cast: Cast) -> None:
    lines = [*as_expected()[:3], *as_expected([40_000], first=50)]
    page = await dropped(anna, cast, ("okt.csv", csv(lines)))
    (select,) = page.all("select[name^=c-]")
    check = await _press(anna, page, "to=check", **{str(select.attributes["name"]): "out"})
    todo = await _press(anna, check, "to=todo")
    await take_in(anna)

    assert check.all('#rows button[aria-current="true"]')[0].attributes["value"] == "check"
    assert "Ikke i filen" in check.words
    assert _acts(todo) == ["out"]
    assert not page.all("#rows nav a")
    assert await amounts() == [*AMOUNTS[:3], 0]


async def test_paging_keeps_what_is_chosen(anna: Browser, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "SIZE", 1)
    page = await dropped(anna, cast, ("okt.csv", csv([*as_expected(), *as_expected([40_000, 50_000], first=50)])))
    (first,) = page.all("select[name^=c-]")
    form = page.form("#rows", "page=2")
    step = page.all('button[form=rows][name=page][value="2"]')[0]
    await anna.post(str(step.attributes["formaction"]), form.filled(**{str(first.attributes["name"]): "out"}))
    second = await anna.follow()
    (other,) = second.all("select[name^=c-]")
    back = await anna.get(f"{page.path}?show=todo&page=1")

    assert other.attributes["name"] != first.attributes["name"]
    assert _acts(second) == [""]
    assert _acts(back) == ["out"]


async def test_home_leads_to_files_for_the_union_it_stands_at(browser: Browser, cast: Cast) -> None:
    await rows.deduction_list(cast.fjord_metall, AMOUNTS)
    await rows.deduction_list(cast.fjord_sjo, [20_000], first=30)
    await browser.sign_in(cast.bo)
    home = await browser.get(f"/e/{cast.fjord}/home?period=2026-10")
    links = {str(one.attributes["href"]) for one in home.all('a[href*="/uploads?"][href*="agreement="]')}
    marked = {}
    for link in links:
        page = await browser.get(link)
        chosen = page.all("input[name=agreement][checked]")
        marked[link.rpartition("=")[2]] = [one.attributes["value"] for one in chosen]
    other = await browser.get(f"/e/{cast.fjord}/uploads?period=2026-10&agreement=17")

    assert marked == {str(one): [str(one)] for one in (cast.fjord_metall, cast.fjord_sjo)}
    assert other.status == 200
    assert not other.all("input[name=agreement][checked]")
