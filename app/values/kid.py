"""KID: the digits by which a payment finds its list (Mastercard Payment Services, «KID»).

Four to twenty-five digits, zero-filled to the union's length; the last one is a check digit by modulus 10
or 11. Modulus 11 sometimes asks for «-»; such a KID is not issued.
"""

import re
from typing import Literal

from app.values.mod11 import mod11

Method = Literal["MOD10", "MOD11"]

SHORTEST, LONGEST = 4, 25


def make_kid(number: int, length: int, method: Method) -> str | None:
    """The KID of this length that carries this number, or None where modulus 11 has no digit for it.

    Raises ValueError when the number does not fit: a KID cut short would belong to somebody else.
    """
    if not SHORTEST <= length <= LONGEST:
        raise ValueError(f"a KID has {SHORTEST} to {LONGEST} digits, not {length}")
    carried = str(number).zfill(length - 1)
    if number < 0 or len(carried) != length - 1:
        raise ValueError(f"{number} does not fit a KID of {length} digits")
    check = _check_digit(carried, method)
    return None if check is None else f"{carried}{check}"


def next_kid(number: int, length: int, method: Method) -> tuple[str, int]:
    """The first KID that may be issued for this number or the ones after it, and the number it carries."""
    while True:
        if kid := make_kid(number, length, method):
            return kid, number
        number += 1


def parse_kid(text: str, method: Method | None = None) -> str | None:
    """The digits of a KID as printed ('2611 5093 7'), or None when its check digit is wrong; by either method
    where the method is not told."""
    digits = re.sub(r"[ \u00a0\u202f.]", "", text[:60])
    if not re.fullmatch(rf"[0-9]{{{SHORTEST},{LONGEST}}}", digits):
        return None
    methods: tuple[Method, ...] = (method,) if method else ("MOD10", "MOD11")
    return digits if any(_check_digit(digits[:-1], way) == int(digits[-1]) for way in methods) else None


def format_kid(kid: str) -> str:
    """'2611 5093 7': in fours, with no-break blanks, to be read aloud and compared."""
    return "\u00a0".join(kid[at : at + 4] for at in range(0, len(kid), 4))


def _check_digit(carried: str, method: Method) -> int | None:
    backwards = carried[::-1]
    if method == "MOD11":
        return mod11(backwards, tuple(2 + at % 6 for at in range(len(backwards))))
    doubled = (int(digit) * (2 if at % 2 == 0 else 1) for at, digit in enumerate(backwards))
    return -sum(n // 10 + n % 10 for n in doubled) % 10
