"""Norwegian bank account numbers: eleven digits, the last one a check digit."""

import re

from app.values.mod11 import mod11

_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_TYPED = re.compile(r"([0-9]{4})[ .]?([0-9]{2})[ .]?([0-9]{5})")


def parse_account_no(text: str) -> str | None:
    """Eleven digits for '1234.56.78903' or '1234 56 78903', or None when the check digit is wrong."""
    found = _TYPED.fullmatch(" ".join(text[:40].split()))
    if found is None:
        return None
    digits = "".join(found.groups())
    return digits if digits.strip("0") and mod11(digits[:10], _WEIGHTS) == int(digits[10]) else None


def format_account_no(account_no: str) -> str:
    """'1234.56.78903'."""
    return f"{account_no[:4]}.{account_no[4:6]}.{account_no[6:]}"
