"""Employer ids («arbeidsgiver-ID»): what an employer signs in to a list with, beside the list's number.

Ours are ten characters drawn at random (50 bits), not to be guessed.  A union that brings its own ids keeps those.
"""

import re
import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32, without 0, O, 1 and I
LONGEST = 20
_BLANKS = re.compile(r"[\s\-\u2010-\u2015.]")
_KEPT = re.compile(rf"[0-9A-Z]{{1,{LONGEST}}}")


def make_reference() -> str:
    """A new one, e.g. 'K7MW3QXNPT'."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


def parse_reference(text: str) -> str | None:
    """As it is kept, from a form or a register: capitals and digits only; None when it cannot be one."""
    bare = _BLANKS.sub("", text[:60]).upper()
    return bare if _KEPT.fullmatch(bare) else None


def format_reference(reference: str) -> str:
    """'K7MW 3QXN PT' for one of ours, to be read aloud; others as they are."""
    if len(reference) != 10 or reference.isdigit():
        return reference
    return f"{reference[:4]}\u00a0{reference[4:8]}\u00a0{reference[8:]}"
