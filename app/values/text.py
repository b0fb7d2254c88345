"""What people write in their own words: how long, and without what only machines would notice."""

import re
import unicodedata
from typing import Literal

Fault = Literal["TOO_LONG", "CONTROL"]

NAME = 120
COMMENT = 1_000
REMARK = 2_000
SEARCH = 100

# Controls, line and paragraph separators, bidi overrides and isolates, lone surrogates, non-characters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def parse_text(text: str, most: int, *, lines: bool = False) -> str | None:
    """The text as it is kept: composed (NFC), trimmed, line breaks as '\\n' (or none, unless `lines`).

    None where `fault` has something to say about it.
    """
    return None if fault(text, most, lines=lines) else _tidy(text, lines)


def fault(text: str, most: int, *, lines: bool = False) -> Fault | None:
    """TOO_LONG (in characters, as it would be kept), or CONTROL for signs that turn, hide or break text."""
    if len(text) > 4 * most + 1_000:  # before normalising, which costs
        return "TOO_LONG"
    kept = _tidy(text, lines)
    if _UNSEEN.search(kept):
        return "CONTROL"
    return "TOO_LONG" if len(kept) > most else None


def _tidy(text: str, lines: bool) -> str:
    whole = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not lines:
        return re.sub(r"[ \t\n]+", " ", whole).strip()
    return "\n".join(line.rstrip(" \t") for line in whole.split("\n")).strip()
