"""Mail text that quotes an earlier mail below: last month's list of the same people is not this month's."""

import re

from app.intake.ids import is_valid

_MARK = re.compile(
    r"^[\s>]*(?:-{2,} ?(?:original|opprinnelig|opphavleg|ursprung|oprindelig|videresendt|forwarded)\w*[ \w]*-{2,}"
    r"|(?:den|on|am) .{6,80}(?:skrev|wrote|schrieb)\b.*:)\s*$",
    re.I,
)
_ID = re.compile(r"(?<![\d.,])(\d{6})[ .\-]?(\d{5})(?!\d)")
_LONGEST = 5000


def without_quoted(lines: list[str]) -> list[str]:
    """The lines without the mail quoted below, where that lists mostly the same people again.

    A forwarded list is quoted too, but nothing stands above it: it stays, without the «>» before its lines.
    """
    if len(lines) > _LONGEST:
        return lines
    at = next((n for n, line in enumerate(lines) if _is_start(lines, n)), None)
    if at is None:
        return lines
    fresh, quoted = _people(lines[:at]), _people(lines[at:])
    if fresh and len(fresh & quoted) >= len(quoted) * 0.5:
        return lines[:at]
    return [re.sub(r"^(?:> ?)+", "", line) for line in lines]


def _is_start(lines: list[str], n: int) -> bool:
    if _MARK.match(lines[n]):
        return True
    return lines[n].startswith(">") and sum(line.startswith(">") for line in lines[n : n + 6]) >= 5


def _people(lines: list[str]) -> set[str]:
    ids = (found[1] + found[2] for line in lines for found in _ID.finditer(line))
    return {digits for digits in ids if is_valid(digits)}
