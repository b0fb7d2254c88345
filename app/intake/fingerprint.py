"""What a file's form is known by: its kind, its sheets' names and its headings, without what changes each month."""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence

from app.intake.headings import fold
from app.intake.month_names import NAMES

_MONTH = r"(?<![^\W\d_])(?:" + "|".join(sorted(NAMES, key=len, reverse=True)) + r")(?![^\W\d_])"
_CHANGING = re.compile(
    r"(?<!\d)(?:[0-3]?\d[ ./\-][01]?\d[ ./\-](?:20)?\d\d|20\d\d[ ./\-]?[01]\d(?:[ ./\-]?[0-3]\d)?"
    r"|[01]?\d[ ./\-]?20\d\d)(?!\d)"
    rf"|(?<!\d)20[2-4]\d(?!\d)|{_MONTH}(?:[ '\-_]{{0,2}}\d\d(?!\d))?"
)
_MARK = "§"


def lasting(text: str) -> str:
    """A heading or a sheet's name as it will be next month too: its months, years and dates are no part of it."""
    return re.sub(rf"[\s{_MARK}]*{_MARK}[\s{_MARK}]*", _MARK, _CHANGING.sub(_MARK, fold(text))).strip()


def column_names(headings: Sequence[str]) -> list[str]:
    """What the columns are told apart by.  Where two differ by nothing but their month, the month stays."""
    short = [lasting(text) for text in headings]
    times = Counter(short)
    return [one if times[one] == 1 else fold(text) for one, text in zip(short, headings, strict=True)]


def are_distinct(names: Sequence[str]) -> bool:
    """Whether every column has a heading of its own, so that it is known wherever it stands."""
    return bool(names) and "" not in names and len(set(names)) == len(names)


def fingerprint(kind: str, sheet: str, headings: Sequence[str], width: int) -> str:
    """The same for the same columns in another order, where each is known by its heading."""
    names = column_names(headings)
    own = "" if re.fullmatch(r"\d{1,2}", sheet.strip()) else lasting(sheet)
    parts = [kind, own, *(sorted(names) if are_distinct(names) else names), str(len(names) or width)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]
