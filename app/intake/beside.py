"""Amounts beside the chosen ones: whatever else could be the deduction is asked about, unless the words are plain."""

from app.intake.across import members
from app.intake.heading_words import DUE, PAST, SPOILED
from app.intake.money import Money


def plain(money: Money) -> bool:
    """«Trukket», «Deducted»: says that it was deducted, and nothing in the heading takes it back."""
    return money.strength == 5 and not SPOILED.search(money.folded) and not DUE.search(money.folded)


def only_due(money: Money) -> bool:
    """«Avtalt», «Registrert kontingent»: what should be deducted, as far as the heading goes."""
    return bool(DUE.search(money.folded)) and not PAST.search(money.folded)


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
    ]
    if len(chosen) == 1 and plain(chosen[0]):
        return [money for money in rivals if plain(money)]
    return rivals


def within(whole: Money, parts: list[Money]) -> Money | None:
    """«EE dues» in «Total remitted»: the one plain column of a sum whose other parts nobody named as dues."""
    if plain(whole):
        return None
    named = [part for part in parts if plain(part)]
    others = [part for part in parts if part not in named]
    return named[0] if len(named) == 1 and any(part.kind != "part" for part in others) else None
