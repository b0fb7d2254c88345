"""A real browser, for the walks: what only a Chromium can say."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from tests.support import servers, sessions
from tests.support.cast import Person
from tests.support.server import Server

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE, DESK = 360, 1280


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    path = servers.chromium()
    assert path, "there is no Chromium: bin/test installs one where it may, or TEST_CHROMIUM names it"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        await browser.close()


class Windows:
    """The windows of one test. What their consoles complain of fails it at the end."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    async def open(
        self,
        server: Server,
        who: Person | None = None,
        *,
        width: int = DESK,
        javascript: bool = True,
        dark: bool = False,
        known: Person | None = None,
        **more: Any,
    ) -> Page:
        """A new window of somebody's own, signed in, at no page yet: `await page.goto("/")`.

        `known` is not signed in, but is remembered there: the password will do.
        """
        context = await self._browser.new_context(
            base_url=server.url,
            viewport={"width": width, "height": 800},
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            locale="nb-NO",
            timezone_id="Europe/Oslo",
            **more,
        )
        context.set_default_timeout(10_000)
        self._contexts.append(context)
        if who is not None:
            name, token = await sessions.open_for(who)
            await context.add_cookies([{"name": name, "value": token, "url": server.url}])
        if known is not None:
            await context.add_cookies([{"name": "dev", "value": await sessions.remembered(known), "url": server.url}])
        page = await context.new_page()
        page.on("console", lambda said: self._note(said.type, said.text))
        page.on("pageerror", lambda error: self._note("error", str(error)))
        return page

    def _note(self, kind: str, text: str) -> None:
        # A refusal (4xx) that the page shows is in the console as well; that is not a complaint.
        if kind in {"error", "warning"} and "the server responded with a status of 4" not in text:
            self.complaints.append(text)

    async def close(self) -> None:
        for context in self._contexts:
            await context.close()
        assert not self.complaints, "the console says: " + "; ".join(self.complaints)


async def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands, the `<details>` opened."""
    await page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    await page.evaluate(AXE.read_text())
    found = await page.evaluate("axe.run()")
    return [f"{one['id']}: {', '.join(node['html'][:90] for node in one['nodes'][:3])}" for one in found["violations"]]
