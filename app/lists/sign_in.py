"""Signing in to one list: by its number, and the employer's id or the code that is printed on the list.

The code is ten characters: nine drawn at random (45 bits) and a check character, by which a slip of the pen is told
from a guess.  A list's number and an employer's id are short and run in series; the code cannot be walked through.
"""

import hmac
import re
import secrets

from app.employers.reference import ALPHABET, parse_reference

LENGTH = 10
_NUMBER = re.compile(r"[1-9][0-9]{0,14}")
_BLANKS = re.compile(r"[\s\u00a0.]")


def make_code() -> str:
    """A new one, e.g. 'K7MW3QXNPT'."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return drawn + check_character(drawn)


def check_character(text: str) -> str:
    """Luhn's, in base 32: it finds one wrong character, and nearly all pairs that were swapped."""
    total = 0
    for at, character in enumerate(reversed(text)):
        value = ALPHABET.index(character) * (2 if at % 2 == 0 else 1)
        total += value // len(ALPHABET) + value % len(ALPHABET)
    return ALPHABET[-total % len(ALPHABET)]


def is_code(text: str) -> bool:
    """Whether it may be one of our codes, rather than an employer's id or a misreading."""
    return len(text) == LENGTH and all(one in ALPHABET for one in text) and check_character(text[:-1]) == text[-1]


def read_number(typed: str) -> int | None:
    """The list's number, as it was typed."""
    bare = _BLANKS.sub("", typed[:40])
    return int(bare) if _NUMBER.fullmatch(bare) else None


def fits(typed: str, *, employer_ref: str, code: str, code_required: bool) -> bool:
    """Whether what was typed opens the list that has this employer id and this code (empty on an old list).

    Both are compared in full, whichever is right.
    """
    bare = (parse_reference(typed) or "-").encode()
    by_code = hmac.compare_digest(bare, (code or "\0").encode())
    by_id = hmac.compare_digest(bare, (parse_reference(employer_ref) or "\0").encode())
    return by_code or (by_id and not (code_required and code))
