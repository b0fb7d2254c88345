"""What the file says once: month, employer, union.  Every candidate counts by the words in front of it."""

import re
from dataclasses import dataclass, field
from datetime import date

from app.intake.cells import Sheet, column_letter, text_of
from app.intake.columns import is_orgnr
from app.intake.headings import fold, role_of
from app.intake.months import Found, find_months, plain_days
from app.intake.reading import Fact, Place
from app.intake.unions import Unions


@dataclass(slots=True)
class Candidate:
    """A value with how strongly the file says it, and where."""

    value: str
    score: float
    place: Place
    label: str = ""
    kind: str = ""


@dataclass(slots=True)
class Notes:
    """The rows of one sheet that are nobody's: `before` the first person, `between`, and `after` the last."""

    sheet: Sheet
    before: list[int] = field(default_factory=list)
    between: list[int] = field(default_factory=list)
    after: list[int] = field(default_factory=list)


_ORGNR = re.compile(
    r"(?<![\d.,])(?:NO ?)?([1-9]\d\d)[ .\u00a0]?(\d{3})[ .\u00a0]?(\d{3})(?: ?MVA)?(?![\d,]|\.\d|[ \u00a0]\d{3}(?!\d))"
)
_NOT_EMPLOYER = re.compile(
    r"under ?enhet|virksomhetsn|mottak|leverand|\blev\b|regnskap|kreditor|forbund|union|konto|kid|tlf|"
    r"telefon|mobil|faktura|kunde ?(?:nr|num|id)|creditor|payee|forening\b|agent|lonnsbyra|byra|system|levert av|"
    r"morselskap|konsern|sub ?unit|avdelings|utsteder|lonnskontor|utarbeidet|vendor|supplier|"
    r"accountant"
)
_MADE_BY = re.compile(r"^(?:utarbeidet|levert|laget|kjort|utstedt|sendt) av\b|^regnskapsforer\b|^lonnskontor\b")
_EMPLOYER = re.compile(
    r"\borg|foretak|arbeidsg|employer|juridisk|hovedenhet|bedrift|firma|company|selskap|organisa|legal|enterprise"
)
_SUFFIX = r"(?:AS|ASA|SA|ANS|DA|KS|NUF|BA|IKS|HF|KF|AB|Ltd|kommune|fylkeskommune|stiftelse[n]?)"
_COMPANY = re.compile(
    rf"((?:[\wÆØÅæøåéüöäÉ&.'/\-]+ ){{0,6}}?[\wÆØÅæøåéüöä&.'/\-]+ {_SUFFIX}\b(?: avd\.? [\wÆØÅæøå]+)?)"
)


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
        found += [
            _as_candidate(month, Place(sheet=sheet.name, text=sheet.name), 0.5) for month in find_months(sheet.name)
        ]
    return [candidate for candidate in found if candidate.score > 0]


def days_in(notes: list[Notes]) -> list[date]:
    """All dates that stand on top: of printing, of payment; they only help to guess the month."""
    days: list[date] = []
    for note in notes:
        for row in note.before[-60:]:
            cells = note.sheet.parts(row)
            days += [cell for cell in cells if isinstance(cell, date)]
            days += plain_days(" ".join(text_of(cell) for cell in cells if isinstance(cell, str)))
    return days


def years_in(notes: list[Notes]) -> list[str]:
    """The years that are named on top and in the sheets' names."""
    texts = [note.sheet.name for note in notes]
    texts += [text_of(cell) for note in notes for row in note.before[-60:] for cell in note.sheet.parts(row)]
    return [year for text in texts for year in re.findall(r"(?<!\d)20[2-4]\d(?!\d)", text)]


def _as_candidate(found: Found, place: Place, less: float) -> Candidate:
    value = f"{found.period}/{found.until}" if found.kind == "span" else found.period
    return Candidate(value, found.score - less, place, found.label, found.kind)


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


def orgnr_candidates(notes: list[Notes], unions: Unions, known: set[str]) -> list[Candidate]:
    """Organisation numbers of whoever may be the employer."""
    found: list[Candidate] = []
    for note in notes:
        for rows, less in ((note.before, 0.0), (note.after, 1.5)):
            for row in rows[-60:]:
                found += [
                    Candidate(one.value, one.score - less + 3 * (one.value in known), one.place, one.label)
                    for one in orgnrs_in(note.sheet, row, unions)
                ]
        found += [
            Candidate(digits, 1.0, Place(sheet=note.sheet.name, text=note.sheet.name))
            for digits in _orgnrs(note.sheet.name)
        ]
    return [candidate for candidate in found if candidate.score > 0]


def _orgnrs(text: str) -> list[str]:
    return [digits for match in _ORGNR.finditer(text) if is_orgnr(digits := "".join(match.groups()))]


def orgnrs_in(sheet: Sheet, row: int, unions: Unions) -> list[Candidate]:
    """Numbers with a right check digit on a row, by what is written in front of them."""
    parts = [text_of(cell) for cell in sheet.parts(row)]
    if not parts or sum(map(len, parts)) > 400:
        return []
    text = "  ".join(parts)
    found, end = [], 0
    for match in _ORGNR.finditer(text):
        digits = "".join(match.groups())
        if is_orgnr(digits):
            above = _label_above(sheet, row, match[0])
            own_head = _EMPLOYER.search(fold(above)) and not _NOT_EMPLOYER.search(fold(above))
            label = above if own_head else text[end : match.start()] or above
            found.append(
                Candidate(digits, _employer_score(label, text, sheet, row, unions), place_of(sheet, row, text), label)
            )
        end = match.end()
    return found


def misprinted_orgnrs(notes: list[Notes]) -> list[Place]:
    """Nine digits behind «Orgnr» whose check digit is wrong."""
    found = []
    for note in notes:
        for row in note.before[-60:]:
            text = "  ".join(text_of(cell) for cell in note.sheet.parts(row))
            if any(_is_misprinted(match, text) for match in _ORGNR.finditer(text)):
                found.append(place_of(note.sheet, row, text))
    return found


def _is_misprinted(match: re.Match[str], text: str) -> bool:
    label = fold(text[: match.start()])
    return not is_orgnr("".join(match.groups())) and bool(re.search(r"\borg[. ]?|foretaksn", label))


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


def _label_above(sheet: Sheet, row: int, text: str) -> str:
    parts = [text_of(cell) for cell in sheet.parts(row)]
    return next((label_of(sheet, row, k) for k, part in enumerate(parts) if text in part), "")


_NO_NAME = re.compile(r"\d|^avd|^region|lokallag|kontingent|trekk|periode|liste|adresse|postboks|^post|rapport")


def _after_union(label: str, unions: Unions) -> str:
    """«Fellesforbundet  Fjord AS  Org.nr»: a union owns only the number right behind it; here the firm counts."""
    cells = re.split(r" {2,}", label)
    last = max((k for k, cell in enumerate(cells) if _is_union(cell, unions)), default=-1)
    rest = cells[last + 1 :]
    return "  ".join(rest) if last >= 0 and any(_is_name(cell) for cell in rest) else label


def _is_union(cell: str, unions: Unions) -> bool:
    return bool(unions.named(cell)) and not re.search(rf"\b{_SUFFIX}\b", cell)


def _is_name(cell: str) -> bool:
    """A name between the union and the number, not a label or an address."""
    folded = fold(cell)
    if _NOT_EMPLOYER.search(folded):
        return False
    if re.search(rf"\b{_SUFFIX}\b", cell):
        return True
    # one word may be a town
    return " " in folded and not (_EMPLOYER.search(folded) or _NO_NAME.search(folded))


def _employer_score(label: str, text: str, sheet: Sheet, row: int, unions: Unions) -> float:
    label = _after_union(label, unions)
    folded = fold(label)
    # «Trekk til Fellesforbundet for mai, Fjord AS org.nr 3…»: the last part counts
    clause = re.split(r"[,;|]", label)[-1]
    if re.search(rf"\b{_SUFFIX}\b", clause):
        label = clause
    cells = re.split(r" {2,}", label)  # «Delta Regnskap AS org.nr»: the firm's own name does not count
    bare = "  ".join(re.sub(rf"[^,;|:]*\b{_SUFFIX}\b", " ", cell) for cell in cells)
    bare = re.sub(r"\b(?:pr|per)\.? \w+", " ", bare, flags=re.I)  # «Trekkliste pr. kreditor» is a title
    against = (
        _NOT_EMPLOYER.search(fold(bare))
        or _MADE_BY.search(folded)
        or re.search(r"\bvirksomhet$", folded)
        or (unions.named(label) and not re.search(_SUFFIX, label) and not _EMPLOYER.search(folded))
    )
    if against:
        return -5
    score = 1.0 + 3 * bool(_EMPLOYER.search(folded)) + 1.5 * bool(re.search(rf"\b{_SUFFIX}\b", label))
    above = " ".join(text_of(cell) for cell in sheet.parts(row - 1)) if row else ""
    if above and len(above) < 60 and not any(ch.isdigit() for ch in above) and re.match(_NOT_EMPLOYER, fold(above)):
        return -5
    return score


def company_fact(notes: list[Notes]) -> Fact:
    """The employer's name: behind its label, or the first that ends as firms do."""
    for note in notes:
        for row in note.before:
            parts = [text_of(cell) for cell in note.sheet.parts(row)]
            for k, part in enumerate(parts[:-1]):
                if role_of(part.rstrip(": ")) == "company":
                    return _company(parts[k + 1], note.sheet, row)
    for note in notes:
        for row in note.before:
            for cell in note.sheet.parts(row):
                text = text_of(cell)
                if (found := _COMPANY.search(text)) and not _NOT_EMPLOYER.search(fold(text.split(found[1])[0])):
                    return _company(found[1], note.sheet, row)
    return Fact()


def _company(text: str, sheet: Sheet, row: int) -> Fact:
    text = re.sub(r"^(?:[^:]{2,30}:|.* [–—-]) ", "", text)
    text = re.split(r",|\(|\borg\.?", text, maxsplit=1, flags=re.I)[0].strip(" -–:")
    text = re.sub(r"^(?:firma|arbeidsgiver|bedrift|employer|selskap|klient)\b[ :]*", "", text, flags=re.I)
    return Fact(value=text or None, sure=bool(text), places=[place_of(sheet, row, text)])


_UNION_LABEL = re.compile(
    r"fagforen|forbund|leverandor|kreditor|mottaker|union|trekk|creditor|payee|kontingent|organisasjon"
)


def union_in(sheet: Sheet, row: int, unions: Unions) -> frozenset[str]:
    """The unions that a note names as the one deducted for."""
    named: frozenset[str] = frozenset()
    for cell in sheet.parts(row):
        if isinstance(cell, str) and not re.search(rf"\b{_SUFFIX}\b", re.sub(r"^.*?[–—-] ", "", cell)):
            text = " ".join(text_of(other) for other in sheet.parts(row))
            named |= unions.named(cell, labelled=bool(_UNION_LABEL.search(fold(text))))
        elif isinstance(cell, str) and _UNION_LABEL.search(fold(cell)):
            named |= unions.named(re.sub(rf"[^–—:-]*\b{_SUFFIX}\b", "", cell), labelled=True)
    return named
