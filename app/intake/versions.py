"""The same month's list more than once in a file: where each version begins, and which of them says it is the last."""

import re
from bisect import bisect
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from app.intake.case import person_key
from app.intake.cells import text_of
from app.intake.collected import Collected
from app.intake.headings import fold, role_of
from app.intake.months import find_months, fold_keeping, plain_days
from app.intake.reading import Line

_SAME = 0.5
"""Of the people of the longer list: so many must come again for it to be the same list."""
_TITLE_ROWS = 15

_LATER = re.compile(
    r"\b(?:rett(?:et|a|ad)\b|raettad|rettelse|korriger|korrektur|endelig|endeleg|slutgiltig|slutlig|"
    r"ny(?:tt)? (?:kjoring|koyring|korning|korsel|liste|lista|versjon|version|utgave|fil)\b|pa nytt\b|"
    r"nye?$|new$|omkjor|revider|oppdater|erstatt(?:er|ar)\b|ersaetter\b|corrected\b|correction\b|final\b|revised\b|updated\b|"
    r"amended\b|re ?run\b|replaces\b|supersedes\b|berichtigt|korrigiert)"
)
_EARLIER = re.compile(
    r"^(?:gammel|old|opprinnelig|opphavleg|original)\b|\b(?:annuller(?:t|es|ad|ast)|anullert|makuler|utgar\b|"
    r"utgatt\b|erstatt(?:et|a|es|ast)\b|ersatt\b|ersatts\b|forelopig|"
    r"forebels|forelobig|preliminaer|preliminar|provisional|utkast|kladd|draft\b|superseded\b|replaced\b|cancel|"
    r"void\b|ugyldig|gjelder ikke|vorlaufig|entwurf|(?:ikke|ikkje|inte|not) (?:endelig|endeleg|final|bruk|use)\b)"
)
_THE_OTHER = re.compile(
    r"\b(?:erstatt\w*|ersaetter|replaces|replaced|supersedes|superseded|annullerer|forrige|tidligere|gamle|previous|"
    r"(?:den|lista|listen) over)\b.*"
)
"""What follows may be said of the other version: «erstatter foreløpig liste», «rettet, den forrige utgår»."""
_NUMBER = re.compile(
    r"\b(?:versjon|version|ver|utgave|utgava|kjoring|koyring|korning|run|revisjon|revision|rev|v)[ .:#]*"
    r"(?:nr|no)?[ .:#]*(\d{1,2})(?![\d./:-])|\b(\d{1,2})\. ?(?:versjon|version|utgave|kjoring|koyring|korning)\b"
)
_CLOCK = re.compile(r"(?<![\d.,:])([01]?\d|2[0-3])[:.]([0-5]\d)(?::[0-5]\d)?(?![\d.,:])")
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}")
_SHORT_DAY = re.compile(r"(?<![\d.,/])([0-3]?\d)[./] ?([01]?\d)\.?(?![\d.,/])")
_ADDED = re.compile(r"ekstra|tillegg|etterbetal|etterlonn|additional|supplement|forskudd|off ?cycle")
"""A run that comes on top of another, however many of the people they share."""
_KIND = re.compile(
    r"kontingent|forsikr|insurance|\bou\b|\bfond|premie|\blan\b|spar|klubb|lokal|gruppeliv|advokat|pensjon|streik|"
    r"(?:lonns?art|lart|trekkart|trekk ?kode|wage type|kode) (?:nr )?\d+"
)
_PART_OF_MONTH = re.compile(
    r"\b(?:uke|uker|veke|veker|vecka|week|weeks)(?: nr)?[ .]*\d+|"
    r"(?<![\d.])\d{1,2}(?:\.(?:\d{1,2}\.?)? ?(?:-|–|—|til) ?|-|–|—)\d{1,2}\.|"
    r"\b(?:lonns)?(?:periode|termin|halvdel)(?: nr)?[ .]*\d{1,2}(?![\d./-])"
)
_OF_RUN = re.compile(r"kjor|koyr|\brun\b|versjon|version|utskrift|printed|opprettet|sendt")
_ORGNR = re.compile(r"(?<![\d.,])\d{3} ?\d{3} ?\d{3}(?![\d.,]\d|\d)")
_PLACE = re.compile(r":\d+$")
"""No workbook lets the name of a sheet have a colon."""


@dataclass(slots=True)
class Part:
    """Lines that stand together under titles of their own: a table, or one of the versions stacked in it.

    `value` is what an answer calls it: its sheet, with the first person's row where the sheet holds several.
    """

    lines: list[Line]
    titles: list[str] = field(default_factory=list)
    value: str = ""

    @property
    def people(self) -> set[str]:
        return {person_key(line) for line in self.lines}

    @property
    def title(self) -> str:
        """The title that tells it from the others, else the first."""
        telling = (text for text in self.titles if _tells(text))
        return next(telling, self.titles[0] if self.titles else "")[:120]

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)


def is_meant(values: Iterable[str], part: Part) -> bool:
    """Whether an answer means this part: it may have been given before other answers added lines on top of it."""
    sheet = part.lines[0].sheet
    return part.value in values or any(f"{sheet}:{line.row}" in values for line in part.lines)


def names_sheet(values: Iterable[str], name: str) -> bool:
    """Whether an answer means this sheet, or a version that stands in it."""
    return any(name in (value, _PLACE.sub("", value)) for value in values)


def parts_of(table: Collected, own: list[Line], kinds: dict[int, str]) -> list[Part]:
    """The table's lines as one part, or as many as the same list stands stacked in it.  `kinds`: by the lines' id()."""
    sheet = table.walked.typed.block.sheet
    at = {number: n for n, number in enumerate(sheet.numbers)}
    taken = {at[line.row] for line in table.lines}
    parts: list[Part] = []
    cuts = [0, *_cuts(table, own, at, taken), len(own)]
    for start, end in pairwise(cuts):
        part = Part(own[start:end], _titles(table, at[own[start].row], taken))
        if parts and not (_again(parts[-1], part, kinds) and not _told_apart(table, parts[-1], part, at)):
            parts[-1].lines += part.lines
            continue
        parts.append(part)
    for one, other in pairwise(parts):
        one.titles += _left_over(table, at[other.lines[0].row], taken)
    whole, sums = sum(line.amount for line in own), {abs(printed.amount) for printed in table.printed}
    if len(parts) > 1 and abs(whole) in sums - {abs(part.total) for part in parts}:
        return [Part(own, parts[0].titles)]  # a sum of both: they are parts of one list
    return parts


def _cuts(table: Collected, lines: list[Line], at: dict[int, int], taken: set[int]) -> list[int]:
    """Where most of those who follow, up to the next row that is nobody's, have stood above already."""
    nobody = sorted({row.at for row in table.walked.rows} - taken)
    keys = [person_key(line) for line in lines]
    between = [bisect(nobody, at[line.row]) for line in lines]
    edges = [
        k
        for k in range(1, len(lines))
        if between[k] > between[k - 1] or (keys[k] == keys[0] != keys[k - 1] and k > 1)  # or begun anew
    ]
    cuts: list[int] = []
    above, known = set[str](), 0
    for k, following in pairwise([*edges, len(lines)]):
        above.update(keys[known:k])
        known = k
        group = set(keys[k:following])
        if len(above & group) >= len(group) * _SAME and len(above & set(keys[k:])) >= len(above) * _SAME:
            cuts.append(k)
            above = set()
    return cuts


def _titles(table: Collected, first: int, taken: set[int]) -> list[str]:
    """What stands above the row `first`, and does not belong to the list above it."""
    gap = _gap(table, first, taken)
    left = _left_rows(table, gap)
    return _texts(table, [n for n in gap if n not in left])


def _left_over(table: Collected, following: int, taken: set[int]) -> list[str]:
    """Notes below a list that a blank row parts from the title of the next, at `following`."""
    return _texts(table, _left_rows(table, _gap(table, following, taken)))


def _gap(table: Collected, first: int, taken: set[int]) -> list[int]:
    gap: list[int] = []
    for n in range(first - 1, max(first - _TITLE_ROWS, 0) - 1, -1):
        if n in taken:
            break
        gap.insert(0, n)
    return gap


def _left_rows(table: Collected, gap: list[int]) -> list[int]:
    sheet = table.walked.typed.block.sheet
    blank = next((k for k, n in enumerate(gap) if not sheet.parts(n)), len(gap))
    is_first = not gap or gap[0] == 0 or len(gap) >= _TITLE_ROWS
    return [] if is_first or not _texts(table, gap[blank:]) else gap[:blank]


def _texts(table: Collected, rows: list[int]) -> list[str]:
    block = table.walked.typed.block
    nobody = {row.at for row in table.walked.rows if row.kind in ("heading", "total")} | block.heading_rows
    texts = [" ".join(map(text_of, block.sheet.parts(n))) for n in rows if n not in nobody]
    return [text for text in texts if text]


def _again(one: Part, other: Part, kinds: dict[int, str]) -> bool:
    """Whether the second is the first once more: no other month, employer or kind of deduction is said of it."""
    both = one.people & other.people
    if len(both) < max(len(one.people), len(other.people)) * _SAME:
        return False
    if len(both) < 2 and last_of([one, other]) is None:
        return False  # two lines of one person
    apart = [first and second and not first & second for first, second in zip(_said(one), _said(other), strict=True)]
    said = any(_is_later(part) or _is_earlier(part) for part in (one, other))
    if any(apart[:3]) or (apart[3] and not said):
        return False
    first, second = ({kinds[id(line)] for line in part.lines if id(line) in kinds} for part in (one, other))
    if first and second and not first & second:
        return False
    return said or _words(_KIND, one) == _words(_KIND, other) or alike(one, other) >= _SAME


def _told_apart(table: Collected, one: Part, other: Part, at: dict[int, int]) -> bool:
    """Whether a column says what makes the second other lines than the first: «Uke», «Art», «Bilag»."""
    if any(_is_later(part) or _is_earlier(part) for part in (one, other)):
        return False
    rows = table.walked.typed.block.sheet.rows
    for profile in table.walked.typed.profiles:
        if role_of(profile.heading) in ("amount", "part", "decoy") or _OF_RUN.search(fold(profile.heading)):
            continue
        k = profile.index
        first, second = (
            {text_of(rows[at[line.row]][k]) for line in part.lines if k < len(rows[at[line.row]])} - {""}
            for part in (one, other)
        )
        few = len(first) <= max(len(one.lines) // 4, 1) and len(second) <= max(len(other.lines) // 4, 1)
        if first and second and few and not first & second:
            return True
    return False


def _said(part: Part) -> tuple[set[str], ...]:
    """Months, in full and by their numbers, employers, and weeks or days of the month."""
    text = "\n".join(part.titles)
    found = find_months(text)
    months = {line.period for line in part.lines if line.period}
    months = months or {one.period for one in found if one.kind in ("month", "range")}
    numbers = months or {one.period for one in found if one.kind == "bare"}
    employers = {line.orgnr for line in part.lines if line.orgnr} or {
        number.replace(" ", "") for number in _ORGNR.findall(text)
    }
    spans = {" ".join(span.split()) for span in _PART_OF_MONTH.findall(fold_keeping(text))}
    return months, {month[-2:] for month in numbers}, employers, spans


def _words(pattern: re.Pattern[str], part: Part) -> set[str]:
    return {found for title in part.titles for found in pattern.findall(fold(title))}


def alike(one: Part, other: Part) -> float:
    """How many of the people of both have the very same amount in both."""
    first, second = _amounts(one), _amounts(other)
    both = first.keys() & second.keys()
    return sum(first[key] == second[key] for key in both) / max(len(both), 1)


def _amounts(part: Part) -> dict[str, list[int]]:
    amounts: dict[str, list[int]] = {}
    for line in part.lines:
        amounts.setdefault(person_key(line), []).append(line.amount)
    return {key: sorted(own) for key, own in amounts.items()}


def are_added(parts: Sequence[Part]) -> bool:
    """Whether the parts speak for being added up: «Ekstrakjøring», or amounts that have nothing to do with another."""
    if any(_is_later(part) or _is_earlier(part) for part in parts):
        return False
    if any(_words(_ADDED, part) for part in parts):
        return True
    sizes = [abs(part.total) / max(len(part.people), 1) for part in parts]
    return min(sizes) < max(sizes) * 0.5 and all(alike(one, other) < 0.1 for one, other in pairwise(parts))


def last_of(parts: Sequence[Part]) -> Part | None:
    """The version that says it is the later or final one, or is not called replaced; None where nothing tells."""
    left = [part for part in parts if not _is_earlier(part)] or list(parts)
    left = [part for part in left if _is_later(part)] or left
    if (numbers := [_number(part) for part in left]) and max(numbers) > 1:
        left = [part for part, number in zip(left, numbers, strict=True) if number == max(numbers)]
    days = [max(_days(part), default=None) for part in left]
    known = [day for day in days if day]
    if len(known) == len(left):
        left = [part for part, day in zip(left, days, strict=True) if day == max(known)]
    return left[0] if len(left) == 1 < len(parts) else None


_COPY = re.compile(r"[ _-]*\(?([2-9b-f]|kopi|copy)\)?", re.I)


def copy_of(parts: Sequence[Part]) -> Part | None:
    """Of sheets «Mai», «Mai (2)», or «sept», «sept b», the last copy: it is made of the first, and then changed."""
    first = min((part.value for part in parts), key=len)
    others = {part.value: found[1] for part in parts if (found := _COPY.fullmatch(part.value[len(first) :]))}
    if not first or len(others) < len(parts) - 1 or not all(name.startswith(first) for name in others):
        return None
    last = max(others, key=lambda name: others[name])
    return next(part for part in parts if part.value == last)


def _tells(title: str) -> bool:
    return any(found.search(fold(title)) for found in (_LATER, _EARLIER)) or bool(_NUMBER.search(fold_keeping(title)))


def _own_words(part: Part) -> list[str]:
    return [_THE_OTHER.sub(lambda found: found[0].split()[0], fold(title)) for title in part.titles]


def _is_later(part: Part) -> bool:
    return any(_LATER.search(words) and not _EARLIER.search(words) for words in _own_words(part))


def _is_earlier(part: Part) -> bool:
    return not _is_later(part) and any(_EARLIER.search(words) for words in _own_words(part))


def _number(part: Part) -> int:
    """«Versjon 2»; 1 where the titles give none."""
    found = [int(one or other) for title in part.titles for one, other in _NUMBER.findall(fold_keeping(title))]
    return max(found, default=1)


def _days(part: Part) -> list[tuple[date, int, int]]:
    """Days with the clock behind them, as far as the titles give any; those without a year are of a leap year."""
    found: list[tuple[date, int, int]] = []
    for title in part.titles:
        clock = _CLOCK.findall(_DATE.sub(" ", title))
        hour, minute = map(int, clock[-1]) if clock else (0, 0)
        short = [_in_leap_year(int(day), int(month)) for day, month in _SHORT_DAY.findall(_DATE.sub(" ", title))]
        found += [(day, hour, minute) for day in plain_days(title) or short if day]
    return found


def _in_leap_year(day: int, month: int) -> date | None:
    return date(2000, month, day) if 0 < month < 13 and 0 < day <= monthrange(2000, month)[1] else None


def are_months(parts: list[Part], head: str | None) -> bool:
    """«Period 2026/07» over one list, «Period 2026/08» over the next: the same people in each, and no versions.

    `head`: the month of lines that have none of their own.
    """
    periods = [{line.period or head for line in part.lines} for part in parts]
    months = {month for own in periods for month in own}
    return None not in months and all(len(own) == 1 for own in periods) and len(months) == len(parts) > 1
