"""What the numbers of a row say of each other: wage x rate = dues, due = deducted + rest, total = parts.

Arithmetic that holds on every row outweighs a vague heading, and never a plain one.
"""

import re
from dataclasses import replace
from itertools import combinations

from app.intake.heading_words import DUE, EMPLOYER, FOREIGN, LEFT, PAST, YEAR_TO_DATE
from app.intake.headings import role_of, strength
from app.intake.money import Money

_WORK = re.compile(
    r"timer?\b|timel|overtid|\blonn|brutto|grunnlag|\bpay\b|salary|ferie|skatt|hours|wage|bonus|tillegg|ordin"
)
_LARGE_BASE = 5_000_00
_ENOUGH = 3
_ROWS = 1500


def judge(monies: list[Money]) -> list[Money]:
    """The columns with their kinds mended by what the rows (of long lists: some of them) show."""
    step = max(len(monies[0].ore) // _ROWS, 1) if monies else 1
    if step > 1:
        for money, judged in zip(monies, judge([replace(m, ore=m.ore[::step]) for m in monies]), strict=True):
            money.kind, money.strength, money.proven = judged.kind, judged.strength, judged.proven
        return monies
    _other_currency(monies)
    _rates_alone(monies)
    _now(monies)
    _of_a_base(monies)
    _products(monies)
    _due_and_rest(monies)
    _due_beside_done(monies)
    _with_others_part(monies)
    _net(monies)
    _by_percent(monies)
    _sums_of_work(monies)
    for money in monies:
        if money.kind == "now":
            money.kind = None
    return monies


def _pairs(one: Money, other: Money) -> list[tuple[int, int]]:
    return [(a, b) for a, b in zip(one.ore, other.ore, strict=True) if a and b]


def _rates_alone(monies: list[Money]) -> None:
    """«1,6 %» beside «Trekkes»: reckoned, before the most that anybody pays."""
    if any(money.strength == 5 and money.plausible for money in monies):
        for money in monies:
            if re.fullmatch(r"\s*\d+(?:[.,]\d+)? ?%\s*", money.heading):
                money.kind = "decoy"


_CURRENCY = re.compile(r"\b(?:eur|euro|usd|gbp|sek|dkk|pln|chf)\b")


def _other_currency(monies: list[Money]) -> None:
    """«Amount EUR» beside «Amount NOK»: what is deducted here is in kroner."""
    if any(re.search(r"\b(?:nok|kr)\b", money.folded) for money in monies if money.kind in ("amount", "part")):
        for money in monies:
            if _CURRENCY.search(money.folded):
                money.kind = "decoy"


def _now(monies: list[Money]) -> None:
    """«Mnd» beside «Hittil»: this month's, where what is so far is as large or larger on every row."""
    so_far = [money for money in monies if money.kind == "decoy" and YEAR_TO_DATE.search(money.folded)]
    for money in monies:
        if money.kind == "now" and any(_is_within(money, year) for year in so_far):
            money.kind, money.strength, money.proven = "amount", max(money.strength, 4), True


def _is_within(month: Money, year: Money) -> bool:
    pairs = _pairs(month, year)
    return bool(pairs) and sum(abs(a) <= abs(b) for a, b in pairs) >= len(pairs) * 0.9


def _of_a_base(monies: list[Money]) -> None:
    """Wage and what is taken of it, by the rate on the row or the same for most: the wage is never the answer."""
    for base in monies:
        if base.middle < _LARGE_BASE or base.strength == 5 or base.kind in ("ours", "theirs"):
            continue
        for dues in monies:
            if dues is base:
                continue
            of_base = dues.plausible and dues.middle * 12 <= base.middle
            if (of_base and (_by_rate(base, dues, monies) or _same_rate(base, dues))) or _in_ore(base, dues, monies):
                base.kind = "decoy"
                _prove(dues)


def _in_ore(base: Money, dues: Money, monies: list[Money]) -> bool:
    """«55610» beside 37073,00 and 1,5 %: øre by the rate on the row.  «scale» is asked about where it is chosen."""
    if dues.plausible or dues.decimals or dues.ore == base.ore:
        return False  # the base once more would be one per cent of it
    kroner = replace(dues, ore=[None if ore is None else round(ore / 100) for ore in dues.ore])
    return kroner.plausible and kroner.middle * 12 <= base.middle and _by_rate(base, kroner, monies)


def _by_rate(base: Money, dues: Money, monies: list[Money]) -> bool:
    for rate in monies:
        if rate is base or rate.index == dues.index or not 10 <= rate.middle <= 10_00:
            continue
        rows = [(b, r, d) for b, r, d in zip(base.ore, rate.ore, dues.ore, strict=True) if b and r and d]
        fitting = sum(abs(b * r / 10_000 - d) <= 2 + abs(d) * 0.005 for b, r, d in rows)
        if len(rows) >= _ENOUGH and fitting >= len(rows) * 0.8:
            rate.kind = "decoy"
            return True
    return False


def _same_rate(base: Money, dues: Money) -> bool:
    """The same share of the base for most people; floors and caps make the others."""
    shares = sorted(abs(d / b) for b, d in _pairs(base, dues))
    if len(shares) < _ENOUGH:
        return False
    middle = shares[len(shares) // 2]
    near = sum(abs(share - middle) <= middle * 0.002 for share in shares)
    return 0.004 <= middle <= 0.04 and near >= max(_ENOUGH, len(shares) * 0.5)


def _prove(dues: Money) -> None:
    if dues.kind in ("decoy", "theirs") or DUE.search(dues.folded):
        return
    if dues.kind in (None, "now"):
        dues.kind, dues.strength = "amount", max(dues.strength, 3)
    dues.proven = True


def _products(monies: list[Money]) -> None:
    """Hours x pay = wage: «Beløp» is no deduction then."""
    for product in monies:
        if product.strength == 5 or product.proven or product.middle < 1_000_00:
            continue
        others = [money for money in monies if money is not product and 1_00 < money.middle < product.middle]
        if any(_is_product(product, one, other) for one, other in combinations(others[:8], 2)):
            product.kind = "decoy"


def _is_product(product: Money, one: Money, other: Money) -> bool:
    rows = [(p, a, b) for p, a, b in zip(product.ore, one.ore, other.ore, strict=True) if p and a and b]
    fitting = sum(abs(a * b / 100 - p) <= 2 + abs(p) * 0.001 for p, a, b in rows)
    most = len(rows) * 2 > len(product.filled)  # in an extract of all pay lines only the wages are such products
    return most and len(rows) >= _ENOUGH and fitting >= len(rows) * 0.9


def _due_and_rest(monies: list[Money]) -> None:
    """«Trekkes» = «Trukket» + «Saldo» on every row: the first is what was due, not what was deducted."""
    for rest in monies:
        if not LEFT.search(rest.folded) or not rest.filled:
            continue
        for due in monies:
            for done in monies:
                if len({due.index, done.index, rest.index}) == 3 and _is_due(due, done, rest):
                    due.kind = "decoy"
                    _prove(done)


def _is_due(due: Money, done: Money, rest: Money) -> bool:
    if (
        PAST.search(due.folded)
        or done.kind not in ("amount", "part", None)
        or not (strength(done.folded) or PAST.search(done.folded))
    ):
        return False
    rows = range(len(due.ore))
    return all((due.ore[n] or 0) == (done.ore[n] or 0) + (rest.ore[n] or 0) for n in rows)


def _due_beside_done(monies: list[Money]) -> None:
    """«Registrert kontingent» beside «Trukket kontingent»: the same before it was done, no part to add to it."""
    if any(money.kind == "amount" and money.strength == 5 and PAST.search(money.folded) for money in monies):
        for money in monies:
            if money.kind == "part" and DUE.search(money.folded) and not PAST.search(money.folded):
                money.kind = "amount"


def _with_others_part(monies: list[Money]) -> None:
    """A sum that holds the employer's own share, or canteen and tax, is more than was deducted for the union."""
    english = any(
        re.match(r"ee\b", money.folded) for money in monies
    )  # «ER» beside «EE»; «Er» beside «Skal» is what was done
    theirs = {money.index for money in monies if EMPLOYER.search(money.folded) or FOREIGN.search(money.folded)}
    theirs |= {money.index for money in monies if english and money.folded == "er"}
    apart = [money for money in monies if money.filled and money.index in theirs]
    shares = [(money,) for money in apart] + ([tuple(apart)] if 1 < len(apart) < 6 else [])
    own = [money for money in monies if money.kind in ("amount", "part", None, "now", "ours") and money.filled]
    for whole in own:
        rest = [money for money in own if money is not whole]
        for share in shares:
            for size in range(1, min(len(rest), 4) + 1):
                for group in combinations(rest, size):
                    if adds_up([ore or 0 for ore in whole.ore], (*group, *share), len(whole.ore)):
                        whole.kind = "decoy"
                        for money in group:
                            _prove(money)
                        return


def _net(monies: list[Money]) -> None:
    """«Netto» = «Trekk» + «Korreksjon» on every row."""
    pool = [money for money in monies if money.kind in ("amount", "part")]
    for net in monies:
        if net.kind == "decoy" and re.search(r"\bnetto\b", net.folded) and net.plausible and members(net, pool):
            net.kind, net.strength, net.proven = "amount", max(net.strength, 4), True


_PERCENT = re.compile(r" ?(?:prosent|pct|pst|%) ?")


def _by_percent(monies: list[Money]) -> None:
    """«Kontingent fast» + «Kontingent prosent» = «Trekk»: kroner by a rate, and no rate."""
    rated = [m for m in monies if m.kind == "decoy" and m.plausible and _PERCENT.search(m.folded)]
    rated = [m for m in rated if role_of(_PERCENT.sub(" ", m.folded).strip()) in ("part", "amount")]
    parts = [money for money in monies if money.kind == "part"]
    for whole in monies if rated else []:
        if whole.kind == "amount" and whole.plausible:
            within = members(whole, [*rated, *parts])
            for money in rated:
                money.kind = "part" if money.index in within else money.kind


def _sums_of_work(monies: list[Money]) -> None:
    """«Ordinær» + «Overtid» = «Sum»: hours or wages added up."""
    work = [money for money in monies if money.kind == "decoy" and _WORK.search(money.folded)]
    for whole in monies:
        if whole.strength < 5 and whole.kind in ("amount", None) and not whole.proven and members(whole, work):
            whole.kind = "decoy"


def members(whole: Money, pool: list[Money]) -> list[int]:
    """The two or more columns that add up to `whole` on every row; empty when none do."""
    others = [money for money in pool if money is not whole and money.filled][:7]
    target = [ore or 0 for ore in whole.ore]
    if not any(target):
        return []
    for size in range(len(others), 1, -1):
        for group in combinations(others, size):
            if not adds_up(target, group, 40) or not adds_up(target, group, len(target)):
                continue
            if any(sum(bool(money.ore[n]) for money in group) > 1 for n in range(len(target))):
                return [money.index for money in group]
    return []


def adds_up(target: list[int], group: tuple[Money, ...], rows: int) -> bool:
    """Whether the columns' sum is the target's on each of the first rows."""
    return all(abs(sum(money.ore[n] or 0 for money in group) - target[n]) <= 1 for n in range(min(rows, len(target))))
