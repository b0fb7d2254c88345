"""What every page must be, whatever it is about.  `Browser` asks it of all that it is shown.

`faults(html, leads_somewhere)` gives the faults as sentences; `leads_somewhere(method, path)` knows the router.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser as Html
from selectolax.lexbor import LexborNode as Node

Leads = Callable[[str, str], bool]

NEEDS_NO_LABEL = {"hidden", "submit", "button", "image", "reset"}
REQUESTS = {"hx-get": "GET", "hx-post": "POST"}
LEFT_OVERS = re.compile(r"\{\{|\{%|%\(\w+\)s|\bNone\b|\bUndefined\b|object at 0x|\bNaN\b")
ADDRESSES = ("href", "src", "action", "formaction", "hx-get", "hx-post", "hx-push-url", "hx-replace-url")
ELSEWHERE = ("#", "?", "mailto:", "tel:")
ELEVEN_DIGITS = re.compile(r"(?<!\d)\d{11}(?!\d)")


def is_page(html: str) -> bool:
    """A whole page, not a fragment."""
    return html.lstrip()[:9].lower() == "<!doctype"


def faults(html: str, leads_somewhere: Leads) -> list[str]:
    tree = Html(html)
    checks = [_ids, _labels, _names_of_controls, _pictures, _forms, _inline, _words]
    if is_page(html):
        checks.append(_head)
    found = [fault for check in checks for fault in check(tree)]
    return found + list(_addresses(tree, leads_somewhere))


def _head(tree: Html) -> Iterator[str]:
    root = tree.css_first("html")
    if root is None or not root.attributes.get("lang"):
        yield "<html> has no lang"
    titles = tree.css("head > title")
    if len(titles) != 1 or not titles[0].text(strip=True):
        yield "there is not one <title> with words in it"
    headings = tree.css("h1")
    if len(headings) != 1 or not headings[0].text(strip=True):
        yield f"there is not one <h1>, but {len(headings)}"
    if len(tree.css("main")) != 1:
        yield "there is not one <main>"
    if tree.css_first('meta[name="viewport"]') is None:
        yield "no viewport is set for phones"
    levels = [int(node.tag[1]) for node in tree.css("h1, h2, h3, h4, h5, h6")]
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"an <h{before}> is followed by an <h{after}>"


def _ids(tree: Html) -> Iterator[str]:
    ids = [node.attributes["id"] or "" for node in tree.css("[id]")]
    for name, times in Counter(ids).items():
        if times > 1 or not name or re.search(r"\s", name):
            yield f'id="{name}" stands {times} times'
    if is_page(tree.html or ""):
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "form", "list"):
            for node in tree.css(f"[{attribute}]"):
                missing = set((node.attributes[attribute] or "").split()) - set(ids)
                if missing:
                    yield f"{_said(node)} points at {', '.join(sorted(missing))}, which is not there"


def _labels(tree: Html) -> Iterator[str]:
    labelled = {node.attributes["for"] for node in tree.css("label[for]") if node.text(strip=True)}
    for node in tree.css("input, select, textarea"):
        given = node.attributes
        if (given.get("type") or "").lower() in NEEDS_NO_LABEL:
            continue
        named = given.get("id") in labelled or given.get("aria-label") or given.get("aria-labelledby")
        if not named and not any(parent.tag == "label" for parent in _parents(node)):
            yield f"{_said(node)} has no label"


def _names_of_controls(tree: Html) -> Iterator[str]:
    for node in tree.css("button, a, summary"):
        spoken = node.text(strip=True) or node.attributes.get("aria-label") or node.attributes.get("aria-labelledby")
        if not spoken and not any(image.attributes.get("alt") for image in node.css("img")):
            yield f"{_said(node)} says nothing"
    for node in tree.css("a:not([href])"):
        yield f"{_said(node)} leads nowhere"
    for node in tree.css("table"):
        if node.css_first("th") is None:
            yield "a table has no headings"


def _pictures(tree: Html) -> Iterator[str]:
    for node in tree.css("img:not([alt])"):
        yield f"{_said(node)} has no alt"
    if tree.css_first("svg:not([aria-hidden]):not([role])"):
        yield "an <svg> is neither hidden from screen readers nor named"


def _inline(tree: Html) -> Iterator[str]:
    """What the content security policy would stop, or ought not to need."""
    for node in tree.css("script:not([src])"):
        yield f"{_said(node)} is inline"
    for node in tree.css("style, [style]"):
        yield f"{_said(node)} has inline style"
    for node in tree.css("*"):
        for attribute in node.attributes:
            if attribute.startswith(("on", "hx-on", "hx-vars")):
                yield f"{_said(node)} has {attribute}"


def _words(tree: Html) -> Iterator[str]:
    body = tree.body
    for left in LEFT_OVERS.findall(body.text(separator=" ") if body else ""):
        yield f"the page says «{left}»"


def _addresses(tree: Html, leads_somewhere: Leads) -> Iterator[str]:
    for node in tree.css(", ".join(f"[{name}]" for name in ADDRESSES)):
        for name in ADDRESSES:
            address = node.attributes.get(name)
            if address is None or address in {"", "true", "false", "data:,"} or address.startswith(ELSEWHERE):
                continue
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                if node.tag != "a" or parts.scheme != "https":
                    yield f"{_said(node)} leads to {address}"
            elif ELEVEN_DIGITS.search(address):
                yield f"{_said(node)} may have a national id in its address"
            elif not address.startswith("/"):
                yield f"{_said(node)} has {name}={address!r}, which does not begin with a slash"
            elif not leads_somewhere(_method(node, name), parts.path):
                yield f"{_said(node)}: there is no {_method(node, name)} {parts.path}"


def _forms(tree: Html) -> Iterator[str]:
    for form in tree.css('form[method="post" i]'):
        token = 'input[type="hidden"][name="_csrf"]'
        tied = f'{token}[form="{form.attributes.get("id", "")}"]'
        if form.css_first(token) is None and tree.css_first(tied) is None:
            yield f"{_said(form)} has no _csrf"
        if form.attributes.get("action") is None:
            yield f"{_said(form)} has no action"


def _method(node: Node, attribute: str) -> str:
    if attribute == "action":
        return (node.attributes.get("method") or "get").upper()
    if attribute == "formaction":
        own = node.attributes.get("formmethod")
        form = next((parent for parent in _parents(node) if parent.tag == "form"), None)
        return (own or (form.attributes.get("method") if form else None) or "post").upper()
    return REQUESTS.get(attribute, "GET")


def _parents(node: Node) -> Iterator[Node]:
    while (node := node.parent) is not None:  # type: ignore[assignment]
        yield node


def _said(node: Node) -> str:
    """The start of the tag as it stands."""
    return (node.html or node.tag or "").split(">")[0][:120] + ">"
