"""What the file says once: month and union.  Every candidate counts by the words in front of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from app.intake.cells import Sheet, column_letter, text_of
from app.intake.headings import fold, is_total
from app.intake.months import Found, find_months, plain_days
from app.intake.owners import SUFFIX
from app.intake.reading import Place
from app.intake.unions import Unions


@dataclass(slots=True)
class Candidate:
    """A value with how strongly the file says it, and where."""

    value: str
    score: float
    place: Place
    label: str = ""
    kind: str = ""
    named: bool = False
    """Whether a month is written by its name."""


@dataclass(slots=True)
class Notes:
    """The rows of one sheet that are nobody's: `before` the first person, `between`, and `after` the last."""

    sheet: Sheet
    before: list[int] = field(default_factory=list)
    between: list[int] = field(default_factory=list)
    after: list[int] = field(default_factory=list)

    @property
    def on_top(self) -> list[int]:
        """`before` without the first of labels that come again between the people: «Oppdragsgiver: Fjord AS»,
        «Kunde 2041 Fjord AS»."""
        again = {label for row in self.between if (label := _first_label(self.sheet, row))}
        return [row for row in self.before if _first_label(self.sheet, row) not in again]


def _first_label(sheet: Sheet, row: int) -> str:
    parts = sheet.parts(row)
    text = text_of(parts[0]) if parts else ""
    if numbered := _NUMBERED.match(text):
        return fold(numbered[1])
    label, colon, _ = text.partition(":")
    return fold(label) if colon and not any(map(str.isdigit, label)) else ""


_NUMBERED = re.compile(r"([^\W\d_]{3,20}) \d{1,6}\b")
"""«Kunde 1043», «Klient 12»: a label with its number and no colon."""


def label_of(sheet: Sheet, row: int, part: int) -> str:
    """The words above a cell that has none of its own in front of it."""
    if row == 0 or row in sheet.segments:
        return ""
    filled = [k for k, cell in enumerate(sheet.rows[row]) if cell != ""]
    if part >= len(filled) or filled[part] >= len(sheet.rows[row - 1]):
        return ""
    above = sheet.rows[row - 1][filled[part]]
    return above if isinstance(above, str) and not any(letter.isdigit() for letter in above) else ""


def place_of(sheet: Sheet, row: int, text: str, column: int | None = None) -> Place:
    letter = "" if column is None else column_letter(column + sheet.first_column)
    return Place(
        sheet=sheet.name, row=sheet.numbers[row] if row < len(sheet.numbers) else row + 1, column=letter, text=text[:80]
    )


def months_in(sheet: Sheet, row: int) -> list[tuple[Found, Place]]:
    """All months that a row names."""
    parts = [text_of(cell) for cell in sheet.parts(row)]
    if not parts or len(parts) > 30 or (sum(map(len, parts)) > 400):
        return []
    text = " ".join(parts)
    found = find_months(text, label_of(sheet, row, 0))
    if len(parts) > 1 and not any(re.search("[a-z]", one.label) for one in found):
        found = [
            one
            for k, part in enumerate(parts)
            for one in find_months(part, label_of(sheet, row, k) or parts[k - 1] * (k > 0))
        ]
    return [(one, place_of(sheet, row, text)) for one in found]


def period_candidates(notes: list[Notes]) -> list[Candidate]:
    """Months that the notes and the sheets' names speak of, those that count against left out."""
    found: list[Candidate] = []
    for note in notes:
        sheet = note.sheet
        for rows, less in ((note.before, 0.0), (note.after, 1.5)):
            for row in rows[-60:]:
                found += [_as_candidate(month, place, less) for month, place in months_in(sheet, row)]
            found += [_as_candidate(month, place, less) for month, place in _from_and_to(sheet, rows[-60:])]
        found += [
            _as_candidate(month, Place(sheet=sheet.name, text=sheet.name), 0.5) for month in find_months(sheet.name)
        ]
    if _in_weeks(notes):
        found = [
            one for one in found if one.kind not in ("month", "bare") or one.named or _MONTH_SAID.search(one.label)
        ]
    return [candidate for candidate in found if candidate.score > 0]


_FROM_TO = (
    re.compile(
        r"(?:periode )?(?:fra|fom|from)(?: dato| periode| maned| og med| date| period)?|"
        r"(?:pay |payroll )?period (?:start|begin)(?: date| dt)?|period(?:e|en)? start|"
        r"pay (?:begin|start)(?: date| dt)?"
    ),
    re.compile(
        r"(?:periode )?(?:til|tom|to)\b.*|(?:pay |payroll )?period end(?: date| dt)?|period(?:e|en)? slutt|"
        r"pay end(?: date| dt)?"
    ),
)


def _from_and_to(sheet: Sheet, rows: list[int]) -> list[tuple[Found, Place]]:
    """«Fra dato | 01.06.2026» right above «Til dato | 30.06.2026»."""
    found = []
    for one, other in pairwise(rows):
        first, last = sheet.parts(one), sheet.parts(other)
        if len(first) != 2 or len(last) != 2 or other != one + 1:
            continue
        if all(head.fullmatch(fold(text_of(row[0]))) for head, row in zip(_FROM_TO, (first, last), strict=True)):
            text = " - ".join(
                f"{day:%d.%m.%Y}" if isinstance(day, date) else text_of(day) for day in (first[1], last[1])
            )
            found += [(month, place_of(sheet, one, text)) for month in find_months(text, "periode")]
    return found


_WEEKS = re.compile(
    r"\d ?(?:ukers?|uker)\b|\bfire ukers?|\bto ukers?|14 ?dag|fjorten ?dag|\buke(?:r|lonn|ne)?\b|\bweeks?\b|weekly"
)


_MONTH_SAID = re.compile(r"(?:maned|manad|month)$")


def _in_weeks(notes: list[Notes]) -> bool:
    """Whether the list is made by weeks: «4-ukersperiode 11/2026» is no November."""
    rows = [(note.sheet, row) for note in notes for row in note.before[-60:]]
    return any(_WEEKS.search(fold(" ".join(text_of(cell) for cell in sheet.parts(row)))) for sheet, row in rows)


def days_in(notes: list[Notes]) -> list[date]:
    """All dates that stand on top: of printing, of payment; they only help to guess the month."""
    days: list[date] = []
    for note in notes:
        for row in note.before[-60:]:
            cells = note.sheet.parts(row)
            # a lone first day is how Excel keeps a month: such a list is of that month, not of the one before
            days += [cell.replace(day=15) if cell.day == 1 else cell for cell in cells if isinstance(cell, date)]
            days += plain_days(" ".join(text_of(cell) for cell in cells if isinstance(cell, str)))
    return days


_WEEK_SPAN = re.compile(r"\b(?:uker?|veker?|weeks?) ?(\d{1,2}) ?(?:-|–|til|to) ?(\d{1,2}) ?[/.,]? ?(20[2-4]\d)")


def month_of_weeks(texts: list[str]) -> str | None:
    """«uke 6–9/2026»: the month that holds most of their days."""
    for text in texts:
        if (found := _WEEK_SPAN.search(text.casefold())) and 0 < int(found[1]) <= int(found[2]) <= 52:
            year = int(found[3])
            weeks = range(int(found[1]), int(found[2]) + 1)
            months = [f"{date.fromisocalendar(year, week, day):%Y-%m}" for week in weeks for day in range(1, 8)]
            return max(dict.fromkeys(months), key=months.count)
    return None


def days_below(notes: list[Notes]) -> list[date]:
    """All dates at the foot: of payment, or of the letter."""
    return [
        day
        for note in notes
        for row in note.after[:30]
        for day in plain_days(" ".join(text_of(cell) for cell in note.sheet.parts(row)))
    ]


def years_in(notes: list[Notes]) -> list[str]:
    """The years that are named on top and in the sheets' names."""
    texts = [note.sheet.name for note in notes]
    texts += [text_of(cell) for note in notes for row in note.before[-60:] for cell in note.sheet.parts(row)]
    return [year for text in texts for year in re.findall(r"(?<![\d./-])20[2-4]\d(?![\d/-])", text)]


_YEAR_LABEL = re.compile(r"(?:ar|ars ?tall|lonns ?ar|inntekts ?ar|trekk ?ar|year) (20[2-4]\d)")


def labelled_years(notes: list[Notes]) -> set[str]:
    """«År: 2027» in a cell, or in the cell beside its label."""
    years: set[str] = set()
    for note in notes:
        for row in note.before[-60:]:
            parts = [fold(text_of(cell)) for cell in note.sheet.parts(row)]
            pairs = [f"{one} {two}" for one, two in pairwise(parts)]
            years |= {found[1] for text in [*parts, *pairs] if (found := _YEAR_LABEL.fullmatch(text))}
    return years


def _as_candidate(found: Found, place: Place, less: float) -> Candidate:
    value = f"{found.period}/{found.until}" if found.kind == "span" else found.period
    named = bool(re.search(r"[a-z]{3}", found.text.replace("periode", "").replace("termin", "")))
    return Candidate(value, found.score - less, place, found.label, found.kind, named)


def settle(candidates: list[Candidate], margin: float = 1.0) -> tuple[Candidate | None, list[Candidate]]:
    """The strongest, and its rivals: other values that are said (nearly) as strongly."""
    if not candidates:
        return None, []
    best = max(candidates, key=lambda candidate: candidate.score)
    rivals: dict[str, Candidate] = {}
    for candidate in candidates:
        if candidate.value != best.value and candidate.score > best.score - margin:
            rivals.setdefault(candidate.value, candidate)
    return best, list(rivals.values())


_NAMES_UNION = re.compile(
    r"\b(?:fag ?forening|fag ?forbund|forbund|union|kreditor|leverandør|mottaker"
    r")(?:snavn)?\s*(?::|  )\s*([^\W\d_].{2,})",
    re.I,
)


def strange_unions(notes: list[Notes], unions: Unions) -> list[Place]:
    """«Fagforening: …» with a name that we do not know."""
    found = []
    for note in notes:
        for row in note.before[-60:]:
            parts = [text_of(cell).strip() for cell in note.sheet.parts(row)]
            text = "  ".join(parts)
            match = _NAMES_UNION.search(text)
            if match and not unions.named(match[1], labelled=True) and not unions.named(text):
                found.append(place_of(note.sheet, row, text))
    return found


_UNION_LABEL = re.compile(
    r"fagforen|forbund|leverandor|kreditor|mottaker|union|trekk|creditor|payee|kontingent|organisasjon|mottagar|"
    r"modtager|fack|odbiorc|zwiaz|empfanger|gewerksch|ontvanger|vakbond|saaja|liitto|sajung|arodb|ametiuh"
)


def union_in(sheet: Sheet, row: int, unions: Unions) -> frozenset[str]:
    """The unions that a note names as the one deducted for."""
    named: frozenset[str] = frozenset()
    for cell in sheet.parts(row):
        if isinstance(cell, str) and not re.search(rf"\b{SUFFIX}\b", re.sub(r"^.*?[–—-] ", "", cell)):
            text = " ".join(text_of(other) for other in sheet.parts(row))
            named |= unions.named(cell, labelled=bool(_UNION_LABEL.search(fold(text))))
        elif isinstance(cell, str) and _UNION_LABEL.search(fold(cell)):
            named |= unions.named(re.sub(rf"[^–—:-]*\b{SUFFIX}\b", "", cell), labelled=True)
    return named


_PAYEE = re.compile(
    r"(?:trekk ?|betalings ?)?(?:mottaker|mottagare|modtager|kreditor|payee|creditor|leverandor|vendor)"
    r"(?: ?(?:nr|no|id|kode|code))? (?:\d[\d ]*)?(?P<name>[^\W\d_].{2,60})"
)
_CODED_UNION = re.compile(r"\d{2,6} +([^\W\d_][^\d]{1,40}?)(?: {2,}.*| (?:konto|kto|kid)\b.*)?", re.I)
"""«10055 PARAT      KONTO 9001…»: a record that heads those of a union."""
_BEHIND = re.compile(r" (?:konto|kid|bank|iban|antall|forts|side|orgnr)\b.*")


def section_union(sheet: Sheet, row: int, unions: Unions) -> str | None:
    """The union that a note opens a section of; «?kreditorforeningen» where it names a payee that is none we know."""
    if named := union_in(sheet, row, unions):
        return unions.one_of(named)
    said = " ".join(text_of(cell) for cell in sheet.parts(row))
    if (coded := _CODED_UNION.fullmatch(said)) and (named := unions.named(coded[1].strip(), labelled=True)):
        return unions.one_of(named)
    text = fold(said)
    found = _PAYEE.fullmatch(_BEHIND.sub("", text)) if not is_total(text) else None
    return f"?{found['name']}" if found else None


def has_code_as(sheet: Sheet, row: int, columns: Iterable[int]) -> bool:
    """Whether the number of «8110 Fagforeningskontingent» or «KID 551120» in a line of print came to stand in one of
    the columns."""
    cells = [text_of(sheet.rows[row][k]) for k in columns if k < len(sheet.rows[row])]
    return any(
        cell.isdigit() and re.search(rf"^{cell} [^\W\d_]{{3}}|\b(?i:kid|konto|kto|account|ref)\W*{cell}$", part)
        for cell in cells
        for part in sheet.segments.get(row, ())
    )


def is_on_top(text: str, number: str, preamble: set[str]) -> bool:
    """Whether a line with a number is one of those on top again, with another page's number: «… org.nr 3…  Side 2»."""
    form = _NUMBERS.sub("#", text)
    return any(_NUMBERS.sub("#", one) == form and number in re.sub(r"\D", "", one) for one in preamble)


_NUMBERS = re.compile(r"\d+")
_PAGE = re.compile(r"\b(?:side|sida|page)[ .:]*(?:nr\.? ?)?\d{1,4}(?: ?(?:av|of|/) ?\d{1,4})?\b", re.I)


def unpaged(text: str) -> str:
    """A line without the number of its page: «Trekkliste mars 2026» for «Trekkliste mars 2026 side 2 av 3»."""
    return " ".join(_PAGE.sub(" ", text).split())
