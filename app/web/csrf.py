"""The token that shows that a form came from our own page.

It is an HMAC over the session (before sign-in: over the flow cookie), so another browser's token is worth nothing.  It
is masked anew for each page, because a page's compressed length would tell a fixed secret apart (BREACH).
"""

import base64
import hashlib
import hmac
import os
import secrets
from functools import lru_cache

from app import crypto
from app.settings import settings

FIELD = "_csrf"
HEADER = b"x-csrf-token"
SIZE = 16


def secret() -> str:
    """A new cookie value: 256 random bits, 43 characters."""
    return secrets.token_urlsafe(32)


def fingerprint(value: str) -> str:
    """What the database keeps of a cookie."""
    return hashlib.sha256(value.encode()).hexdigest()


@lru_cache(maxsize=8)
def _key(kid: str) -> bytes:
    return crypto.derive("csrf", kid)


def _proof(bound: str, purpose: str) -> bytes:
    return hmac.digest(_key(settings().active_key), f"{purpose}|{bound}".encode(), "sha256")[:SIZE]


def _mixed(one: bytes, other: bytes) -> bytes:
    return (int.from_bytes(one, "big") ^ int.from_bytes(other, "big")).to_bytes(SIZE, "big")


def token(bound: str, purpose: str) -> str:
    """43 characters: the mask and the masked proof."""
    mask = os.urandom(SIZE)
    return base64.urlsafe_b64encode(mask + _mixed(mask, _proof(bound, purpose))).decode().rstrip("=")


def matches(sent: str, bound: str, purpose: str) -> bool:
    """Whether the token is ours, for this session or flow and this purpose."""
    if len(sent) != 43 or not sent.isascii():
        return False
    try:
        raw = base64.b64decode(sent + "=", altchars=b"-_", validate=True)
    except ValueError:
        return False
    return hmac.compare_digest(_mixed(raw[:SIZE], raw[SIZE:]), _proof(bound, purpose))
