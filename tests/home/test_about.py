"""Help, privacy and accessibility: open to everyone, in every language, and true to the unions' policies."""

from typing import Any

import pytest

from tests.support.cast import Cast

PATHS = ("/help", "/privacy", "/accessibility")


@pytest.mark.parametrize("path", PATHS)
async def test_page_is_for_everyone(browser: Any, new_browser: Any, cast: Cast, path: str) -> None:
    for one in (browser, await new_browser(cast.anna), await new_browser(cast.siri)):
        page = await one.get(path)
        assert page.status == 200
        assert "post@metall.example" in page.words


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", ["nn", "en"])
async def test_page_is_in_the_language_spoken(browser: Any, cast: Cast, path: str, language: str) -> None:
    bokmal = await browser.get(path)
    page = await browser.get(path, headers={"accept-language": language})

    assert page.all(f'html[lang="{language}"]')
    assert page.words != bokmal.words


async def test_privacy_tells_how_long_each_union_keeps_things(browser: Any, cast: Cast) -> None:
    from app.accounts.principal import the_command_line
    from app.unions.actions import change_policy

    await change_policy(cast.metall, {"keep_files_months": 7, "keep_lists_years": 4}, by=the_command_line())

    row = next(node for node in (await browser.get("/privacy")).all("tbody tr") if "Metall" in node.text())

    assert "7 måneder" in row.text()
    assert "4 år" in row.text()
