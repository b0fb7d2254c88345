"""Receipt numbers: 'TL-2611-4KM-9QR-XC7', for people to read aloud, with a check character.

The month of the list, eight characters from the submission's id, one to catch a slip. The letters leave out
vowels (no words come about) and all that looks like another character.
"""

import hashlib
import re

_ALPHABET = "123456789BCDFGHJKMNPQRSTVWXYZ"  # 29, a prime: any wrong character and any two swapped are caught
_LOOKS_LIKE = str.maketrans({"I": "1", "L": "1"})


def make_receipt_no(period: str, submission_id: int) -> str:
    """The number for one submission: the same for the same id, so that it can be made again."""
    number = int.from_bytes(hashlib.blake2b(str(submission_id).encode(), digest_size=16).digest(), "big")
    picked = ""
    for _ in range(8):
        number, at = divmod(number, len(_ALPHABET))
        picked += _ALPHABET[at]
    month = period[2:4] + period[5:7]
    full = picked + _check(month, picked)
    return f"TL-{month}-{full[:3]}-{full[3:6]}-{full[6:]}"


def parse_receipt_no(text: str) -> str | None:
    """The number as it is kept, for what a person typed from a print-out (TL or not); None for a slip."""
    bare = re.sub(r"[\s\-\u2010-\u2015]", "", text[:60]).upper()
    found = re.fullmatch(r"([0-9]{2}(?:0[1-9]|1[0-2]))([0-9A-Z]{9})", bare.removeprefix("TL").translate(_LOOKS_LIKE))
    if found is None:
        return None
    month, full = found[1], found[2]
    if set(full) - set(_ALPHABET) or _check(month, full[:8]) != full[8]:
        return None
    return f"TL-{month}-{full[:3]}-{full[3:6]}-{full[6:]}"


def _check(month: str, picked: str) -> str:
    values = [int(digit) for digit in month] + [_ALPHABET.index(c) for c in picked]
    return _ALPHABET[sum(at * value for at, value in enumerate(values, start=1)) % len(_ALPHABET)]
