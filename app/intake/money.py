"""The columns of a table that hold amounts, and what their headings say of them."""

import re
from dataclasses import dataclass, field
from statistics import median

from app.intake.amounts import NOTHING, bare, to_ore
from app.intake.cells import Cell, text_of
from app.intake.heading_words import EMPLOYER, IN_ORE, NOW
from app.intake.headings import MONTH_HEAD, fold, strength
from app.intake.kinds import is_unrelated
from app.intake.profiles import Profile
from app.intake.rows import Walked
from app.intake.unions import Unions

HIGH, LOW = 3_000_00, 20_00
"""Øre: the middle amount of a list of dues lies between."""

_A_MONTH = re.compile(r"(?:0?[1-9]|1[0-2])[./\- ](?:19|20)\d\d|(?:19|20)\d\d[./\-]?(?:0[1-9]|1[0-2])")


@dataclass(slots=True)
class Money:
    """A column of amounts over the person rows (øre, None where empty or unreadable)."""

    index: int
    heading: str
    kind: str | None
    """'amount' | 'part' | 'decoy' | 'now' | 'month' | 'ours' | 'theirs', or None where the heading says nothing."""
    strength: int
    ore: list[int | None]
    decimals: bool
    unclear: bool
    proven: bool = False
    """Whether the numbers of the rows themselves say that this was deducted."""

    @property
    def filled(self) -> list[int]:
        return [ore for ore in self.ore if ore]

    @property
    def middle(self) -> float:
        return median([abs(ore) for ore in self.filled]) if self.filled else 0.0

    @property
    def plausible(self) -> bool:
        return LOW <= self.middle <= HIGH

    @property
    def folded(self) -> str:
        return fold(self.heading)


@dataclass(slots=True)
class Monies:
    """The columns, the decimal mark of each, and which of them are in øre."""

    columns: list[Money] = field(default_factory=list)
    marks: dict[int, str | None] = field(default_factory=dict)
    in_ore: bool = False
    hidden: list[Money] = field(default_factory=list)
    """Columns that the sheet does not show, but that say they hold amounts."""


def find_monies(walked: Walked, unions: Unions, told: dict[int, str]) -> Monies:
    """`told`: roles that a person has given to columns."""
    typed, found = walked.typed, Monies()
    taken = set(typed.roles.values())
    several = _of_several_unions(typed.profiles, unions)
    for profile in typed.profiles:
        wanted = told.get(profile.index) in ("amount", "part")
        if not wanted and (profile.index in taken or told.get(profile.index) == "ignored" or _all_months(profile)):
            continue
        if not wanted and (_counts_lines(profile) or _numbers_weeks(profile)):
            continue
        kind = several.get(profile.index) or _kind(profile, unions)
        if kind == "skip" and not wanted:
            continue
        if profile.index in typed.block.sheet.hidden_columns and not wanted:
            if kind in ("amount", "part") and (money := _money(walked, profile, kind, False, found.marks)):
                found.hidden.append(money)
            continue
        if money := _money(walked, profile, kind, wanted, found.marks):
            found.columns.append(money)
    found.columns = _without_codes(found.columns)
    _take_ore(found, _told_above(walked))
    return found


def _of_several_unions(profiles: list[Profile], unions: Unions) -> dict[int, str]:
    """Below one head over several columns, «Trekk fagforening», that each are a union's: whose they are."""
    headed = [profile for profile in profiles if profile.named in ("amount", "part") and profile.heading]
    naming = {profile.index: unions.named(profile.heading) for profile in headed}
    kinds = {index: "ours" if unions.ours in own else "theirs" for index, own in naming.items() if own}
    return kinds if set(kinds.values()) == {"ours", "theirs"} else {}


def _money(
    walked: Walked, profile: Profile, kind: str | None, wanted: bool, marks: dict[int, str | None]
) -> Money | None:
    people, rows = walked.people, walked.typed.block.sheet.rows
    mark, by_shape = _mark(profile)
    ore = [_ore(rows[row.at], profile.index, mark) for row in people]
    read = sum(value is not None for value in ore)
    filled = sum((cell := _cell(rows[row.at], profile.index)) != "" and cell not in NOTHING for row in people)
    sought = kind in ("amount", "part", "ours", "theirs", "month")
    odd = read < filled * 0.9 and filled - read > 1
    odd = odd and not (
        kind == "amount" and read >= max(2, filled * 0.4)
    )  # «589,00 (skulle vært 598,00)» is asked about
    of_few = kind == "decoy" and is_unrelated(profile.heading)  # «Parkering» for two is a part of «Sum trekk»
    if not wanted and (not read or odd or not (read >= len(people) * 0.35 or sought or of_few)):
        return None
    marks[profile.index] = mark
    unclear = by_shape or mark is None or read < filled
    decimals = bool(profile.decimals) or by_shape
    return Money(profile.index, profile.heading, kind, strength(fold(profile.heading)), ore, decimals, unclear)


def _mark(profile: Profile) -> tuple[str | None, bool]:
    """The decimal mark, and whether only the shape of the numbers tells it: «612.400», a point and three digits.

    Where every one of them ends with a zero it is an amount written with three decimals as far as anyone can see.
    """
    texts = [number for value in profile.values if isinstance(value, str) and (number := bare(value))]
    if profile.mark in ("", None) and len(texts) > 2 and len(texts) == profile.filled:
        for mark in ".,":
            if all(re.fullmatch(rf"-?\d{{1,3}}\{mark}\d\d0", text) for text in texts) and _vary(texts):
                return mark, True
    return profile.mark, False


def _vary(texts: list[str]) -> bool:
    """Øre, not round thousands: hardly any of them ends with two zeros."""
    return sum(text.endswith("00") for text in texts) < len(texts) * 0.5


def _kind(profile: Profile, unions: Unions) -> str | None:
    named = profile.named
    if named in ("amount", "part", "decoy"):
        anothers = is_unrelated(profile.heading) and not unions.named(profile.heading)  # «Verktøytrekk»
        return "decoy" if anothers or EMPLOYER.search(fold(profile.heading)) else named
    if not profile.heading:
        return None
    if kind := _over_amounts(profile):
        return kind
    folded = fold(profile.heading)
    if named is None or named == "union":
        naming = unions.named(profile.heading, labelled=True)
        if naming:
            return "ours" if unions.ours in naming else "theirs"
        if named is None and is_unrelated(profile.heading):
            return "decoy"
    if MONTH_HEAD.match(_CURRENCY.sub("", folded)):
        return "month"
    if NOW.search(folded) and profile.decimals:
        return "now"
    if named is None:
        return "decoy" if EMPLOYER.search(folded) else None
    return "skip"


def _over_amounts(profile: Profile) -> str:
    """What a head of something else says over amounts; '' where it is what it says."""
    named, folded = profile.named, fold(profile.heading)
    if named == "company" and profile.is_money:  # «Ansatt» and «Bedrift» over their shares
        return "decoy"
    if named == "department" and profile.is_money and profile.decimals > profile.filled * 0.5:
        return "part"  # «Kont. | Avd. | Innbo | Sum»
    if named in ("name", "employee_no", "member_no") and profile.decimals:
        return "amount"
    if named == "period" and profile.is_money and _OF_PERIOD.search(folded):
        return "amount" if profile.decimals or (profile.distinct > 2 and folded.endswith("n")) else "skip"
    return "amount" if named == "union" and profile.decimals else ""  # «Fagforening» beside «Kantine»


_CURRENCY = re.compile(r"^(?:nok|kr|kroner) | (?:nok|kr|kroner)$")
"""«NOK | 2026-07»: the currency over or under each month."""
_OF_PERIOD = re.compile(r"^(trekk|trukket|kontingent|fradrag|avdrag) ?(i )?(perioden?|maned(en)?|mnd)$")
"""«Trekk perioden» is what was deducted in it, where amounts stand below it."""


def _counts_lines(profile: Profile) -> bool:
    """1, 2, 3 … down the list, under «#» or nothing."""
    texts = [text_of(value).strip(" .") for value in profile.values]
    return len(texts) > 4 and texts == [str(n) for n in range(1, len(texts) + 1)]


_WEEK = re.compile(r"(?:lonns? ?|kalender ?)?(?:uke|veke|vecka|week)(?: ?(?:nr|no|num\w*))?")


def _numbers_weeks(profile: Profile) -> bool:
    """36, 37, 38 under «Uke»."""
    texts = [text_of(value).strip() for value in profile.values]
    return bool(_WEEK.fullmatch(fold(profile.heading))) and all(
        re.fullmatch(r"\d{1,2}", text) and 1 <= int(text) <= 53 for text in texts
    )


def _all_months(profile: Profile) -> bool:
    """«04.2025» under «Siste trekk» is no amount."""
    texts = [text_of(value) for value in profile.values[:300]]
    return len(texts) > 1 and all(len(text) > 4 and _A_MONTH.fullmatch(text) for text in texts)


def _cell(row: list[Cell], index: int) -> Cell:
    return row[index] if index < len(row) else ""


def _ore(row: list[Cell], index: int, mark: str | None) -> int | None:
    cell = _cell(row, index)
    return to_ore(cell, mark) if cell != "" and cell not in NOTHING else None


def _without_codes(monies: list[Money]) -> list[Money]:
    """Whole numbers without a heading are codes or counts where another column has øre."""
    if not any(money.decimals for money in monies):
        return monies
    return [money for money in monies if money.decimals or money.kind or money.heading]


_ALL_IN_ORE = re.compile(
    r"\b(?:belop(?:ene)?|tall(?:ene)?|amounts?|sum(?:mer)?|alt) (?:\w+ ){0,2}(?:i|in) (?:ore|cents?)\b"
)


def _told_above(walked: Walked) -> bool:
    """«Beløp i øre» on top of the list."""
    first = min((row.at for row in walked.people), default=0)
    sheet = walked.typed.block.sheet
    cells = (cell for n in range(max(first - 25, 0), first) for cell in sheet.parts(n) if isinstance(cell, str))
    return any(len(cell) < 150 and _ALL_IN_ORE.search(fold(cell)) for cell in cells)


def _take_ore(found: Monies, all_told: bool) -> None:
    """«Beløp i øre»: the heading itself, or a line above it, says what the whole numbers are."""
    amounts = [money for money in found.columns if money.kind in ("amount", "part", None)]
    told = [money for money in amounts if all_told or IN_ORE.search(money.folded)]
    if told and len(told) == len(amounts) and not any(money.decimals for money in told):
        found.in_ore = True
        for money in found.columns:
            money.ore = [None if ore is None else round(ore / 100) for ore in money.ore]
