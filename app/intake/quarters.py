"""A column per month of a quarter: each person has a line for every month, where the top of the list says just that."""

import re
from itertools import pairwise

from app.intake.beside import is_done
from app.intake.cells import text_of
from app.intake.headings import fold
from app.intake.money import Money
from app.intake.month_names import NAMES
from app.intake.pick import row_sums
from app.intake.rows import Walked

_QUARTER = re.compile(
    r"\b([1-4]) ?kv\w*\b|\bkvartal ([1-4])\b|\bq([1-4])\b|\b([1-4])(?:st|nd|rd|th)? quarter|\bquarter ([1-4])\b"
)
_PARTS = (
    (_QUARTER, 3),
    (re.compile(r"\b([12]) ?halvar|\bhalvar ([12])\b|\bh([12])\b"), 6),
    (re.compile(r"\b([1-3]) ?tertial|\btertial ([1-3])\b"), 4),
    (re.compile(r"\b([1-6]) ?termin\b|\btermin ([1-6])\b"), 2),
)
_YEAR = re.compile(r"(?<!\d)20[2-4]\d(?!\d)")
_DAY = re.compile(r"(?<!\d)(?:\d{1,2}[./ ])?(0?[1-9]|1[0-2])[./ ](20[2-4]\d)(?!\d)")
_TOGETHER = re.compile(r"(?<!\d)20[2-4]\d(0[1-9]|1[0-2])(?!\d)")
_SUM = re.compile(r"\bsum|\btotal|\bi alt\b|\bialt\b|samm[ae]n")
_MOST = 6


def listed_months(monies: list[Money], walked: Walked) -> tuple[dict[int, str], bool]:
    """The month of each column that holds one, and whether the list says that it is for all of them."""
    found = {m.index: month for m in monies if m.kind in ("amount", "month", "part") and (month := _month(m))}
    numbers = list(dict.fromkeys(number for _, number in found.values()))
    follow = all(other == one % 12 + 1 for one, other in pairwise(numbers))
    if not follow or not 2 <= len(numbers) <= _MOST or any(not m.filled for m in monies if m.index in found):
        return {}, False
    if any(not profile.filled and fold(profile.heading) in NAMES for profile in walked.typed.profiles):
        return {}, False  # a sheet of the whole year, filled so far
    tops = _tops(walked)
    years = {year for year, _ in found.values() if year} or set(_YEAR.findall(" ".join(tops)))
    if len(years) != 1 and not all(year for year, _ in found.values()):
        return {}, False
    one_year = max(years)
    own = [m for m in monies if m.index in found]
    if len(own[-1].filled) * 2 <= max(len(m.filled) for m in own):
        return {}, False  # the last of them has only begun
    whole = any(_is_sum(m, own) for m in monies if m.filled and m.index not in found)
    listed, plain = (own, True) if whole else _one_sum_each(own, found)
    others = [m for m in monies if m.filled and m.index not in found and _may_be_sum(m)]
    added = all(_is_sum(m, listed) for m in others)
    stated = plain and added and any(_says(fold(text), text, numbers) for text in tops)
    return {m.index: f"{found[m.index][0] or one_year}-{found[m.index][1]:02}" for m in listed}, stated


def _one_sum_each(monies: list[Money], found: dict[int, tuple[str, int]]) -> tuple[list[Money], bool]:
    """Of a month's several columns its sum, or all where they are parts; whether that is plain for every month."""
    listed: list[Money] = []
    plain = True
    for month in dict.fromkeys(found.values()):
        own = [m for m in monies if found[m.index] == month]
        whole = next((m for m in own if len(own) > 2 and _is_sum(m, [one for one in own if one is not m])), None)
        parts = all(m.kind == "part" for m in own)
        plain = plain and (len(own) == 1 or whole is not None or parts)
        listed += own if parts and not whole else [whole or max(own, key=lambda m: (is_done(m), m.strength))]
    return listed, plain


def _is_sum(money: Money, others: list[Money]) -> bool:
    return [ore or 0 for ore in money.ore] == row_sums(others)


def _may_be_sum(money: Money) -> bool:
    """What stands beside the months: nothing but their sum, or else it is asked what it is."""
    return money.kind == "amount" or (money.kind is None and bool(_SUM.search(money.folded)))


def _month(money: Money) -> tuple[str, int] | None:
    """(Year or '', month) of «jan», «Trekk jan 2026», «2026-01»."""
    text = money.folded
    if parted := re.search(r"\b(20\d\d) (0[1-9]|1[0-2])$", text):
        return parted[1], int(parted[2])
    if parted := re.search(r"\b(0?[1-9]|1[0-2]) (20\d\d)$", text):
        return parted[2], int(parted[1])
    words = re.fullmatch(r"(?:.* )?([a-z]+)(?: (\d{2}|20\d\d))?", text)
    if not words or words[1] not in NAMES:
        return None
    year = words[2] or ""
    return (f"20{year}" if len(year) == 2 else year), NAMES[words[1]]


def _tops(walked: Walked) -> list[str]:
    """What stands above the heads of the columns, and the sheet's name."""
    block = walked.typed.block
    first = min(block.heading_rows, default=block.start)
    cells = [cell for row in block.sheet.rows[max(first - 30, 0) : first] for cell in row if cell != ""]
    return [block.sheet.name, *(text_of(cell)[:200] for cell in cells)]


def _says(folded: str, text: str, numbers: list[int]) -> bool:
    """«3. kvartal 2026», «Juli – september 2026», «01.07.2026–30.09.2026», «202607 - 202609»: the columns'
    months."""
    for pattern, size in _PARTS:
        if (found := pattern.search(folded)) and len(numbers) == size:
            nth = int(next(group for group in found.groups() if group))
            return numbers[0] == (nth - 1) * size + 1
    named = [NAMES[word] for word in folded.split() if word in NAMES]
    if len(named) > 1:
        return (named[0], named[-1]) == (numbers[0], numbers[-1])
    days = [int(month) for month, _ in _DAY.findall(text)] or [int(month) for month in _TOGETHER.findall(text)]
    return len(days) > 1 and (days[0], days[-1]) == (numbers[0], numbers[-1])
