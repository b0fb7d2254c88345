"""Taking in what is posted: with a limit on how much, and on how long it may take."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from app.web.rules import Turned

Receive = Callable[[], Awaitable[Any]]

GAP = 15.0
TOTAL = 120.0


class Gone(Exception):
    """The other end hung up before the request was whole: there is nobody to answer."""


class Intake:
    """A `receive` that refuses more than `cap` bytes, 15 s of silence, and `total` seconds in all."""

    __slots__ = ("_cap", "_deadline", "_receive", "_taken", "done")

    def __init__(self, receive: Receive, cap: int, total: float = TOTAL) -> None:
        self._receive, self._cap = receive, cap
        self._deadline = time.monotonic() + total
        self._taken = 0
        self.done = False

    async def __call__(self) -> Any:
        if self.done:
            return await self._receive()
        left = self._deadline - time.monotonic()
        try:
            async with asyncio.timeout(min(GAP, max(left, 0.0))):
                message = await self._receive()
        except TimeoutError:
            raise Turned(408, "too-slow", ((b"connection", b"close"),)) from None
        if message["type"] == "http.disconnect":
            self.done = True
            raise Gone
        self._taken += len(message.get("body", b""))
        if self._taken > self._cap:
            raise Turned(413, "too-large")
        self.done = not message.get("more_body", False)
        return message

    async def whole(self) -> bytes:
        """The body, all of it."""
        parts, more = [], True
        while more:
            message = await self()
            parts.append(message.get("body", b""))
            more = message.get("more_body", False)
        return b"".join(parts)


def replay(body: bytes, receive: Receive) -> Receive:
    """A `receive` that hands out a body already taken in, once."""
    told = False

    async def again() -> Any:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
