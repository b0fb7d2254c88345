"""Handing over and writing down that it was: one message at a time in a process.

Between a gateway's yes and our commit a crash makes a double.  Messages are prepared side by side, but only one is ever
in that moment, so a process that dies doubles at most one.
"""

import asyncio
from collections.abc import Awaitable, Callable

Taken = Callable[[], Awaitable[None]]

_lock = asyncio.Lock()


def last_step() -> asyncio.Lock:
    """Held from the last word to the gateway until the row is committed."""
    return _lock
