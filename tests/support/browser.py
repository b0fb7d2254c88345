"""A browser without a screen: it keeps cookies, sends what a browser sends, and minds the manners of each page."""

from collections.abc import Mapping, Sequence
from typing import Any

import httpx

from tests.support import manners, sessions
from tests.support.cast import Person
from tests.support.page import Page

Fields = Mapping[str, Any] | Sequence[tuple[str, str]]

_seen: set[str] = set()  # the scripts, styles and pictures that are known to be there


class Browser:
    """One person's browser. `token` is its session cookie once signed in."""

    def __init__(self, client: httpx.AsyncClient, leads_somewhere: manners.Leads) -> None:
        self.client, self.leads_somewhere = client, leads_somewhere
        self.token = ""
        self.page: Page | None = None

    async def sign_in(self, who: Person) -> None:
        """With a session made for the purpose, in a browser that is remembered: the ways in have tests of their own."""
        name, self.token = await sessions.open_for(who)
        self.client.cookies.set(name, self.token, domain=self.client.base_url.host)
        await self.remember(who)

    async def remember(self, who: Person) -> None:
        """The second factor was shown in this browser: the password alone will do."""
        self.client.cookies.set("dev", await sessions.remembered(who), domain=self.client.base_url.host)

    async def get(self, path: str, *, htmx: bool = False, headers: Mapping[str, str] | None = None) -> Page:
        """What the path shows; a redirect is not followed."""
        return await self._ask("GET", path, htmx, headers)

    async def post(
        self,
        path: str,
        fields: Fields = (),
        *,
        files: Sequence[tuple[str, tuple[str, bytes, str]]] = (),
        htmx: bool = False,
        csrf: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Page:
        """A form, with the token that this browser's pages have; `csrf` sends another one."""
        pairs = list(fields.items()) if isinstance(fields, Mapping) else list(fields)
        if not any(name == "_csrf" for name, _ in pairs):
            pairs.insert(0, ("_csrf", self._token() if csrf is None else csrf))
        own = {"sec-fetch-site": "same-origin", "origin": str(self.client.base_url).rstrip("/"), **(headers or {})}
        if files:
            parts = [(name, (None, value)) for name, value in pairs]
            return await self._ask("POST", path, htmx, own, files=[*parts, *files])
        grouped: dict[str, list[str]] = {}
        for name, value in pairs:
            grouped.setdefault(name, []).extend(value if isinstance(value, list) else [str(value)])
        return await self._ask("POST", path, htmx, own, data=grouped)

    async def submit(
        self,
        css: str = "main form",
        *,
        button: str | None = None,
        htmx: bool = False,
        **changes: str | list[str] | None,
    ) -> Page:
        """Send a form of the page that is shown, with these fields filled in otherwise."""
        assert self.page is not None, "no page is shown"
        form = self.page.form(css, button)
        if form.method == "GET":
            return await self.get(str(httpx.URL(form.action, params=form.filled(**changes))), htmx=htmx)
        return await self.post(form.action, form.filled(**changes), htmx=htmx)

    async def follow(self) -> Page:
        """Where the last answer led."""
        where = self.page.location if self.page else ""
        assert where, "the last answer led nowhere"
        return await self.get(where)

    async def _ask(self, method: str, path: str, htmx: bool, headers: Mapping[str, str] | None, **body: Any) -> Page:
        given = {"hx-request": "true"} if htmx else {}
        answer = await self.client.request(method, path, headers=given | dict(headers or {}), **body)
        page = Page(path, answer)
        await self._mind_manners(page)
        if page.is_whole or page.location:
            self.page = page
        return page

    def _token(self) -> str:
        """From the session; before sign-in from the form that is shown."""
        from app.web import csrf

        if self.token:
            return csrf.token(csrf.fingerprint(self.token), "session")
        shown = self.page.all('input[name="_csrf"]') if self.page and self.page.is_html else []
        return (shown[0].attributes.get("value") or "") if shown else ""

    async def _mind_manners(self, page: Page) -> None:
        assert page.status < 500, f"{page.path} answered {page.status}"
        if not page.is_html or not page.text.strip():
            return
        found = manners.faults(page.text, self.leads_somewhere)
        for path in page.parts - _seen:
            _seen.add(path)
            if (await self.client.get(path)).status_code != 200:
                found.append(f"{path} is not there")
        assert not found, f"{page.path}: " + "; ".join(found)
