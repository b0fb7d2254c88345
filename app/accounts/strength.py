"""Whether a new password can be guessed: by length and by what it is made of, with no rules of composition (NIST)."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from app.accounts.passwords import LONGEST, SHORTEST

FILE = Path(__file__).with_name("common_passwords.txt")

CONTEXT = (
    *("trekkportalen", "trekkportal", "trekklisteportal", "trekkliste", "trekk", "kontingent", "fagforbund", "forbund"),
    *("styrke", "flt", "winorg", "portal", "arbeidsgiver"),
)
ROWS = ("1234567890", "qwertyuiopå", "asdfghjkløæ", "zxcvbnm", "abcdefghijklmnopqrstuvwxyzæøå")
LONGEST_WORD = 30
LEFT_OVER = 6  # letters that must be left when what everybody knows is taken away
SHORT_WALK = 4

_LETTERS = re.compile(r"[^\W\d_]")


@lru_cache(maxsize=1)
def common() -> frozenset[str]:
    """The words that passwords are guessed from."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def weakness(password: str, *own: str) -> str:
    """`short`, `long`, `common` (everybody's) or `own` (made of the person's own words); empty for a good one.

    `own` is what a stranger would try first: the e-mail address, the name.
    """
    if len(password) < SHORTEST:
        return "short"
    if len(password.encode()) > LONGEST:
        return "long"
    folded = _fold(password)
    if folded in common() or _is_repeated(folded):
        return "common"
    if _left(folded, _own_words(own)) < LEFT_OVER:
        return "own" if _left(folded, frozenset()) >= LEFT_OVER else "common"
    return ""


def strength(password: str, *own: str) -> int:
    """0 to 4, for the bar beside the field: nothing, too short, guessable, good, very good."""
    if not password:
        return 0
    if len(password) < SHORTEST:
        return 1
    if weakness(password, *own):
        return 2
    return 3 if len(password) < SHORTEST + 6 else 4


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _own_words(own: tuple[str, ...]) -> frozenset[str]:
    words = {part for text in own for part in re.split(r"[\W_\d]+", _fold(text)) if len(part) > 2}
    return frozenset(words | set(CONTEXT))


def _is_repeated(text: str) -> bool:
    """One thing again and again: at most eight characters of it, blanks apart."""
    bare = re.sub(r"\s", "", text)
    if len(set(bare)) < 5:
        return True
    return any(
        (bare[:size] * (len(bare) // size + 1)).startswith(bare) for size in range(1, min(8, len(bare) // 2) + 1)
    )


def _left(text: str, own: frozenset[str]) -> int:
    """How many letters are left, once own words, rows of keys, and at most two common words are taken away."""
    kept, taken, at = 0, set[str](), 0
    while at < len(text):
        size, word = _known_at(text, at, own)
        if size and (word in own or word == "" or word in taken or len(taken) < 2):
            if word not in own and word:
                taken.add(word)
            at += size
            continue
        kept += bool(_LETTERS.match(text[at]))
        at += 1
    return kept


def _known_at(text: str, at: int, own: frozenset[str]) -> tuple[int, str]:
    """The longest thing that everybody knows here, and what it is; a walk over the keys is no word."""
    walk = _walk_at(text, at)
    for size in range(min(LONGEST_WORD, len(text) - at), 2, -1):
        word = text[at : at + size]
        if word in own or (size > 3 and word in common()):
            return (walk, "") if walk > size else (size, word)
    return walk, ""


def _walk_at(text: str, at: int) -> int:
    """How far a row of keys or letters goes from here, forwards or backwards; 0 for less than four."""
    longest = 0
    for row in (*ROWS, *(one[::-1] for one in ROWS)):
        start, size = row.find(text[at]), 0
        while start >= 0 and at + size < len(text) and start + size < len(row) and text[at + size] == row[start + size]:
            size += 1
        longest = max(longest, size)
    return longest if longest >= SHORT_WALK else 0
