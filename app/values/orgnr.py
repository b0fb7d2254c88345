"""Organisation numbers (Brønnøysund): nine digits, the last one a check digit."""

import re

from app.values.mod11 import mod11

_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
_TYPED = re.compile(r"(?:NO ?)?([1-9][0-9]{2})[ .]?([0-9]{3})[ .]?([0-9]{3})(?: ?MVA)?", re.I)


def parse_orgnr(text: str) -> str | None:
    """Nine digits for '999 111 222', 'NO999111222MVA' and the like, or None when the check digit is wrong."""
    found = _TYPED.fullmatch(" ".join(text[:40].split()))
    if found is None:
        return None
    digits = "".join(found.groups())
    return digits if mod11(digits[:8], _WEIGHTS) == int(digits[8]) else None


def format_orgnr(orgnr: str) -> str:
    """'999 111 222', with no-break blanks."""
    return f"{orgnr[:3]}\u00a0{orgnr[3:6]}\u00a0{orgnr[6:]}"
