"""Stylesheet, script and icons: joined, named by their content and compressed once, at start; no build step.

`asset_url("portal.css")` is the address in a page; `serve` answers it before anything else is asked, with headers that
let a browser keep it for good.
"""

import gzip
import hashlib
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import brotli
import rcssmin
import rjsmin

from app.web import headers
from app.web.answer import accepted

STATIC = Path(__file__).resolve().parents[2] / "static"
HTMX = "vendor/htmx-2.0.11.min.js"
PREFIX = "/static/"

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent; `bodies` by content coding, the plain one under b"".  `url` changes with the content."""

    url: str
    media_type: bytes
    bodies: dict[bytes, bytes]


def stylesheet() -> str:
    """All of static/css in the order of the names, minified."""
    return str(rcssmin.cssmin("".join(part.read_text() for part in sorted((STATIC / "css").glob("*.css")))))


def script() -> str:
    """htmx as it came, then all of static/js in the order of the names, minified, in a block of its own."""
    ours = "".join(part.read_text() for part in sorted((STATIC / "js").glob("*.js")))
    return f"{(STATIC / HTMX).read_text()}\n{{{rjsmin.jsmin(ours)}}}"


def _asset(name: str, media_type: str, content: str) -> Asset:
    stem, _, ending = name.rpartition(".")
    body = content.encode()
    return Asset(
        url=f"{PREFIX}{stem}.{hashlib.sha256(body).hexdigest()[:8]}.{ending}",
        media_type=media_type.encode(),
        bodies={b"br": brotli.compress(body, quality=11), b"gzip": gzip.compress(body, 9, mtime=0), b"": body},
    )


@lru_cache(maxsize=1)
def assets() -> dict[str, Asset]:
    """Everything there is, by the name that templates use."""
    icons = {
        icon.name: _asset(icon.name, "image/svg+xml", icon.read_text()) for icon in (STATIC / "icons").glob("*.svg")
    }
    return {
        "portal.css": _asset("portal.css", "text/css; charset=utf-8", stylesheet()),
        "portal.js": _asset("portal.js", "text/javascript; charset=utf-8", script()),
        **icons,
    }


@lru_cache(maxsize=64)
def asset_url(name: str) -> str:
    """The address of `portal.css` and its like; a name that is not there is a fault in the template, a KeyError."""
    return assets()[name].url


@lru_cache(maxsize=1)
def _by_url() -> dict[str, Asset]:
    return {asset.url: asset for asset in assets().values()}


async def _answer(send: Send, status: int, fields: headers.Headers, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": fields})
    await send({"type": "http.response.body", "body": body})


async def serve(scope: Scope, receive: Receive, send: Send) -> bool:
    """Answer a request for a static file; False when it is for something else.  Knows only the names it made itself."""
    path: str = scope["path"]
    if not path.startswith(PREFIX):
        return False
    asset = _by_url().get(path)
    kept = headers.static()
    if asset is None or scope["method"] not in ("GET", "HEAD"):
        status = 404 if asset is None else 405
        gone = [(name, b"no-store" if name == b"cache-control" else value) for name, value in kept]
        await _answer(send, status, [*gone, (b"content-length", b"0")], b"")
        return True
    coding = accepted(b",".join(value for name, value in scope["headers"] if name == b"accept-encoding"))
    body = asset.bodies[coding]
    fields = [
        (b"content-type", asset.media_type),
        (b"content-length", str(len(body)).encode()),
        (b"vary", b"Accept-Encoding"),
        *kept,
    ]
    if coding:
        fields.append((b"content-encoding", coding))
    await _answer(send, 200, fields, b"" if scope["method"] == "HEAD" else body)
    return True
