"""Our cookies: what they are called, how they are set, and how they are read.

Over https their names begin with `__Host-`, so that no other host can plant one; on this machine's own address, where
nothing is https, they go by their plain names.
"""

import re
from functools import lru_cache

from app.settings import settings

SESSION, FLOW, DEVICE, LANGUAGE = "sid", "flow", "dev", "language"

FLOW_AGE = 30 * 60
LANGUAGE_AGE = 365 * 86400

_TOKEN = re.compile(rb"[A-Za-z0-9_-]{43}")
_LANGUAGE = re.compile(rb"nb|nn|en")
_SAME_SITE = {SESSION: "Lax", FLOW: "Strict", DEVICE: "Strict", LANGUAGE: "Lax"}


class Jar:
    """The cookies of one installation; made once."""

    __slots__ = ("_by_name", "_prefix", "_secure")

    def __init__(self) -> None:
        https = settings().https
        self._prefix = "__Host-" if https else ""
        self._secure = "; Secure" if https else ""
        self._by_name = {
            f"{self._prefix}{kind}".encode(): (kind, _LANGUAGE if kind == LANGUAGE else _TOKEN) for kind in _SAME_SITE
        }

    def read(self, header: bytes) -> dict[str, str]:
        """The cookies that are ours and could have been made by us; of two with one name the first."""
        found: dict[str, str] = {}
        for pair in header.split(b";"):
            name, _, value = pair.strip().partition(b"=")
            ours = self._by_name.get(name)
            if ours is not None and ours[1].fullmatch(value):
                found.setdefault(ours[0], value.decode())
        return found

    def put(self, kind: str, value: str, max_age: int | None = None) -> bytes:
        """A Set-Cookie value; without an age it goes when the browser closes."""
        age = f"; Max-Age={max_age}" if max_age is not None else ""
        return (
            f"{self._prefix}{kind}={value}; Path=/{self._secure}; HttpOnly; SameSite={_SAME_SITE[kind]}{age}".encode()
        )

    def drop(self, kind: str) -> bytes:
        """A Set-Cookie value that takes the cookie away."""
        return self.put(kind, "", 0)


@lru_cache(maxsize=1)
def jar() -> Jar:
    """This installation's jar."""
    return Jar()
