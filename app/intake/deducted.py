"""Which column is what was deducted: headings, sums across the row and the register must agree, or it is asked."""

import re
from dataclasses import dataclass, field, replace
from itertools import combinations
from statistics import median

from app.intake.amounts import to_ore
from app.intake.cells import Cell
from app.intake.heading_words import PARTS
from app.intake.headings import MONTH_HEAD, fold, strength
from app.intake.months import cell_period, find_months
from app.intake.profiles import Profile
from app.intake.register import Register
from app.intake.rows import Walked
from app.intake.unions import Unions

_HIGH, _LOW = 3_000_00, 20_00
_LEFT = re.compile(r"\brest|diff|avvik|utesta|manko|mangl|gjenst|remain")
_INSURANCE_ONLY = re.compile(r"forsikr|insur|premie|fond|\bou\b|innbo")


@dataclass(slots=True)
class Money:
    """A column of amounts over the person rows (øre, None where empty or unreadable)."""

    index: int
    heading: str
    kind: str | None
    strength: int
    ore: list[int | None]
    decimals: bool
    unclear: bool

    @property
    def filled(self) -> list[int]:
        return [ore for ore in self.ore if ore]

    @property
    def middle(self) -> float:
        return median([abs(ore) for ore in self.filled]) if self.filled else 0.0

    @property
    def plausible(self) -> bool:
        return _LOW <= self.middle <= _HIGH


@dataclass(slots=True)
class Pick:
    """The columns whose sum is the amount, what speaks against it, and what else it could be."""

    columns: list[int] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    rivals: list[int] = field(default_factory=list)
    only_filled: bool = False
    marks: dict[int, str | None] = field(default_factory=dict)
    monies: list[Money] = field(default_factory=list)
    none_found: bool = False
    register_share: float | None = None


def pick_amount(
    walked: Walked, unions: Unions, told: dict[int, str], register: Register | None, period: str | None
) -> Pick:
    """Choose, and say how sure."""
    monies = _monies(walked, unions, told)
    marks = {money.index: walked.typed.profiles[money.index].mark for money in monies}
    if chosen := [index for index, role in told.items() if role in ("amount", "part")]:
        return _as_told(Pick(chosen, marks=marks, monies=monies))
    named = len({month for text in walked.typed.block.headings if (month := _month_in(text))})
    every = monies
    if named > 1:
        monies = _without_year_sums([_by_month(money) for money in monies])
    pick = _choose(monies, period, named)
    pick.marks, pick.monies = marks, every
    if pick.columns:
        _check(pick, walked, register)
    return pick


def _as_told(pick: Pick) -> Pick:
    """What was remembered counts only while the content still agrees: amounts of a sensible size, and nothing else."""
    chosen = [money for money in pick.monies if money.index in pick.columns]
    filled = [abs(ore) for ore in _row_sums(chosen) if ore]
    unread = len(chosen) < len(pick.columns) or any(len(money.filled) == 0 for money in chosen[:1])
    if filled and median(filled) > _HIGH and not any(money.decimals for money in chosen):
        pick.doubts.append("scale")
    elif unread or not filled or not _LOW <= median(filled) <= _HIGH:
        pick.doubts.append("amount")
    return pick


def _monies(walked: Walked, unions: Unions, told: dict[int, str]) -> list[Money]:
    typed = walked.typed
    taken = set(typed.roles.values())
    people = walked.people
    hidden_amount = False
    monies = []
    for profile in typed.profiles:
        wanted = told.get(profile.index) in ("amount", "part")
        if (profile.index in taken and not wanted) or told.get(profile.index) == "ignored":
            continue
        kind = _kind(profile, unions)
        if kind == "skip" and not wanted:
            continue
        if profile.index in typed.block.sheet.hidden_columns and not wanted:
            hidden_amount = hidden_amount or kind in ("amount", "part")
            continue
        ore = [_ore(typed.block.sheet.rows[row.at], profile.index, profile.mark) for row in people]
        cells = [_cell(typed.block.sheet.rows[row.at], profile.index) for row in people]
        read = sum(value is not None for value in ore)
        filled = sum(cell != "" for cell in cells)
        if wanted or (
            read
            and read >= filled * 0.9
            and (read >= len(people) * 0.35 or kind in ("amount", "part", "ours", "month"))
        ):
            unclear = profile.mark is None or read < filled
            folded = fold(profile.heading)
            monies.append(
                Money(profile.index, profile.heading, kind, strength(folded), ore, bool(profile.decimals), unclear)
            )
    if hidden_amount and "amount" not in typed.doubts and not {"amount", "part"} & set(told.values()):
        typed.doubts.append("amount")
    return _without_codes(monies)


def _kind(profile: Profile, unions: Unions) -> str | None:
    named = profile.named
    if named in ("amount", "part", "decoy"):
        return named
    if profile.heading:
        if named is None or named == "union":
            naming = unions.named(profile.heading, labelled=True)
            if naming:
                return "ours" if unions.ours in naming else "theirs"
        if MONTH_HEAD.match(fold(profile.heading)):
            return "month"
        if named is not None:
            return "skip"
    return None


def _cell(row: list[Cell], index: int) -> Cell:
    return row[index] if index < len(row) else ""


def _ore(row: list[Cell], index: int, mark: str | None) -> int | None:
    cell = _cell(row, index)
    return to_ore(cell, mark) if cell != "" else None


def _without_codes(monies: list[Money]) -> list[Money]:
    """Whole numbers without a heading are codes or counts where another column has øre."""
    if not any(money.decimals for money in monies):
        return monies
    return [money for money in monies if money.decimals or money.kind or money.heading]


_SUM = re.compile(r"\bsum|\btotal|\bi alt\b|\bialt\b|samm[ae]n|\bar\b|\b20\d\d\b")
_THIS = re.compile(r"denne|this|period|maned|\bmnd\b")


def _month_in(heading: str) -> str:
    """The month that a heading is, or ends with: «Jun», «Trekk juni 2026»."""
    words = fold(heading).split()
    return next((tail for n in (1, 2) if MONTH_HEAD.match(tail := " ".join(words[-n:]))), "")


def _by_month(money: Money) -> Money:
    """«Trekk jan» beside «Trekk feb» is one month's column, not the amount."""
    return money if money.kind in ("decoy", "theirs") or not _month_in(money.heading) else replace(money, kind="month")


def _without_year_sums(monies: list[Money]) -> list[Money]:
    """A sum beside columns named by months is the year's so far, and never what one month deducted."""
    months = [money for money in monies if money.kind == "month"]
    return [money for money in monies if money.kind == "month" or not _sums_months(money, months)]


def _sums_months(money: Money, months: list[Money]) -> bool:
    heading = fold(money.heading)
    if money.kind == "amount" and _SUM.search(heading) and not _THIS.search(heading):
        return True
    return bool(months and money.filled) and _row_sums(months) == [ore or 0 for ore in money.ore]


def _choose(monies: list[Money], period: str | None, named: int) -> Pick:
    ours = [money for money in monies if money.kind == "ours"]
    if ours:
        return Pick([ours[0].index], ["amount"] if len(ours) > 1 else [], [m.index for m in ours[1:]], only_filled=True)
    months = [money for money in monies if money.kind == "month"]
    if months and not any(money.kind == "amount" for money in monies):
        beside = [money.index for money in monies if money.kind == "part" and money.filled]
        return _month(months, period, named, beside)
    amounts = sorted((m for m in monies if m.kind == "amount" and m.filled), key=lambda m: -m.strength)
    parts = [money for money in monies if money.kind == "part" and money.filled]
    unknown = [money for money in monies if money.kind is None and money.filled]
    if not amounts and not parts and not unknown:  # a list of zeros is a list: nobody was deducted
        amounts = [money for money in monies if money.kind == "amount"][:1]
    if not amounts and not parts:
        return _from_unknown(unknown, monies)
    pick = _sum_column(amounts, parts, unknown) or _by_heading(amounts, parts, monies)
    chosen = [money for money in monies if money.index in pick.columns]
    rivals = [m for m in unknown if m.decimals and m.plausible and not _same(m, chosen)]
    if rivals and not pick.doubts and max(m.strength for m in chosen) < 5:
        pick.doubts.append("amount")
    pick.rivals += [m.index for m in rivals if m.index not in pick.columns]
    return pick


def _same(money: Money, chosen: list[Money]) -> bool:
    return any(money.ore == other.ore for other in chosen)


def _month(months: list[Money], period: str | None, named: int, parts: list[int]) -> Pick:
    """The stated month's column.  `named`: how many are named by months, those without amounts too."""
    fitting = []
    for money in months:
        found = cell_period(money.heading) or next((one.period for one in find_months(money.heading)), "")
        if period and found in (period, f"????-{period[5:]}"):
            fitting.append(money)
    chosen = fitting[0] if len(fitting) == 1 else months[-1]
    plain = not parts and (len(fitting) == 1 or named < 2)
    return Pick([chosen.index], [] if plain else ["amount"], [m.index for m in months if m is not chosen] + parts)


def _from_unknown(unknown: list[Money], monies: list[Money]) -> Pick:
    if not unknown:
        return Pick(none_found=True)
    if len(unknown) == 1:
        only = unknown[0]
        sure = only.decimals and only.plausible and not only.heading and len(monies) == 1
        return Pick([only.index], [] if sure else ["amount"])
    whole = _equal_to_sum_of(unknown, unknown)
    best = whole or max(unknown, key=lambda m: (m.plausible, m.decimals, m.index))
    return Pick([best.index], ["amount"], [m.index for m in unknown if m is not best])


def _sum_column(amounts: list[Money], parts: list[Money], unknown: list[Money]) -> Pick | None:
    """A column that is the sum of others on every row is the total."""
    candidates = [*amounts, *unknown, *parts]
    pool = [*parts, *amounts, *unknown]
    whole = _equal_to_sum_of(candidates, pool)
    if whole is None:
        return None
    left = [m for m in [*amounts, *parts] if m is not whole and m.index not in _members(whole, pool) and m.filled]
    doubts = ["amount"] if left and not all(_same(m, [whole]) for m in left) else []
    if whole.kind is None and whole.heading:
        doubts = ["amount"]
    return Pick([whole.index], doubts, [m.index for m in left])


def _equal_to_sum_of(candidates: list[Money], pool: list[Money]) -> Money | None:
    return next((money for money in candidates if _members(money, pool)), None)


def _members(whole: Money, pool: list[Money]) -> list[int]:
    """The two or more columns that add up to `whole` on every row; empty when none do."""
    others = [money for money in pool if money is not whole][:7]
    target = [ore or 0 for ore in whole.ore]
    if not any(target):
        return []
    for size in range(len(others), 1, -1):
        for group in combinations(others, size):
            if not _adds_up(target, group, 40) or not _adds_up(target, group, len(target)):
                continue
            if sum(1 for n in range(len(target)) if sum(bool(m.ore[n]) for m in group) > 1) > 0:
                return [money.index for money in group]
    return []


def _adds_up(target: list[int], group: tuple[Money, ...], rows: int) -> bool:
    return all(abs(sum(money.ore[n] or 0 for money in group) - target[n]) <= 1 for n in range(min(rows, len(target))))


def _by_heading(amounts: list[Money], parts: list[Money], monies: list[Money]) -> Pick:
    if not amounts:
        names = [fold(part.heading) for part in parts]
        doubts = ["amount"] if all(_INSURANCE_ONLY.search(name) and "kontingent" not in name for name in names) else []
        return Pick([part.index for part in parts], doubts)
    first = amounts[0]
    left = [money for money in monies if money.kind == "decoy" and _LEFT.search(fold(money.heading))]
    parts = [part for part in parts if not any(_is_due(part, first, rest) for rest in left)]
    others = [money for money in amounts[1:] if money.ore != first.ore]
    parts = [part for part in parts if part.ore != first.ore]
    if not others and not parts:
        return Pick([first.index])
    if not others:
        return _amount_and_parts(first, parts)
    if not parts and (same := _same_thing(amounts)):
        return Pick(same)
    best = _best_of(amounts)
    return Pick([best.index], ["amount"], [m.index for m in amounts if m is not best])


def _same_thing(amounts: list[Money]) -> list[int]:
    """«Kontingent denne mnd» and «Forsikring denne mnd» are parts that say the same of themselves: they are added."""
    words = [fold(money.heading).split() for money in amounts]
    tail = 0
    while all(len(own) > tail + 1 and own[-tail - 1] == words[0][-tail - 1] for own in words):
        tail += 1
    names = [" ".join(own[: len(own) - tail]) for own in words]
    parts = tail and len(set(names)) == len(names) and all(PARTS.search(name) for name in names)
    dues = any(not _INSURANCE_ONLY.search(name) for name in names)
    return [money.index for money in amounts] if parts and dues else []


def _is_due(part: Money, deducted: Money, rest: Money) -> bool:
    """«Kontingent» = «Trukket» + «Rest» on every row: the first is what was due, not a part to add."""
    rows = range(len(part.ore))
    same = all((part.ore[n] or 0) == (deducted.ore[n] or 0) + (rest.ore[n] or 0) for n in rows)
    return same and any(rest.ore)


def _best_of(amounts: list[Money]) -> Money:
    return max(amounts, key=lambda m: (m.plausible, m.strength, m.decimals))


def _amount_and_parts(first: Money, parts: list[Money]) -> Pick:
    """«Trekk» and «Forsikring» with no sum: included or beside it cannot be seen."""
    rows = range(len(first.ore))
    below = all(sum(part.ore[n] or 0 for part in parts) <= (first.ore[n] or 0) for n in rows)
    total = bool(re.search(r"sum|total|trukket", fold(first.heading))) and below
    together = [first.index, *(part.index for part in parts)]
    rivals = [part.index for part in parts]
    return Pick([first.index] if total else together, ["amount"], rivals if total else [])


def _check(pick: Pick, walked: Walked, register: Register | None) -> None:
    """Plain sense, and what the register knows."""
    chosen = [money for money in pick.monies if money.index in pick.columns]
    sums = _row_sums(chosen)
    filled = [abs(ore) for ore in sums if ore]
    if any(money.unclear for money in chosen) and "numbers" not in pick.doubts:
        pick.doubts.append("numbers")
    if register:
        _ask_register(pick, walked, register)
    if pick.register_share is not None and pick.register_share >= 0.5:
        pick.doubts = [doubt for doubt in pick.doubts if doubt not in ("amount", "numbers")]
        return
    if filled and not any(money.decimals for money in chosen) and median(filled) > _HIGH:
        pick.doubts.append("scale")
    elif filled and not _LOW <= median(filled) <= _HIGH and "amount" not in pick.doubts:
        pick.doubts.append("amount")


def _row_sums(chosen: list[Money]) -> list[int]:
    if not chosen:
        return []
    return [sum(money.ore[n] or 0 for money in chosen) for n in range(len(chosen[0].ore))]


def _ask_register(pick: Pick, walked: Walked, register: Register) -> None:
    """How many known people's expected amount stands in the column, and whether another column has more of them."""
    known = [
        (n, register.amounts[row.id.digits]) for n, row in enumerate(walked.people) if row.id.digits in register.amounts
    ]
    if len(known) < 3:
        return
    chosen = [money for money in pick.monies if money.index in pick.columns]
    sums = _row_sums(chosen)
    pick.register_share = sum(abs(sums[n]) in expected for n, expected in known) / len(known)
    for money in pick.monies:
        if money.index in pick.columns or money.kind == "decoy":
            continue
        share = sum(abs(money.ore[n] or 0) in expected for n, expected in known) / len(known)
        if share > pick.register_share + 0.2:
            pick.rivals.append(money.index)
            if "amount" not in pick.doubts:
                pick.doubts.append("amount")
            if share >= 0.5 and pick.register_share < 0.2:
                pick.columns, pick.register_share = [money.index], share
    ratios = [abs(sums[n]) / min(expected) for n, expected in known if sums[n]]
    if (
        pick.register_share < 0.2
        and ratios
        and median(ratios) > 1.9
        and abs(median(ratios) - round(median(ratios))) < 0.02
    ):
        pick.doubts.append("amount")
