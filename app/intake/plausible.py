"""Whether the chosen columns hold what dues are like, and what the register knows of them."""

import re
from statistics import median

from app.intake.cells import text_of
from app.intake.money import HIGH, LOW, Money
from app.intake.pick import Pick, row_sums
from app.intake.register import Register
from app.intake.rows import Walked

_HIGHEST_SHARE = 0.06
"""No union takes more of the wage."""


def check(pick: Pick, walked: Walked, register: Register | None) -> None:
    """Plain sense, and what the register knows."""
    chosen = [money for money in pick.monies if money.index in pick.columns]
    sums = row_sums(chosen)
    filled = [abs(ore) for ore in sums if ore]
    if any(money.unclear or _is_cut(money, walked) for money in chosen) and "numbers" not in pick.doubts:
        pick.doubts.append("numbers")
    if register:
        _ask_register(pick, walked, register)
    if pick.register_share is not None and pick.register_share >= 0.5:
        pick.doubts = [doubt for doubt in pick.doubts if doubt not in ("amount", "numbers")]
        return
    if filled and not any(money.decimals for money in chosen) and median(filled) > HIGH:
        pick.doubts.append("scale")
    elif filled and (not LOW <= median(filled) <= HIGH or _too_large_a_share(sums, pick.monies)):
        pick.doubts += [] if "amount" in pick.doubts else ["amount"]


def _is_cut(money: Money, walked: Walked) -> bool:
    """A thousand that print has parted from its hundreds: «1» in a column of its own, no heading over it."""
    profiles = walked.typed.profiles
    beside = profiles[money.index - 1] if money.index else None
    if beside is None or beside.heading or not beside.filled or beside.index in walked.typed.roles.values():
        return False
    few = beside.filled < profiles[money.index].filled * 0.7
    return few and all(re.fullmatch(r"-?\d{1,3}", text_of(value)) for value in beside.values)


def _too_large_a_share(sums: list[int], monies: list[Money]) -> bool:
    """Tax and pensions take more of the wage than any union does."""
    for base in monies:
        if base.kind == "decoy" and base.middle > 10_000_00 and _WAGE.search(base.folded):
            shares = [abs(one / other) for one, other in zip(sums, base.ore, strict=True) if one and other]
            if len(shares) > 2 and median(shares) > _HIGHEST_SHARE:
                return True
    return False


_WAGE = re.compile(r"grunnlag|brutto|lonn|lon$|indkomst|inntekt|gross|salary|pay")


def _ask_register(pick: Pick, walked: Walked, register: Register) -> None:
    """How many known people's expected amount stands in the column, and whether another column has more of them."""
    known = [
        (n, register.amounts[row.id.digits]) for n, row in enumerate(walked.people) if row.id.digits in register.amounts
    ]
    if len(known) < 3:
        return
    chosen = [money for money in pick.monies if money.index in pick.columns]
    sums = row_sums(chosen)
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
