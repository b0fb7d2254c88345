"""Columns of months: «Lønnsmåned», «For-per.», a month's first and last day, a year and a month beside each other."""

import re
from datetime import date

from app.intake.cells import Cell, text_of
from app.intake.headings import fold
from app.intake.months import cell_period, find_months, parted_period
from app.intake.profiles import Profile, Typed

_PER = re.compile(r"\bper$|\bmnd$|^(?!.*(?:betal|forfall|pay|utb))[\w ]*(?:per|mnd|periode?|maned|manad|month)$")
"""«For-per.», «L.mnd», «Kjøreperiode», «AVREGNPER», «ÅrMnd»: a column of months when it holds such."""
_EARNED = re.compile(r"^(opp?tjent|tent opp|earned|intjan\w*)( i| in| maned| mnd| month| periode?)?$")
"""The month that the wage is for, where months stand below it."""


_RUN = re.compile(r"^(?:lonns?)? ?(?:kjoring|koyring)$|^(?:payroll )?run$")
"""«Lønnskjøring» with «okt.26» on every row."""
_SINCE = re.compile(r"^(?:fra|til|fom|tom|from|to|start|slutt|end)\b|^(?:start|slutt|end)dato")


def says_period(profile: Profile, people: int) -> bool:
    """Whether a column holds the months of lines.  `people`: how many cells a full column has.

    «Til dato» of the few who have left is none.
    """
    role, head = profile.named, fold(profile.heading)
    if _SINCE.search(head) and profile.filled * 2 < people:
        return False
    per = (role is None and (bool(_PER.search(head)) or _is_stamped(profile))) or (
        role == "decoy" and bool(_EARNED.search(head))
    )
    per = per or (role in ("other_id", "decoy") and profile.distinct <= 2 and bool(_RUN.search(head)))
    headless = role is None and not profile.heading and profile.filled > people * 0.5
    if not (role == "period" or per or headless):
        return False
    readable = sum(_is_period(value) for value in profile.values)
    return readable >= profile.filled * 0.9 and (_are_near(profile) if role == "period" else _are_months(profile))


def _is_stamped(profile: Profile) -> bool:
    """«202506» on every row, under whatever a machine calls it, unless that is when it was paid or made."""
    if profile.distinct != 1 or not profile.heading or _PAID.search(fold(profile.heading)):
        return False
    return all(re.fullmatch(r"20[2-4]\d(?:0[1-9]|1[0-2])", text_of(value).strip()) for value in profile.values)


_PAID = re.compile(r"betal|utb|forfall|pay|paid|kjor|dato|date|print|utskr|avd|dep|kont|prosj|proj|kid|faktura|bilag")


def _is_period(value: Cell) -> bool:
    """A month, and not «Sluttet 08.01.2027» in a column of remarks."""
    text = value if isinstance(value, str) else ""
    return cell_period(value) is not None and not re.search(
        r"\b(?:slutt|sykm|syk\b|perm|start|fra\b|ansatt)", fold(text)
    )


def _are_months(profile: Profile) -> bool:
    """A column without a heading: few months, near each other and of our time.  Birth dates are none of it."""
    months = {cell_period(value) or "" for value in profile.values} - {""}
    years = {int(month[:4]) for month in months}
    return profile.distinct <= 12 and min(years, default=0) >= 2015 and max(years) - min(years) <= 1


def _are_near(profile: Profile) -> bool:
    """«Fra dato» with days of many years is when people joined, and no month of a deduction."""
    years = {int(month[:4]) for value in profile.values if (month := cell_period(value))}
    return max(years, default=0) - min(years, default=0) <= 3


def find_span(typed: Typed, free: list[Profile]) -> None:
    """«Fra | Til» with a month's first and last day, the same on every row: the month of the list."""
    if "period" in typed.roles:
        return
    named = {fold(profile.heading): profile for profile in free if profile.filled and profile.distinct == 1}
    for heads in (("fra", "til"), ("fom", "tom"), ("fra dato", "til dato"), ("from", "to")):
        if not all(head in named for head in heads):
            continue
        text = " - ".join(_day_text(named[head].values[0]) for head in heads)
        if any(found.kind == "range" for found in find_months(text)):
            typed.roles["period"] = named[heads[0]].index


def _day_text(cell: Cell) -> str:
    return f"{cell:%d.%m.%Y}" if isinstance(cell, date) else text_of(cell)


def find_parted_period(typed: Typed, free: list[Profile]) -> None:
    """«Lønnsår» and «Måned» in columns of their own."""
    years = [p for p in free if p.named == "year" and p.filled]
    months = [p for p in free if p.named == "period" and p.filled]
    for month in months if "period" not in typed.roles else []:
        for year in years:
            pairs = zip(year.values, month.values, strict=False)
            if year.filled == month.filled and all(parted_period(*pair) for pair in pairs):
                typed.roles["year"], typed.roles["month"] = year.index, month.index
                return
