"""Amounts beside the chosen ones: whatever else could be the deduction is asked about, unless the words are plain."""

import re

from app.intake.across import members
from app.intake.heading_words import DUE, PAST, SPOILED
from app.intake.money import Money

_DONE = re.compile(rf"{PAST.pattern}|^net(to)?\b|result|utbetalt")


def plain(money: Money) -> bool:
    """«Trukket», «Deducted»: says that it was deducted, and nothing in the heading takes it back."""
    return money.strength == 5 and not SPOILED.search(money.folded) and not DUE.search(money.folded)


def is_done(money: Money) -> bool:
    """«Withheld», «Betalt», «Netto»: what came of it, whatever «Union dues» beside it says."""
    return bool(_DONE.search(money.folded))


def only_due(money: Money) -> bool:
    """«Avtalt», «Registrert kontingent»: what should be deducted, as far as the heading goes."""
    return bool(DUE.search(money.folded)) and not PAST.search(money.folded)


def newer(money: Money, rivals: list[Money]) -> Money | None:
    """«Trekk 10/26 ny» beside «Trekk 10/26»: the same thing, as it was put right."""
    return next((one for one in rivals if _NEWER.fullmatch(one.folded.removeprefix(money.folded))), None)


_NEWER = re.compile(r" \(?(?:nye?|nytt|new|rett[ea]t?|riktig|korr\w*|revi\w*|just\w*|endelig|endr?[ea]t)\)?")


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
        and money.kind not in ("decoy", "theirs")
        and money.plausible
        and len(set(money.filled)) > 1
        and all(money.ore != one.ore for one in chosen)
        and not (money.kind == "month" and all(one.kind == "month" for one in chosen))  # the stated month's was chosen
    ]
    if len(chosen) == 1 and plain(chosen[0]):
        done = is_done(chosen[0])
        return [money for money in rivals if plain(money) or (not done and is_done(money))]
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
