"""Access that is asked for: reading what was pasted, and how long things stand."""

import datetime as dt
import re
from dataclasses import dataclass

from app.values.names import tidy_name
from app.values.orgnr import parse_orgnr

MOST = 300  # employers in one request
INVITED_FOR = dt.timedelta(days=14)
REVIEW_AFTER = dt.timedelta(days=365)
REVIEW_AGAIN = dt.timedelta(days=30)

_ORGNR = re.compile(r"(?<![0-9])[0-9]{3}[ .\u00a0]?[0-9]{3}[ .\u00a0]?[0-9]{3}(?![0-9])")
_EDGES = " \t\u00a0;,:-–—|()"


@dataclass(frozen=True, slots=True)
class Asked:
    """An employer that access is asked to; the name may be empty."""

    orgnr: str
    name: str


def read_employers(text: str) -> tuple[list[Asked], list[str]]:
    """The employers in a pasted text, each once, and the lines in which none could be read.

    One on each line, with its name before or after; or several numbers side by side.
    """
    found: dict[str, Asked] = {}
    unread = []
    for line in text.splitlines():
        if not line.strip(_EDGES):
            continue
        hits = [hit.group() for hit in _ORGNR.finditer(line)]
        numbers = [parse_orgnr(hit.replace("\u00a0", " ")) for hit in hits]
        if not numbers or None in numbers:
            unread.append(line.strip()[:60])
            continue
        name = tidy_name(_ORGNR.sub(" ", line).strip(_EDGES))[:100] if len(hits) == 1 else ""
        for number in numbers:
            if number is not None:
                found.setdefault(number, Asked(number, name))
    return list(found.values()), unread
