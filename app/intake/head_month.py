"""The month that the notes on top say the list is for, and what else they say that could be it."""

import re

from app.intake.case import Case
from app.intake.facts import Candidate, settle
from app.intake.months import EARNED


def head_month(case: Case) -> str | None:
    """The month that the notes say the lists are for, as far as they name one with its year."""
    head, _ = head_period(case)
    return head.value if head and head.kind in ("month", "range") else None


def head_period(case: Case) -> tuple[Candidate | None, list[Candidate]]:
    """The month that is said most strongly, and its rivals; when it was earned is one beside the payroll run's."""
    best, rivals = _said_most(case)
    if best and best.kind in ("month", "range") and (said := _said_deducted(case, best.value)):
        subject = _SUBJECT.search(best.label)  # «Emne: SV: Manglende trekkliste mars» is of the mail before it
        best, rivals = (said, [best, *rivals]) if subject else (best, [*rivals, said])
    elif best and _SUBJECT.search(best.label):
        titles = [one for one in rivals if one.kind in ("month", "range") and one.score >= best.score]
        if len(titles) == 1:  # the list below has a title of its own
            best, rivals = titles[0], [best, *(one for one in rivals if one is not titles[0])]
    # «Emne: SV: Manglende trekkliste juni», answered with another month's list
    rivals += [c for c in case.periods if best and c not in rivals and _is_asked_for(c, best)]
    known = {rival.value for rival in rivals}
    rivals += [c for c in case.periods if best and c.value not in known and _is_told(c, best)]
    earned = [c for c in case.periods if EARNED.search(c.label) and best and c.value not in ("", best.value)]
    return best, [*rivals, *(c for c in earned if c not in rivals)]


PERIOD_SAID = re.compile(
    r"(?:^|\b|lonns|avregnings|trekk|pay|payroll)(?:periode?n?|termin(?:en)?)(?: er| is)?\W*$|"
    r"(?:\blonns? ?(?:maned|manad|mnd)|\bpay(?:roll)? month|^(?:maned|manad|mnd|month))(?: er| is)?\W*$"
)


def _is_told(one: Candidate, best: Candidate) -> bool:
    """«Lønnsperiode er 202610» among the filters at the foot, below the title of another month: however weakly another
    month is said, it is asked about.  An amount («2066.07») is none."""
    months = {"month", "range"}
    return {one.kind, best.kind} <= months and one.value != best.value and one.value < _AMOUNTS_FROM


_AMOUNTS_FROM = "2040"


def _is_asked_for(one: Candidate, best: Candidate) -> bool:
    other = one.value[-2:] != best.value[-2:] if one.kind == "bare" else one.value != best.value
    return one.kind in ("month", "bare") and other and bool(_SUBJECT.search(one.label))


_SUBJECT = re.compile(r"\b(?:emne|subject|sv|re|vs|aw):")
_HAVE_DEDUCTED = re.compile(
    r"\b(?:vi|eg|jeg|we) (?:har|have) (?:trukket|trukke|trekt|deducted)\b"
    r"(?!.*\b(?:mye|mykje|lite|feil)\b).*\b(?:i|for|in)$|"
    r"\b(?:her|vedlagt|nedenfor|under) (?:er|kommer|kjem|folger|har du)\b"
    r"(?!.*\b(?:forrige|mye|mykje|lite|feil)\b).*\b(?:for|i)$"
)


def _said_deducted(case: Case, value: str) -> Candidate | None:
    """«Her er det vi har trukket for Fellesforbundet i april», «her er lista for mai», where another stands on top."""
    bare = [one for one in case.periods if one.kind == "bare" and _HAVE_DEDUCTED.search(one.label)]
    said = next((one for one in bare if one.value[-2:] != value[-2:]), None)
    return Candidate(nearest(said.value, value), said.score, said.place, said.label, "month") if said else None


def _said_most(case: Case) -> tuple[Candidate | None, list[Candidate]]:
    full = [c for c in case.periods if c.kind != "bare"]
    months = {c.value[-2:] for c in full}
    bare = [c for c in case.periods if c.kind == "bare" and c.value[-2:] not in months]
    best, rivals = settle([*full, *bare])
    if best and best.kind == "span":
        first, _, last = best.value.partition("/")
        inside = [c for c in full if c.kind != "span" and first <= c.value <= last and c.score >= 3]
        if len({c.value for c in inside}) == 1 and inside[0].score >= best.score:
            return inside[0], [r for r in rivals if r.kind != "span"]
    days = [c for c in full if c.kind == "range" and c.score >= 3 and not EARNED.search(c.label)]
    if best and best.kind == "month" and days and is_year_after(best.value, days[0].value):
        return best, [days[0], *rivals]  # in January the year of the days is easily last year's still
    if best and best.kind == "month" and days and best.value not in {c.value for c in days}:
        return days[0], [best, *rivals]  # «01.03.2025 - 31.03.2025» below last month's title
    if best and best.kind == "range":
        # «Trekkmåned: Oktober», «Lønnskjøring: oktober 2026» beside «Periode: 01.09.2026 - 30.09.2026»
        said = [c for c in full if c.kind == "month" and c.value != best.value and OF_RUN.search(c.label)]
        titled = [c for c in full if c.kind == "month" and c.value != best.value and c.score >= 4]
        return (said[0], [best, *rivals]) if said else (best, [*rivals, *(c for c in titled if c not in rivals)])
    return best, rivals


OF_DEDUCTION = re.compile(r"(?:trekk ?(?:maned|mnd|periode|termin)\w*|deduction (?:month|period))$")
OF_RUN = re.compile(rf"{OF_DEDUCTION.pattern}|\b(?:lonnskjoring|lonning|payroll run)$")
"""The month that the deduction was made in, whatever days the wages were earned on."""


def is_year_after(value: str, other: str) -> bool:
    return value[-2:] == other[-2:] and int(value[:4]) == int(other[:4]) + 1


def nearest(month: str, value: str) -> str:
    """A month without its year, in the year that brings it nearest to `value`."""
    if month[0] != "?":
        return month
    number, year = int(month[-2:]), int(value[:4])
    return f"{year + (int(value[-2:]) - number > 6) - (number - int(value[-2:]) > 6)}-{month[-2:]}"
