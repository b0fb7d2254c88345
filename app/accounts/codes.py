"""One-time codes: how long they are, how long they count, and how they are typed and kept."""

import datetime as dt
import hmac
import re
import secrets

LIFE = dt.timedelta(minutes=10)
TRIES = 5

ACTIVATE, RESET, FACTOR, MOBILE, EMAIL, LIST = "ACTIVATE", "RESET", "FACTOR", "MOBILE", "EMAIL", "LIST"
"""What a code is asked for; one asked for one purpose is worth nothing for another."""

BY_EMAIL, BY_SMS = 8, 6  # digits

_FILLING = re.compile(r"[\s\u00a0\u2009\u202f\u2010-\u2015.-]")
_CODE = re.compile(r"[0-9]{4,12}")

FORESEEN = ("+47", "+46", "+45", "+358", "+354", "+298")
"""Where SMS go: the Nordic countries.  Numbers elsewhere are how senders of SMS are robbed."""


def make_code(digits: int) -> str:
    """So many digits, each drawn by itself."""
    return "".join(secrets.choice("0123456789") for _ in range(digits))


def read_code(typed: str) -> str:
    """The digits of a code that was typed or pasted with blanks and hyphens; empty when it is no code."""
    bare = _FILLING.sub("", typed[:40])
    return bare if _CODE.fullmatch(bare) else ""


def digest(key: bytes, code_id: int, code: str) -> str:
    """What is kept of a code.  The id is drawn anew each time, so one code's digest is never another's."""
    return hmac.digest(key, f"{code_id}|{code}".encode(), "sha256").hex()


def is_it(kept: str, key: bytes, code_id: int, code: str) -> bool:
    """Whether it is the code; with none kept (it was never sent) it takes as long, and is not."""
    right = hmac.compare_digest((kept or "0" * 64).encode(), digest(key, code_id, code).encode())
    return right and bool(kept)


def reaches(mobile: str) -> bool:
    """Whether an SMS is sent to this number."""
    return mobile.startswith(FORESEEN)
