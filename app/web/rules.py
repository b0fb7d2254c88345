"""What a request must look like to be let in at all: refused here, it has cost next to nothing.

From `security.md` 6.5.  What the rules say is for machines; people meet them only by a broken link.
"""

import re
from dataclasses import dataclass
from typing import Any

MAX_HEADERS = 64
MAX_HEADER_BYTES = 16_384
MAX_PATH = 2048

METHODS = frozenset({"GET", "HEAD", "POST"})

# Two of these in one request is how one server is made to read another request than the next.
ONCE = frozenset(
    {
        b"host", b"content-length", b"content-type", b"transfer-encoding", b"cookie", b"origin", b"sec-fetch-site",
        b"x-csrf-token", b"hx-request", b"x-real-ip", b"authorization", b"content-encoding",
    }
)  # fmt: skip

_NOT_PRINTABLE = re.compile(rb"[^\x20-\x7e]")
_QUERY = re.compile(rb"[\x21-\x7e]*")

# One spelling for each thing: a number has no sign, no leading zero, no underscore, and fits in 63 bits.
_NUMBER = rb"0|[1-9][0-9]{0,17}|[1-8][0-9]{18}"
_WORD = rb"[A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*"
_SEGMENT = rb"(?:" + _NUMBER + rb"|" + _WORD + rb"|[0-9]{4}-[0-9]{2}|[A-Za-z0-9_-]{43})"
_PATH = re.compile(rb"/|(?:/" + _SEGMENT + rb")+/?")

_NEVER_IN_PATH = (b"%00", b"..", b"//", b"\\", b"%2f", b"%2F", b"%5c", b"%5C")


@dataclass(slots=True)
class Turned(Exception):
    """Turned away at the door; `code` names a sentence."""

    status: int
    code: str
    headers: tuple[tuple[bytes, bytes], ...] = ()


def headers_of(scope: Any) -> dict[bytes, bytes]:
    """The request's headers by name.  Raises Turned for too many, too long, unprintable or doubled ones."""
    pairs = scope["headers"]
    if len(pairs) > MAX_HEADERS:
        raise Turned(431, "headers-too-large")
    found = dict(pairs)
    if len(found) != len(pairs):
        _refuse_doubles(pairs)
    joined = b"".join(found.values())
    if len(joined) + 32 * len(pairs) > MAX_HEADER_BYTES:
        raise Turned(431, "headers-too-large")
    if _NOT_PRINTABLE.search(joined):
        raise Turned(400, "malformed")
    if b"transfer-encoding" in found and b"content-length" in found:
        raise Turned(400, "malformed")
    return found


def _refuse_doubles(pairs: Any) -> None:
    seen = set()
    for name, _ in pairs:
        if name in ONCE and name in seen:
            raise Turned(400, "malformed")
        seen.add(name)


def check_line(scope: Any, found: dict[bytes, bytes], hosts: frozenset[bytes]) -> None:
    """Method, host, path and query.  Raises Turned; a path in another spelling than ours is not found."""
    if scope["method"] not in METHODS:
        raise Turned(405, "method-not-allowed", ((b"allow", b"GET, HEAD, POST"),))
    if found.get(b"host", b"").lower() not in hosts:
        raise Turned(400, "wrong-host")
    raw = scope.get("raw_path") or scope["path"].encode()
    if len(raw) + len(scope["query_string"]) > MAX_PATH:
        raise Turned(414, "address-too-long")
    if not _PATH.fullmatch(raw):
        raise Turned(400 if any(bad in raw for bad in _NEVER_IN_PATH) else 404, "not-found")
    if not _QUERY.fullmatch(scope["query_string"]):
        raise Turned(400, "malformed")


def length_of(found: dict[bytes, bytes]) -> int | None:
    """What Content-Length says; None without one.  Raises Turned when it is not a number."""
    text = found.get(b"content-length")
    if text is None:
        return None
    if not text.isdigit() or len(text) > 12:
        raise Turned(400, "malformed")
    return int(text)
