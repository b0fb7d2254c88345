"""Mail text that quotes an earlier mail below: last month's list of the same people is not this month's."""

import re

from app.intake.headings import is_total
from app.intake.ids import is_valid

_MARK = re.compile(
    r"^[\s>]*(?:-{2,} ?(?:original|opprinnelig|opphavleg|ursprung|oprindelig|videresendt|forwarded)\w*[ \w]*-{2,}"
    r"|(?:den|on|am) .{6,80}(?:skrev|wrote|schrieb)\b.*:)\s*$",
    re.I,
)
_ID = re.compile(r"(?<![\d.,])(\d{6})[ .\-]?(\d{5})(?!\d)")
_FROM = re.compile(r"[\s>*]*(?:fra|frå|from|von|från|od)\*? ?:.*\S", re.I)
_SENT = re.compile(r"[\s>*]*(?:sendt?|sent|skickat|gesendet|dato|date|datum)\*? ?:.*\d", re.I)
_AMOUNT = re.compile(r"\d(?:[.,]\d\d(?!\d)|,-)")
_LONGEST = 5000


def without_quoted(lines: list[str]) -> list[str]:
    """The lines without the mail quoted below, where that lists mostly the same people again, or nobody.

    A forwarded list is quoted too, but nothing stands above it: it stays, without the «>» before its lines.
    """
    if len(lines) > _LONGEST:
        return lines
    starts = [n for n in range(len(lines)) if _is_start(lines, n)]
    for at in starts:
        for people in (ids_in, _names_in):
            fresh, quoted = people(lines[:at]), people(lines[at:])
            if fresh and len(fresh & quoted) >= max(len(quoted) * 0.5, 1):
                return lines[:at]
            if fresh or quoted:
                break
        if ids_in(lines[:at]) and not (ids_in(lines[at:]) or _names_in(lines[at:])):
            return _without_mail(lines, at)  # the union's reminder, say
    return [re.sub(r"^(?:> ?)+", "", line) for line in lines] if starts else lines


def _without_mail(lines: list[str], at: int) -> list[str]:
    """Without the mail below; of one whose lines are marked, what stands below it stays."""
    marked = lines[at].startswith(">")
    return lines[:at] + ([line for line in lines[at:] if not line.startswith(">")] if marked else [])


def _is_start(lines: list[str], n: int) -> bool:
    if _MARK.match(lines[n]) or (_FROM.match(lines[n]) and any(_SENT.match(line) for line in lines[n + 1 : n + 4])):
        return True
    if lines[n].startswith(">") and n and lines[n - 1].startswith(">"):
        return False  # within what began above
    return lines[n].startswith(">") and sum(line.startswith(">") for line in lines[n : n + 6]) >= 5


def ids_in(lines: list[str]) -> set[str]:
    """The valid national ids of a text."""
    ids = (found[1] + found[2] for line in lines for found in _ID.finditer(line))
    return {digits for digits in ids if is_valid(digits)}


def _names_in(lines: list[str]) -> set[str]:
    """What stands in front of amounts, where nobody has an id: two words or more."""
    found = set()
    for line in lines:
        if amount := _AMOUNT.search(line):
            words = re.findall(r"[^\W\d_][^\W\d_.'’-]+", line[: amount.start()])
            if 2 <= len(words) <= 6 and not is_total(line.strip(" >")):
                found.add(" ".join(words).casefold())
    return found
