"""Static files: what is vendored is what was released; what is served may be kept for good."""

import asyncio
import gzip
import hashlib
from collections.abc import MutableMapping
from typing import Any

import brotli
import pytest

from app.web.assets import HTMX, STATIC, asset_url, assets, script, serve, stylesheet


def ask(path: str, method: str = "GET", accept: bytes = b"") -> tuple[bool, int, dict[str, str], bytes]:
    """Whether it was for us, and the answer."""
    sent: list[MutableMapping[str, Any]] = []

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    async def receive() -> MutableMapping[str, Any]:
        raise AssertionError("a static file needs no body")

    scope = {"type": "http", "method": method, "path": path, "headers": [(b"accept-encoding", accept)]}
    ours = asyncio.run(serve(scope, receive, send))
    if not ours:
        return False, 0, {}, b""
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return True, sent[0]["status"], headers, sent[1]["body"]


def test_vendored_htmx_is_the_released_one() -> None:
    digest, name = (STATIC / "vendor/htmx-2.0.11.sha256").read_text().split()

    assert hashlib.sha256((STATIC / "vendor" / name).read_bytes()).hexdigest() == digest
    assert f"vendor/{name}" == HTMX
    assert "BSD" in (STATIC / "vendor/htmx-2.0.11.LICENSE").read_text()


def test_script_holds_htmx_unchanged_and_stays_within_its_weight() -> None:
    assert script().startswith((STATIC / HTMX).read_text())
    assert len(assets()["portal.js"].bodies[b"br"]) <= 17_000


@pytest.mark.parametrize("name", ["portal.css", "portal.js", "icon.svg"])
def test_asset_is_served_to_be_kept_for_good(name: str) -> None:
    ours, status, headers, body = ask(asset_url(name))

    assert (ours, status) == (True, 200)
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert headers["vary"] == "Accept-Encoding"
    assert headers["content-length"] == str(len(body))
    assert hashlib.sha256(body).hexdigest()[:8] in asset_url(name)


def test_asset_is_packed_as_the_browser_likes_it() -> None:
    plain = stylesheet().encode()

    _, _, by_brotli, small = ask(asset_url("portal.css"), accept=b"gzip, deflate, br")
    _, _, by_gzip, smaller = ask(asset_url("portal.css"), accept=b"gzip")
    _, _, unpacked, whole = ask(asset_url("portal.css"), accept=b"br;q=0")

    assert (by_brotli["content-encoding"], brotli.decompress(small)) == ("br", plain)
    assert (by_gzip["content-encoding"], gzip.decompress(smaller)) == ("gzip", plain)
    assert ("content-encoding" in unpacked, whole) == (False, plain)


def test_head_tells_the_length_without_the_body() -> None:
    _, status, headers, body = ask(asset_url("portal.js"), method="HEAD")

    assert (status, body) == (200, b"")
    assert headers["content-length"] == str(len(script().encode()))


@pytest.mark.parametrize(
    "path",
    [
        "/static/portal.css",
        "/static/portal.00000000.css",
        "/static/",
        "/static/../app/settings.py",
        "/static/css/00-tokens.css",
    ],
)
def test_what_was_never_named_is_not_found_and_not_kept(path: str) -> None:
    ours, status, headers, body = ask(path)

    assert (ours, status, body) == (True, 404, b"")
    assert headers["cache-control"] == "no-store"


def test_asset_takes_no_post() -> None:
    assert ask(asset_url("portal.js"), method="POST")[1] == 405


def test_other_paths_are_left_to_others() -> None:
    assert ask("/sign-in")[0] is False
