"""An answer as a person with a browser has it: words, links, and forms with what is filled in."""

from dataclasses import dataclass, field
from functools import cached_property

import httpx
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.support import manners

SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2007\n\t"), " ")


@dataclass
class Form:
    """A form and all that a browser would send with it, in the order it stands."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, **changes: str | list[str] | None) -> list[tuple[str, str]]:
        """With other values: None takes a field away, a list stands for several of a name."""
        kept = [(name, value) for name, value in self.fields if name not in changes]
        for name, value in changes.items():
            values = [] if value is None else value if isinstance(value, list) else [value]
            kept += [(name, one) for one in values]
        return kept


@dataclass
class Page:
    """One answer. `path` is what was asked for."""

    path: str
    answer: httpx.Response

    @property
    def status(self) -> int:
        return self.answer.status_code

    @property
    def headers(self) -> httpx.Headers:
        return self.answer.headers

    @property
    def location(self) -> str:
        """Where it leads: a redirect's address, or what htmx is told to go to."""
        return self.headers.get("location") or self.headers.get("hx-redirect") or ""

    @property
    def text(self) -> str:
        return self.answer.text

    @property
    def is_html(self) -> bool:
        return self.headers.get("content-type", "").startswith("text/html")

    @property
    def is_whole(self) -> bool:
        return self.is_html and manners.is_page(self.text)

    @cached_property
    def html(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.text)

    @property
    def title(self) -> str:
        return words_of(self.html.css("title")[0])

    @property
    def heading(self) -> str:
        return words_of(self.html.css("h1")[0])

    @property
    def words(self) -> str:
        """All that is read on it, with plain blanks: `assert "1 234,50" in page.words`."""
        body = self.html.body
        return words_of(body) if body else ""

    def all(self, css: str) -> list[LexborNode]:
        return self.html.css(css)

    def one(self, css: str) -> LexborNode:
        """The only one; anything else fails the test."""
        found = self.html.css(css)
        assert len(found) == 1, f"{len(found)} of {css} on {self.path}"
        return found[0]

    def said(self, css: str) -> list[str]:
        """The words of each."""
        return [words_of(node) for node in self.html.css(css)]

    @property
    def parts(self) -> set[str]:
        """Scripts, styles and pictures of ours."""
        addresses = {
            node.attributes.get("src") or node.attributes.get("href") for node in self.all("[src], link[href]")
        }
        return {address for address in addresses if address and address.startswith("/static/")}

    def value(self, name: str) -> str:
        """What the control of that name holds."""
        return self.one(f'[name="{name}"]').attributes.get("value") or ""

    def has_link(self, path: str) -> bool:
        return any(node.attributes.get("href") == path for node in self.html.css("a"))

    def form(self, css: str = "main form", button: str | None = None) -> Form:
        """A form with what is filled in; `button` is the name=value of the button that is pressed."""
        node = self.one(css)
        given = node.attributes
        form = Form(given.get("action") or self.path, (given.get("method") or "get").upper())
        for control in self._controls_of(node):
            form.fields += _sent(control)
        if button:
            name, _, value = button.partition("=")
            form.fields.append((name, value))
        return form

    def _controls_of(self, form: LexborNode) -> list[LexborNode]:
        own = form.attributes.get("id")
        inside = {node.mem_id for node in form.css("input, select, textarea")}

        def belongs(node: LexborNode) -> bool:
            tied = node.attributes.get("form")
            return node.mem_id in inside if tied is None else tied == own

        return [node for node in self.html.css("input, select, textarea") if belongs(node)]


def words_of(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").translate(SPACES).split())


def _sent(control: LexborNode) -> list[tuple[str, str]]:
    given = control.attributes
    name, kind = given.get("name"), (given.get("type") or "text").lower()
    if not name or "disabled" in given or kind in {"submit", "button", "image", "reset", "file"}:
        return []
    if control.tag == "textarea":
        return [(name, control.text())]
    if control.tag == "select":
        options = control.css("option")
        chosen = [one for one in options if "selected" in one.attributes] or options[:1]
        return [(name, one.attributes.get("value", one.text()) or "") for one in chosen]
    if kind in {"checkbox", "radio"}:
        return [(name, given.get("value") or "on")] if "checked" in given else []
    return [(name, given.get("value") or "")]
