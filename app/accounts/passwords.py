"""Passwords: kept as argon2id, checked outside the event loop, never more at a time than the machine can bear."""

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.errors import Busy

T = TypeVar("T")

SHORTEST = 15  # characters, for everyone; no rules for what they are (NIST 800-63B)
LONGEST = 256  # bytes

THREADS = 2
QUEUE = 20

# OWASP's least: some 40 ms here.  The library's own defaults would be three sign-ins a second.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="password")
_under_way = 0


def fault_in(password: str) -> str:
    """What is wrong with a new password: `short`, `long`, or nothing."""
    if len(password) < SHORTEST:
        return "short"
    return "long" if len(password.encode()) > LONGEST else ""


async def hashed(password: str) -> str:
    """What is kept.  Raises Busy."""
    return await _in_turn(_hasher.hash, password)


async def matches(password: str, kept: str | None) -> bool:
    """Whether it is the password.  With none to compare with it takes as long, and it is not.  Raises Busy."""
    if len(password.encode()) > LONGEST:
        password, kept = "", None
    right = await _in_turn(_verify, kept or _nobodys(), password)
    return right and kept is not None


def is_outdated(kept: str) -> bool:
    """Whether it was hashed with other parameters than today's."""
    return _hasher.check_needs_rehash(kept)


def warm() -> None:
    """At the start, so that the first unknown address takes no longer than the others."""
    _nobodys()


async def _in_turn(function: Callable[..., T], *args: str) -> T:
    global _under_way
    if _under_way >= THREADS + QUEUE:
        raise Busy("busy")
    _under_way += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(_threads, function, *args)
    finally:
        _under_way -= 1


def _verify(kept: str, password: str) -> bool:
    try:
        return _hasher.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return _hasher.hash(secrets.token_urlsafe(32))
