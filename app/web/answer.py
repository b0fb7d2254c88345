"""Sending the answer: our headers on it, packed where that pays, without a body for HEAD."""

import gzip
from collections.abc import Awaitable, Callable
from typing import Any

import brotli

from app.web.headers import VARY, VARY_ENCODED, Dresser, Headers
from app.web.here import Here

Send = Callable[[Any], Awaitable[None]]

WORTH_PACKING = 800
SHORT = 4_000
PACKABLE = (b"text/", b"application/json", b"image/svg+xml")


def accepted(header: bytes) -> bytes:
    """The packing that we use for this Accept-Encoding: `br`, `gzip` or none."""
    if b"br" not in header and b"gzip" not in header:
        return b""
    offered = set()
    for part in header.split(b","):
        name, _, weight = part.strip().partition(b";")
        if weight.strip().replace(b" ", b"") not in {b"q=0", b"q=0.0", b"q=0.00", b"q=0.000"}:
            offered.add(name.strip())
    return b"br" if b"br" in offered else b"gzip" if b"gzip" in offered else b""


def packed(body: bytes, how: bytes) -> bytes:
    """The body by brotli, or gzip: at level 5; a fragment, which goes in one packet anyway, at 2 and at once."""
    if how == b"br":
        quality = 2 if len(body) < SHORT else 5
        return bytes(brotli.compress(body, quality=quality, mode=brotli.MODE_TEXT, lgwin=18))
    return gzip.compress(body, 5, mtime=0)


class Answer:
    """The `send` that a request's handler is given."""

    __slots__ = ("_dresser", "_head", "_here", "_send", "_start", "accept", "size", "started", "status")

    def __init__(self, send: Send, dresser: Dresser, here: Here, head: bool) -> None:
        self._send, self._dresser, self._here, self._head = send, dresser, here, head
        self._start: Any = None
        self.accept = b""
        self.started = False
        self.status = 0
        self.size = 0

    async def __call__(self, message: Any) -> None:
        """Kept back until the first piece of the body has come, so that the headers can tell its length."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        if message["type"] != "http.response.body":
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        if not self.started:
            start, self._start = self._start, None
            body = await self._begin(start["status"], start["headers"], body, more)
        self.size += len(body)
        if self._head:
            if not more:
                await self._send({"type": "http.response.body", "body": b"", "more_body": False})
            return
        await self._send({"type": "http.response.body", "body": body, "more_body": more})

    async def whole(self, status: int, headers: Headers, body: bytes) -> None:
        """An answer in one piece."""
        if status != 204:
            headers = [*headers, (b"content-length", str(len(body)).encode())]
        await self({"type": "http.response.start", "status": status, "headers": headers})
        await self({"type": "http.response.body", "body": body})

    async def _begin(self, status: int, own: Any, body: bytes, more: bool) -> bytes:
        if self._here.multipart and not self._here.trusted and self._here.principal and status < 400:
            raise RuntimeError("files were taken in without asking for the form's token")
        vary = VARY
        if not more and len(body) >= WORTH_PACKING and _may_be_packed(own):
            vary = VARY_ENCODED
            how = accepted(self.accept)
            if how:
                body = packed(body, how)
                own = [pair for pair in own if pair[0] != b"content-length"]
                own += [(b"content-encoding", how), (b"content-length", str(len(body)).encode())]
        headers = self._dresser.dress(own, vary)
        for cookie in self._here.cookies:
            headers.append((b"set-cookie", cookie))
        self.started, self.status = True, status
        await self._send({"type": "http.response.start", "status": status, "headers": headers})
        return body


def _may_be_packed(headers: Any) -> bool:
    names = dict(headers)
    return names.get(b"content-type", b"").startswith(PACKABLE) and b"content-encoding" not in names
