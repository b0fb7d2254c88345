"""Amounts that are far from what was expected: one person's, and those of a whole file."""

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median
from typing import NamedTuple

from app.values.kroner import format_kroner

MINUS = "\u2212"
LARGE = 3_000_00
"""Øre: dues of a month are hardly ever more."""

_JUMP = 1_500_00
_SHIFTS = (10, 100, 1000)
_FEW = 3
_ALIKE = 0.8

ODD = ("negative", "shifted", "more", "less", "large")
"""What is odd about one amount, the plainest first."""


class Amount(NamedTuple):
    """What is read of one person on a list, in øre: `expected` is None for dues in per cent, `last` for who was not
    there the month before.  `place` orders them as the files do."""

    place: tuple[int, str, int]
    deducted: int
    expected: int | None
    last: int | None


class Change(NamedTuple):
    """What most of the amounts have in common.  `kind`: 'rate', 'swapped', 'many' or 'moved'.

    `percent` (in tenths) or `ore` is how much a rate has changed; `people` of `known` have another amount.
    """

    kind: str
    people: int
    known: int
    percent: int = 0
    ore: int = 0

    @property
    def much(self) -> str:
        """«+3,5 %» or «+25,00 kr»."""
        value, sign = self.ore or self.percent, "+" if (self.ore or self.percent) > 0 else ""
        if self.ore:
            return f"{sign}{format_kroner(value)}\u00a0kr"
        return f"{sign or MINUS}{abs(value) // 10},{abs(value) % 10}\u00a0%"


def odd(deducted: int, expected: int | None, last: int | None = None) -> str:
    """One of ODD for an amount that is hardly meant, or ''.

    Dues in per cent have nothing to hold it against but last month's, and vary: only a large jump upwards is odd.
    """
    if deducted < 0:
        return "negative"
    if expected is None:
        if last is None or last <= 0:
            return "large" if deducted > LARGE else ""
        return _far(deducted, last) if deducted > 3 * last and deducted > _JUMP else ""
    if deducted == 0 or expected <= 0 or deducted == expected:
        return ""
    return _far(deducted, expected) or ("large" if deducted > LARGE and deducted * 4 > expected * 5 else "")


def _far(deducted: int, expected: int) -> str:
    if any(deducted == expected * times or deducted * times == expected for times in _SHIFTS):
        return "shifted"
    return "more" if deducted > 3 * expected else "less" if deducted * 3 < expected else ""


def change_of(amounts: Sequence[Amount], missing: Sequence[int] = ()) -> Change | None:
    """What most of a file's amounts have in common where they are not as expected.

    A new rate moves them all by about the same factor or sum; a column that was moved or sorted by itself gives the
    same amounts to other people.  `missing` are the expected amounts of those who have none in the files.
    """
    known = [one for one in amounts if one.expected and one.deducted]
    differing = [one for one in known if one.deducted != one.expected]
    if len(differing) >= _FEW:
        found = Change("", len(differing), len(known))
        most = len(differing) * 2 > len(known)
        if _is_swapped(differing, missing):
            return found._replace(kind="swapped")
        if most:
            return _rate(differing, found) or found._replace(kind="many")
    return _moved([one for one in amounts if one.expected is None and one.last])


def _rate(differing: Sequence[Amount], found: Change) -> Change | None:
    """The same factor, to half a per cent or the øre that rounding takes, or the same sum."""
    pairs = [(one.deducted, one.expected or 0) for one in differing]
    factor = median(deducted / expected for deducted, expected in pairs)
    more = median(deducted - expected for deducted, expected in pairs)
    enough = _ALIKE * len(pairs)
    if not 0.6 < factor < 1.6:
        return None
    fitting = [pair for pair in pairs if abs(pair[0] - pair[1] * factor) <= max(100, pair[1] * 0.006)]
    if len(fitting) >= enough:
        percent = round((sum(pair[0] for pair in fitting) / sum(pair[1] for pair in fitting) - 1) * 1000)
        return found._replace(kind="rate", percent=percent, ore=0 if percent else round(more))
    if sum(abs(deducted - expected - more) <= 100 for deducted, expected in pairs) >= enough:
        return found._replace(kind="rate", ore=round(more))
    return None


def _is_swapped(differing: Sequence[Amount], missing: Sequence[int]) -> bool:
    """The amounts are those of the others; one may fall off at the end of a column that was moved."""
    got = Counter(one.deducted for one in differing)
    pool = Counter(one.expected or 0 for one in differing) + Counter(missing)
    spare = max(1, len(differing) // 10) if len(differing) > 4 else 0
    return len(got) >= _FEW and sum((got & pool).values()) >= len(differing) - spare


def _moved(amounts: Sequence[Amount]) -> Change | None:
    """Dues in per cent: the amounts are much nearer to last month's on the row above, or below, than to their own."""
    rows = sorted(amounts, key=lambda one: one.place)
    last = [one.last or 0 for one in rows]
    if len(rows) < 6 or len(set(last)) < 4:
        return None
    own = _apart(rows, last)
    near = min(_apart(rows[1:], last), _apart(rows, last[1:]))
    if own * 10 > sum(last) / len(last) and near * 3 < own:
        return Change("moved", len(rows), len(rows))
    return None


def _apart(rows: Sequence[Amount], last: Sequence[int]) -> float:
    pairs = list(zip(rows, last, strict=False))
    return sum(abs(one.deducted - before) for one, before in pairs) / len(pairs)


NOTICES: Mapping[str, str] = {
    "rate": "rate_changed",
    "swapped": "amounts_swapped",
    "many": "many_changed",
    "moved": "amounts_moved",
}
"""The notice that each kind of change gives."""
