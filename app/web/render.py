"""Answers: a page, a fragment, or the way on."""

from typing import Any

from litestar import Request, Response

from app.web.here import here
from app.web.templates import render

HTML = "text/html"  # Litestar adds the charset


def page(name: str, *, status: int = 200, tell: str = "", **context: Any) -> Response[bytes]:
    """A template filled in; `tell` is an event for whatever else is on the page."""
    return Response(
        render(name, **context).encode(),
        status_code=status,
        media_type=HTML,
        headers={"HX-Trigger": tell} if tell else None,
    )


def go(request: Request[Any, Any, Any] | None, path: str) -> Response[bytes]:
    """On to another page of ours: a 303, or for htmx a redirect that the whole page follows.

    `path` is made by us, never taken from the outside (`safe_next` is for that).
    """
    if not path.startswith("/") or path.startswith("//") or not path.isascii() or not path.isprintable():
        raise ValueError("go() is for our own paths")
    if here().htmx:
        return Response(b"", status_code=200, media_type=HTML, headers={"HX-Redirect": path})
    return Response(b"", status_code=303, media_type=HTML, headers={"Location": path})
