"""Which column is what was deducted: headings, sums across the row and the register must agree, or it is asked."""

import re
from dataclasses import replace
from statistics import median

from app.intake.across import judge, members
from app.intake.amounts import decimal_mark, to_ore
from app.intake.beside import (
    could_be,
    from_decoys,
    is_done,
    is_like,
    is_place,
    is_so_far,
    newer,
    of_all_runs,
    of_payroll,
    only_due,
    others_instead,
    plain,
    unnamed,
    varies,
    within,
)
from app.intake.cells import text_of
from app.intake.heading_words import DUE, PARTS, PAST
from app.intake.headings import MONTH_HEAD, fold
from app.intake.money import HIGH, LOW, Money, find_monies
from app.intake.months import cell_period, find_months
from app.intake.pick import Pick, row_sums
from app.intake.plausible import check
from app.intake.quarters import listed_months
from app.intake.register import Register
from app.intake.rows import Walked
from app.intake.sums_of_all import sums_of_all
from app.intake.unions import Unions

_CLUB = re.compile(r"klubb")
_INSURANCE_ONLY = re.compile(r"forsikr|insur|premie|fond|\bou\b|innbo|\bfors\b")
_MOSTLY = 0.8
"""The share of the rows on which a sum is that of its parts, where it is somebody's that is not."""
_BACK = re.compile(r"refusjon|tilbake|refundert|kreditert|retur")


def pick_amount(
    walked: Walked, unions: Unions, told: dict[int, str], register: Register | None, period: str | None
) -> Pick:
    """Choose, and say how sure."""
    found = find_monies(walked, unions, told)
    if chosen := [index for index, role in told.items() if role in ("amount", "part")]:
        months, _ = listed_months(found.columns, walked)
        told_months = months if set(chosen) == set(months) else {}
        pick = Pick(chosen, marks=found.marks, monies=found.columns, in_ore=found.in_ore, by_month=told_months)
        return _as_told(pick)
    pick = _picked(judge(found.columns), walked, period)
    if not _explained(found.hidden, pick, found.columns) and "amount" not in walked.typed.doubts:
        walked.typed.doubts.append("amount")
    pick.marks, pick.monies, pick.in_ore = found.marks, found.columns, found.in_ore
    if pick.only_filled and pick.doubts == ["amount"] and sums_of_all(pick, walked, unions):
        pick.doubts = []
    if pick.columns:
        check(pick, walked, register)
        pick.anothers = _all_of_others(pick, found.columns)
    return pick


def _all_of_others(pick: Pick, monies: list[Money]) -> list[str]:
    """«FLT | NTL | Parat | Sum»: a sum of other unions' columns on every row holds nothing of ours."""
    theirs = [money for money in monies if money.kind == "theirs" and money.filled]
    chosen = [money for money in monies if money.index in pick.columns]
    same = bool(theirs) and row_sums(chosen) == row_sums(theirs)
    return [money.heading for money in theirs] if same else []


def _explained(hidden: list[Money], pick: Pick, monies: list[Money]) -> bool:
    """Whether all amounts that the sheet hides are parts of the sum that was chosen."""
    chosen = [money for money in monies if [money.index] == pick.columns]
    parts = members(chosen[0], [*hidden, *(m for m in monies if m.kind == "part")]) if chosen else []
    return all(money.index in parts for money in hidden)


def _picked(monies: list[Money], walked: Walked, period: str | None) -> Pick:
    named = len({month for text in walked.typed.block.headings if (month := _month_in(text))})
    if named > 1:
        months, stated = listed_months(monies, walked)
        if stated or (months and period is None):
            return Pick(list(months), [] if stated else ["amount"], by_month=months)
        if (whole := _deducted_sum(monies)) is not None:
            return Pick([whole.index])
        monies = _without_year_sums([_by_month(money) for money in monies])
    pick = _choose(monies, period, named)
    _take_newer(pick, monies)
    if "amount" in pick.doubts and (pick.rivals or len(pick.columns) > 1):
        _by_printed_sum(pick, monies, walked)
    if pick.columns and not (pick.doubts and pick.rivals):
        _ask_of_others(pick, monies)
    return pick


def _take_newer(pick: Pick, monies: list[Money]) -> None:
    chosen = [money for money in monies if [money.index] == pick.columns]
    if chosen and (other := newer(chosen[0], monies) or of_all_runs(chosen[0], monies)):
        pick.rivals = [index for index in pick.rivals if index != other.index] + pick.columns
        pick.columns, pick.doubts = [other.index], [*pick.doubts, *({"amount"} - set(pick.doubts))]


def _ask_of_others(pick: Pick, monies: list[Money]) -> None:
    """«Lønnssystem» beside «Bokført»: payroll knows what it deducted."""
    others = could_be([money for money in monies if money.index in pick.columns], monies)
    if others:
        pick.doubts += ["amount"] if "amount" not in pick.doubts else []
        pick.rivals += [money.index for money in others if money.index not in pick.rivals]
        if len(pick.columns) == len(others) == 1 and (is_done(others[0]) or of_payroll(others[0])):
            pick.rivals, pick.columns = pick.columns, [others[0].index]


def _deducted_sum(monies: list[Money]) -> Money | None:
    """«Trukket jul» = «Etterslep jun» + «Ordinært jul» on every row: a month's own sum, not the year's."""
    plain = [money for money in monies if money.strength == 5 and PAST.search(money.folded)]
    whole = plain[0] if len(plain) == 1 else None
    return whole if whole and _month_in(whole.heading) and members(whole, monies) else None


def _by_printed_sum(pick: Pick, monies: list[Money], walked: Walked) -> None:
    """A sum printed of one of the rivals only, and right to the øre, says which of them counts."""
    if not set(pick.doubts) <= {"amount"} or len(walked.people) < 3:
        return
    rivals = [m for m in monies if m.index in (*pick.columns, *pick.rivals) and m.filled]
    sums = _printed_sums(walked)
    together = [m for m in rivals if m.index in pick.columns]
    if len(together) > 1 and abs(sum(row_sums(together))) in sums and any(len(m.filled) > 1 for m in together[1:]):
        pick.doubts = []  # nobody adds up to the øre what does not belong together
        return
    printed = [m for m in rivals if abs(sum(ore or 0 for ore in m.ore)) in sums]
    if len(printed) > 1 and len(paid := [m for m in printed if _is_paid(m, walked)]) == 1:
        pick.columns, pick.rivals = [paid[0].index], [m.index for m in rivals if m is not paid[0]]
        return
    if len(printed) != 1 or not printed[0].plausible:
        return
    only = printed[0]
    pick.columns, pick.rivals = [only.index], [m.index for m in rivals if m is not only]
    plain = only.kind in ("amount", "month") and (only.strength >= 3 or only.proven)
    if plain or not any(m.heading for m in monies):
        pick.doubts = []


def _is_paid(money: Money, walked: Walked) -> bool:
    """«Remitted to the union for the period: NOK 7,246.01» at the foot: the column that adds up to it."""
    sheet = walked.typed.block.sheet
    whole = abs(sum(ore or 0 for ore in money.ore))
    texts = (" ".join(map(text_of, sheet.parts(n))) for n in range(walked.people[-1].at + 1, len(sheet.rows)))
    return any(
        whole == abs(to_ore(number, decimal_mark([number])) or 0)
        for text in texts
        if _PAID_OVER.search(fold(text))
        for number in _NUMBER.findall(text)
    )


_PAID_OVER = re.compile(r"remit|overfor|betal|avregn|oppgjor|\bpaid\b|transferred|innbet")
_NUMBER = re.compile(r"\d[\d .,\u00a0]*[.,]\d\d(?!\d)")


def _printed_sums(walked: Walked) -> set[int]:
    """The amounts on all rows that are nobody's."""
    rows = walked.typed.block.sheet.rows
    cells = [cell for row in walked.rows if row.kind in ("total", "other") for cell in rows[row.at] if cell != ""]
    read = (to_ore(cell, decimal_mark([cell]) if isinstance(cell, str) else "") for cell in cells)
    return {abs(ore) for ore in read if ore}


def _as_told(pick: Pick) -> Pick:
    """What was remembered counts only while the content still agrees: amounts of a sensible size, and nothing else."""
    chosen = [money for money in pick.monies if money.index in pick.columns]
    filled = [abs(ore) for ore in row_sums(chosen) if ore]
    unread = len(chosen) < len(pick.columns) or any(len(money.filled) == 0 for money in chosen[:1])
    if filled and median(filled) > HIGH and not any(money.decimals for money in chosen):
        pick.doubts.append("scale")
    elif unread or not filled or not LOW <= median(filled) <= HIGH:
        pick.doubts.append("amount")
    return pick


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
    heading = money.folded
    if money.kind == "amount" and _SUM.search(heading) and not _THIS.search(heading):
        return True
    return bool(months and money.filled) and row_sums(months) == [ore or 0 for ore in money.ore]


def _choose(monies: list[Money], period: str | None, named: int) -> Pick:
    ours = [money for money in monies if money.kind == "ours"]
    if ours:
        return _of_ours(ours, monies)
    months = [money for money in monies if money.kind == "month"]
    if months and not any(money.kind == "amount" for money in monies):
        beside = [money.index for money in monies if money.kind == "part" and money.filled]
        return _month(months, period, named, beside)
    amounts = sorted((m for m in monies if m.kind == "amount" and m.filled), key=lambda m: (-m.strength, not m.proven))
    parts = [money for money in monies if money.kind == "part" and money.filled]
    unknown = [money for money in monies if money.kind is None and money.filled]
    if not amounts and not parts and not unknown:  # a list of zeros is a list: nobody was deducted
        amounts = [money for money in monies if money.kind == "amount"][:1]
    if not amounts and not parts:
        return _from_unknown(unknown, monies)
    pool = [*parts, *amounts, *unknown]
    pick = _sum_column(amounts, parts, unknown) or _by_heading(amounts, parts, monies)
    chosen = [money for money in monies if money.index in pick.columns]
    told = {index for money in chosen for index in members(money, pool)}
    rivals = [m for m in unknown if m.decimals and m.plausible and m.index not in told and not _same(m, chosen)]
    if rivals and not pick.doubts and not any(m.strength == 5 or m.proven for m in chosen):
        pick.doubts.append("amount")
    pick.rivals += [m.index for m in rivals if m.index not in pick.columns]
    return pick


def _of_ours(ours: list[Money], monies: list[Money]) -> Pick:
    """The column under the union's own name, unless another says plainly that it was deducted."""
    first = ours[0]
    shared = any(money.kind == "theirs" for money in monies)  # else who has nothing is a member without a deduction
    whole = _equal_to_sum_of(ours, ours)
    if whole or (len(ours) > 1 and _are_named_parts(ours)):
        return Pick([money.index for money in ([whole] if whole else ours)], only_filled=shared)
    rows = [n for n, ore in enumerate(first.ore) if ore]
    plain = [m for m in monies if m.kind == "amount" and m.strength == 5]
    against = [m for m in plain if any(m.ore[n] != first.ore[n] for n in rows)]
    if len(plain) == 1 and against and _PAID_OVER.search(first.folded):
        return Pick([plain[0].index], ["amount"], [m.index for m in ours])  # «Fagf.trekk» beside «Avregnet FF»
    doubts = ["amount"] if len(ours) > 1 or against else []
    empty = sum(ore is None for ore in first.ore)
    sparse = not shared and empty * 2 > len(first.ore)
    rivals = [m.index for m in (*ours[1:], *against)]
    return Pick([first.index], doubts, rivals, only_filled=shared, sparse=sparse)


def _are_named_parts(ours: list[Money]) -> bool:
    """«Fellesforb. kontingent | Fellesforb. forsikring | Fellesforb. OU-fond»: one of each, and none of them twice."""
    parts = [found[0] for money in ours if (found := _PART.search(money.folded))]
    return len(set(parts)) == len(ours) == len(parts)


_PART = re.compile(r"kontingent|\bkont\b|forsikr|\bfors\b|\bou\b|insurance|\bdues\b|kollektiv|innbo")


def _same(money: Money, chosen: list[Money]) -> bool:
    return any(money.ore == other.ore for other in chosen)


def _month(months: list[Money], period: str | None, named: int, parts: list[int]) -> Pick:
    """The stated month's column.  `named`: how many are named by months, those without amounts too."""
    fitting = []
    for money in months:
        found = cell_period(money.heading) or next((one.period for one in find_months(money.heading)), "")
        if period and found in (period, f"????-{period[5:]}"):
            fitting.append(money)
    most = max(len(money.filled) for money in months)
    begun = [money for money in months if len(money.filled) * 2 > most]  # an advance for one is not yet the month
    chosen = fitting[0] if len(fitting) == 1 else begun[-1] if begun else months[-1]
    plain = not parts and (len(fitting) == 1 or named < 2)
    return Pick([chosen.index], [] if plain else ["amount"], [m.index for m in months if m is not chosen] + parts)


def _from_unknown(unknown: list[Money], monies: list[Money]) -> Pick:
    if not unknown:
        return from_decoys(monies)
    if len(unknown) == 1:
        only = unknown[0]
        sure = only.decimals and only.plausible and not only.heading and len(monies) == 1
        return Pick([only.index], [] if sure else ["amount"])
    whole = _equal_to_sum_of(unknown, unknown)
    likely = [m for m in unknown if not any(is_so_far(m, other) for other in unknown)] or unknown
    best = whole or max(likely, key=lambda m: (varies(m), m.plausible, m.decimals, len(m.filled), m.index))
    return Pick([best.index], ["amount"], [m.index for m in unknown if m is not best])


def _sum_column(amounts: list[Money], parts: list[Money], unknown: list[Money]) -> Pick | None:
    """A column that is the sum of others on every row is the total."""
    candidates = [*amounts, *unknown, *parts]
    pool = [*parts, *amounts, *unknown]
    whole = _equal_to_sum_of(candidates, pool)
    if whole is None:
        return None
    left = [m for m in [*amounts, *parts] if m is not whole and m.index not in members(whole, pool) and m.filled]
    left = [m for m in left if not _same(m, [whole])]
    parts_of = [m for m in pool if m.index in members(whole, pool)]
    if (own := within(whole, parts_of)) is not None:
        return Pick([own.index], ["amount"], [m.index for m in (whole, *left)])
    doubts = ["amount"] if left and not _is_all(whole, left) else []
    if (whole.strength == 0 and not whole.proven and whole.heading) or unnamed(parts_of):
        doubts = ["amount"]
    return Pick([whole.index], doubts, [m.index for m in left])


def _is_all(whole: Money, left: list[Money]) -> bool:
    """«Sum trekk» is all that was deducted, and what is left beside it is small and was not («OU», employer's)."""
    plain = whole.strength == 5 or re.search(r"netto|sum trekk|trekk sum|total trekk", whole.folded)
    return bool(plain) and all(m.kind == "part" and m.middle < whole.middle for m in left)


def _equal_to_sum_of(candidates: list[Money], pool: list[Money]) -> Money | None:
    return next((money for money in candidates if members(money, pool)), None)


def _by_heading(amounts: list[Money], parts: list[Money], monies: list[Money]) -> Pick:
    if not amounts:
        return _parts_only(parts)
    first = amounts[0]
    others = [money for money in amounts[1:] if money.ore != first.ore]
    parts = [part for part in parts if part.ore != first.ore]
    if not others and not parts:
        return Pick([first.index])
    if not others:
        return _amount_and_parts(first, parts)
    if not parts and (same := _same_thing(amounts)):
        return Pick(same)
    best = _best_of(amounts)
    rest = [m for m in amounts if m is not best]
    sure = plain(best) and not parts and all(only_due(m) and not plain(m) for m in rest if m.ore != best.ore)
    return Pick([best.index], [] if sure else ["amount"], [m.index for m in rest])


def _parts_only(parts: list[Money]) -> Pick:
    if instead := others_instead(parts):
        left = [part for part in parts if part not in instead]
        return replace(_parts_only(left), doubts=["amount"], rivals=[one.index for one in instead])
    names = [part.folded for part in parts]
    odd_only = all((_INSURANCE_ONLY.search(name) and "kont" not in name) or _BACK.search(name) for name in names)
    doubts = ["amount"] if odd_only or (len(parts) > 1 and any(map(_CLUB.search, names))) else []  # or the club's own?
    whole = max(parts, key=lambda part: part.middle)
    for part in parts:  # «Refusjon» with the dues' own sign: added or taken off?
        same = part is not whole and sum(part.filled) * sum(whole.filled) > 0
        odd = same and (_BACK.search(part.folded) or is_like(part, whole))
        doubts = ["amount"] if odd or is_place(part) else doubts
    return Pick([part.index for part in parts], doubts)


def _same_thing(amounts: list[Money]) -> list[int]:
    """«Kontingent denne mnd» and «Forsikring denne mnd» are parts that say the same of themselves: they are added."""
    words = [money.folded.split() for money in amounts]
    tail = 0
    while all(len(own) > tail + 1 and own[-tail - 1] == words[0][-tail - 1] for own in words):
        tail += 1
    names = [" ".join(own[: len(own) - tail]) for own in words]
    parts = tail and len(set(names)) == len(names) and all(PARTS.search(name) for name in names)
    dues = any(not _INSURANCE_ONLY.search(name) for name in names)
    return [money.index for money in amounts] if parts and dues else []


def _best_of(amounts: list[Money]) -> Money:
    """«Trukket» before «Trekkes»; what is likely in size and plainest in words."""
    return max(
        amounts,
        key=lambda m: (
            m.plausible or not m.filled,
            not DUE.search(m.folded),
            bool(PAST.search(m.folded)),
            m.strength,
            m.proven,
            m.decimals,
        ),
    )


def _amount_and_parts(first: Money, parts: list[Money]) -> Pick:
    """«Trekk» and «Forsikring» with no sum: included or beside it cannot be seen."""
    if PAST.search(first.folded) and any(is_like(part, first) for part in parts):  # «Kontingent» beside «Betalt»
        return Pick([first.index], ["amount"], [part.index for part in parts])
    rows = range(len(first.ore))
    below = all(sum(part.ore[n] or 0 for part in parts) <= (first.ore[n] or 0) for n in rows)
    last = first.folded in ("belop", "belop kr", "amount") and all(part.index < first.index for part in parts)
    mostly = sum(sum(part.ore[n] or 0 for part in parts) == (first.ore[n] or 0) for n in rows) >= len(rows) * _MOSTLY
    total = mostly or ((last or bool(re.search(r"sum|total|trukket", first.folded))) and below)
    together = [first.index, *(part.index for part in parts)]
    rivals = [part.index for part in parts]
    return Pick([first.index] if total else together, ["amount"], rivals if total else [])
