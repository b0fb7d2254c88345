"""Amounts beside the chosen ones: whatever else could be the deduction is asked about, unless the words are plain."""

import re
from statistics import median

from app.intake.across import members
from app.intake.heading_words import DUE, PAST, SPOILED
from app.intake.money import Money
from app.intake.pick import Pick

_DONE = re.compile(rf"{PAST.pattern}|^net(to)?\b|result|utbetalt")


def plain(money: Money) -> bool:
    """«Trukket», «Deducted»: says that it was deducted, and nothing in the heading takes it back."""
    return money.strength == 5 and not SPOILED.search(money.folded) and not DUE.search(money.folded)


def is_done(money: Money) -> bool:
    """«Withheld», «Betalt», «Netto»: what came of it, whatever «Union dues» beside it says."""
    return bool(_DONE.search(money.folded))


def of_all_runs(chosen: Money, monies: list[Money]) -> Money | None:
    """«Trukket i perioden» beside «Trukket denne kjøring»: the month's, of which one run may be a part."""
    if not re.search(r"\b(?:kjoring|lonning|run)\b", chosen.folded):
        return None
    whole = (one for one in monies if one.kind == "amount" and re.search(r"\bperioden?\b|\bmaned|\bmnd\b", one.folded))
    return next(whole, None)


def of_payroll(money: Money) -> bool:
    """«Beløp lønn», «Lønnssystem»: of two that mirror each other what was deducted, not what was booked or paid."""
    return money.kind == "decoy" and bool(re.search(r"\blonn|payroll", money.folded))


def only_due(money: Money) -> bool:
    """«Avtalt», «Registrert kontingent»: what should be deducted, as far as the heading goes."""
    return bool(DUE.search(money.folded)) and not PAST.search(money.folded)


def varies(money: Money) -> bool:
    """Not the same for everybody, as the number of a kind of deduction is."""
    return len(set(money.filled)) > 1


def is_so_far(money: Money, other: Money) -> bool:
    """Two to twelve times the other, and nearly as many times on every row: the year's sum beside a month's."""
    times = [a / b for a, b in zip(money.ore, other.ore, strict=True) if a and b]
    flat = len(set(other.filled)) < 3  # an insurance that costs everybody the same
    if len(times) < 3 or min(times) < 1 or flat or not (other.plausible and other.decimals):
        return False
    usual = median(times)  # who began this month has the same in both
    return 1.5 < usual < 13 and sum(abs(one - usual) < 0.4 * usual for one in times) >= len(times) * 0.7


def is_like(part: Money, whole: Money) -> bool:
    """«Kontingent gammel» beside «Kontingent ny»: as large on nearly every row, and hardly two things to add."""
    pairs = [(a, b) for a, b in zip(part.ore, whole.ore, strict=True) if a and b]
    return len(pairs) > 1 and sum(0.75 < a / b < 1.33 for a, b in pairs) >= len(pairs) * 0.8


def newer(money: Money, others: list[Money]) -> Money | None:
    """«Trekk 10/26 ny» or «Rettet» beside «Trekk 10/26»: the same thing, as it was put right."""
    return next(
        (
            one
            for one in others
            if one is not money
            and one.plausible
            and one.ore != money.ore
            and len(one.filled) >= len(money.filled) * 0.6  # else what was corrected by
            and one.kind not in ("theirs", "month")
            and (
                _NEWER.fullmatch(one.folded.removeprefix(money.folded))
                or _is_run_again(money, one)
                or _is_next_rate(money, one)
            )
        ),
        None,
    )


_NEWER = re.compile(
    r" ?\(?(?:nye?|nytt|new|rett[ea]t?|riktig|korr\w*|rev(?:i\w*)?|just\w*|endelig|endr?[ea]t)"
    r"(?: (?:sats|rate|belop))?\)?"
)


def is_place(part: Money) -> bool:
    """«Klubb» over whole numbers may be the club's number."""
    return bool(re.fullmatch(r"klubb|lokal(lag|t)?|local|avd\w*|fond|del", part.folded)) and not part.decimals


def others_instead(parts: list[Money]) -> list[Money]:
    """Of columns in words of dues those that are not added to the rest: what another puts right («Kontingent korr.»),
    or repeats for most («FF kontingent overført» beside «FF kontingent»)."""
    older = [one for one in parts if (other := newer(one, parts)) and is_like(one, other)]
    return older or [one for k, one in enumerate(parts) if any(_mirrors(other, one) for other in parts[:k])]


_AGAIN = re.compile(r"\bom ?kjor|\bre ?run|\bny kjoring|\bkjoring 2|\b2 kjoring|\brun 2")


def _is_run_again(money: Money, other: Money) -> bool:
    """«Trekk omkjøring» beside «Trekk kjøring 1», as large on nearly every row."""
    return bool(_AGAIN.search(other.folded)) and not _AGAIN.search(money.folded) and is_like(other, money)


_PERCENT = re.compile(r"\d+(?: \d+)? ?%")


def _is_next_rate(money: Money, other: Money) -> bool:
    """«Trekk 1,75 %» behind «Trekk 1,65 %»: the rate that came after it."""
    rates = bool(_PERCENT.search(money.folded) and _PERCENT.search(other.folded))
    return rates and _PERCENT.sub("", money.folded) == _PERCENT.sub("", other.folded) and money.index < other.index


def _mirrors(money: Money, other: Money) -> bool:
    """«Beløp lønn» beside «Beløp remittert»: the same amounts for most, and nothing in the head explains the rest."""
    pairs = [(a, b) for a, b in zip(money.ore, other.ore, strict=True) if a and b]
    same = sum(a == b for a, b in pairs)
    return len(pairs) > 2 and len(pairs) * 0.5 <= same < len(pairs) and not _EXPLAINED.search(other.folded)


_EXPLAINED = re.compile(
    r"sats|\brate|forrige|previous|prior|last|hittil|\bytd|\bakk|grunnlag|avtal|agreed|norm|fast|full|tariff|\bmin|"
    r"\bmaks|skal|beregn|forvent|expected|skatt|arb\w* ?giv|employer|bedrift|\bar\b|budsjett|saldo|rest|diff|avvik|"
    r"kroner|antall"
)


def could_be(chosen: list[Money], monies: list[Money]) -> list[Money]:
    """Columns in the range of dues that no heading explains, and that are no part of what was chosen.

    The only plain heading of the table outweighs all that are not.
    """
    if any(money.kind == "ours" for money in chosen):
        return []
    told = {index for money in chosen for index in members(money, monies)}
    rivals = [
        money
        for money in monies
        if money not in chosen
        and money.index not in told
        and (
            money.kind not in ("decoy", "theirs")
            or (money.kind == "decoy" and len(chosen) == 1 and _mirrors(chosen[0], money))
        )
        and money.plausible
        and len(set(money.filled)) > 1
        and all(money.ore != one.ore for one in chosen)
        and not (money.kind == "month" and all(one.kind == "month" for one in chosen))  # the stated month's was chosen
    ]
    if len(chosen) == 1 and plain(chosen[0]):
        done = is_done(chosen[0])
        return [money for money in rivals if plain(money) or (not done and is_done(money)) or money.kind == "decoy"]
    return rivals


def within(whole: Money, parts: list[Money]) -> Money | None:
    """«EE dues» in «Total remitted»: the one plain column of a sum whose other parts nobody named as dues."""
    if PAST.search(whole.folded):
        return None
    named = [part for part in parts if plain(part) or (part.kind == "amount" and PAST.search(part.folded))]
    others = [part for part in parts if part not in named]
    return named[0] if len(named) == 1 and any(part.kind != "part" for part in others) else None


def unnamed(parts: list[Money]) -> bool:
    """Whether a part of a sum says nothing of itself and may be the employer's («1. lønning», «2. lønning» may not)."""
    heads = [part.folded for part in parts if part.kind is None and part.heading]
    alike = {re.sub(r"\W*\d+\W*", "", head) for head in heads}
    return bool(heads) and not (len(heads) == len(parts) and len(alike) == 1 and len(set(heads)) > 1)


def from_decoys(monies: list[Money]) -> Pick:
    """«Beregnet trekk» alone: nothing says that it was deducted, nothing that it was not."""
    likely = [m for m in monies if m.kind == "decoy" and m.plausible and m.strength >= 2]
    likely = [m for m in likely if _OLD_OR_NEW.match(m.folded) or (m.decimals and not _NEVER.search(m.folded))]
    likely = likely or [m for m in monies if m.plausible and _RATES.fullmatch(m.folded)]
    if not likely:
        return Pick(none_found=True)
    best = max(likely, key=lambda m: (m.strength, bool(PAST.search(m.folded)), m.index))  # «ny sats» behind «gml. sats»
    return Pick([best.index], ["amount"], [m.index for m in likely if m is not best])


_OLD_OR_NEW = re.compile(r"(?:trekk|trukket|trekt|kontingent|belop)\b.*\b(?:gml|gammel|gamal|old|nye?|new)\b")
"""«Trekk gml. sats» and «Trekk ny sats»."""
_RATES = re.compile(
    r"(?:(?:gml|gammel|gamal|old|nye?|new) (?:sats|rate)|(?:sats|rate) (?:gml|gammel|gamal|old|nye?|new|20\d\d))"
    r"(?: \d+(?: \d+)? ?%)?"
)
"""Of two rates each person's was deducted, and only the sender knows which."""
_NEVER = re.compile(r"skatt|\btax|sats|%|prosent|hittil|timer|\bmin|\bmaks|forrige|pensjon|ferie|kantine|saldo|konto")
