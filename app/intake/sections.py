"""What the sheet of a table says of all its lines: union, month, employer, and what its legends explain."""

import re
from dataclasses import dataclass, field

from app.intake.cells import Book, Sheet, text_of
from app.intake.collected import Section
from app.intake.facts import Candidate, Notes, section_union, settle, union_in
from app.intake.headings import fold, role_of
from app.intake.kinds import is_coded_section
from app.intake.legend import code_column, undone_codes, union_codes
from app.intake.months import find_months
from app.intake.rows import Walked
from app.intake.summaries import months_of_sheets
from app.intake.unions import Unions


@dataclass(slots=True)
class Looked:
    """The file with its tables walked and its notes sorted."""

    book: Book
    name: str
    tables: list[Walked] = field(default_factory=list)
    notes: list[Notes] = field(default_factory=list)
    hidden_people: list[str] = field(default_factory=list)


def section_of(
    table: Walked, looked: Looked, periods: list[Candidate], orgnrs: list[Candidate], unions: Unions
) -> Section:
    """What the sheet's own notes and name say, where the file's sheets differ."""
    sheet = table.typed.block.sheet
    section = Section(union=_beside(table, looked, unions) or _sheet_union(looked, sheet, unions))
    if codes := union_codes(looked.notes, unions):
        section.codes, section.code_column = codes, code_column(table, codes)
    section.period = _month_on_top(looked, sheet)
    section.undone, section.undone_column = undone_codes(looked.notes, table)
    section.heading = _coded(looked, sheet)
    names = {walked.typed.block.sheet.name for walked in looked.tables}
    if len(names) > 1:
        said = any(one.kind in ("month", "range") for one in periods)
        months = {} if said else months_of_sheets(looked.book.sheets, looked.notes)
        section.period = _own(periods, sheet, names, looked) or months.get(sheet.name) or section.period
        section.orgnr = _own(orgnrs, sheet, names, looked)
    return section


def _coded(looked: Looked, sheet: Sheet) -> str:
    rows = [(note.sheet, row) for note in looked.notes if note.sheet.name == sheet.name for row in note.before]
    texts = (" ".join(text_of(cell) for cell in one.parts(row)) for one, row in rows)
    return next(filter(is_coded_section, texts), "")


def _beside(table: Walked, looked: Looked, unions: Unions) -> str | None:
    """The union above one of several tables beside each other, in the table's own columns."""
    block = table.typed.block
    sheets = {id(one.typed.block.sheet): one.typed.block.sheet for one in looked.tables}
    starts = sorted({one.first_column for one in sheets.values() if one.name == block.sheet.name})
    if len(starts) < 2 or not block.heading_rows:
        return None
    first = block.sheet.first_column
    end = next((start for start in starts if start > first), 500)
    top = min(block.heading_rows)
    for at in range(max(block.heading_rows) - 1, max(top - 3, 0) - 1, -1):
        row = block.sheet.rows[at]
        if len(block.sheet.segments.get(at, ("", ""))) < 2:
            continue  # one title printed across the tables
        texts = {k: cell for k, cell in enumerate(row) if isinstance(cell, str) and cell}
        if len(texts) > 1 and any(unions.named(text, labelled=True) for text in texts.values()):
            own = [text for k, text in texts.items() if first <= k < end or (first == starts[0] and k < end)]
            named = frozenset(name for text in own for name in unions.named(text, labelled=True))
            strange = " ".join(own)
            if not named and not (strange and _may_be_union(strange)):
                return None
            return (unions.ours if unions.ours in named else min(named)) if named else f"?{strange}"
    return None


def _may_be_union(text: str) -> bool:
    """Words alone: no date, month or number, and no label with its value."""
    return not re.search(r"[\d:]", text) and role_of(text) is None and not find_months(text)


def _own(candidates: list[Candidate], sheet: Sheet, names: set[str], looked: Looked) -> str | None:
    """The sheet's own value, when the sheets with people do not all say the same."""
    per_sheet = {}
    for name in names:
        best, _ = settle([c for c in candidates if c.place.sheet == name and c.kind not in ("bare", "span")])
        per_sheet[name] = best.value if best else None
    return per_sheet[sheet.name] if len(set(per_sheet.values()) - {None}) > 1 else None


def _sheet_union(looked: Looked, sheet: Sheet, unions: Unions) -> str | None:
    named = unions.named(sheet.name, labelled=True)
    if fold(sheet.name) == "fagf":  # short for «fagforening», unless nothing else is said
        named = frozenset()
    if not named:
        for note in looked.notes:
            if note.sheet.name == sheet.name:
                for row in note.before:
                    named |= union_in(note.sheet, row, unions)
    if len(named) > 1 and (nearest := _section_on_top(looked, sheet, unions)):
        return nearest
    if not named and (stranger := _stranger_on_top(looked, sheet, unions)):
        return stranger
    if unions.ours in named:
        return unions.ours
    return min(named) if named else None


def _section_on_top(looked: Looked, sheet: Sheet, unions: Unions) -> str | None:
    """Where later sections are headed by other unions, the heading nearest to the first person is a section's too."""
    for note in looked.notes:
        if note.sheet.name != sheet.name or not note.before:
            continue
        later = [named for row in note.between if (named := union_in(note.sheet, row, unions))]
        for row in note.before[:-4:-1]:
            named = union_in(note.sheet, row, unions)
            if len(named) == 1 and any(other != named for other in later):
                text = " ".join(text_of(cell) for cell in note.sheet.parts(row))
                return None if any(ch.isdigit() for ch in text) else next(iter(named))
    return None


def _stranger_on_top(looked: Looked, sheet: Sheet, unions: Unions) -> str | None:
    """«Mottaker: FL0001 Sveiserne» above the first person, where «Mottaker: FF0001 Fellesforbundet» heads others."""
    for note in looked.notes:
        if note.sheet.name != sheet.name:
            continue
        payees = [payee for row in note.before[:-4:-1] if (payee := section_union(note.sheet, row, unions))]
        if payees and any(section_union(note.sheet, row, unions) == unions.ours for row in note.between):
            return payees[0]
    return None


def _month_on_top(looked: Looked, sheet: Sheet) -> str | None:
    """«Januar 2026» alone above the first person, where «Februar 2026» heads those further down."""
    for note in looked.notes:
        if note.sheet.name != sheet.name or not note.before:
            continue
        later = {month for row in note.between if (month := _lone_month(note.sheet, row))}
        for row in note.before[:-3:-1]:
            if (month := _lone_month(note.sheet, row)) and later - {month}:
                return month
    return None


_ALONE = re.compile(r"(?:(?:(?:trekk|lonns?)[ -]?)?(?:maned|manad|periode|mnd|termin|month|period))?")
"""What may stand before the month: «Trekkmåned: Mai 2026»."""


def _lone_month(sheet: Sheet, row: int) -> str | None:
    text = " ".join(text_of(cell) for cell in sheet.parts(row))
    found = find_months(text) if len(text) < 40 else []
    return (
        found[0].period if len(found) == 1 and found[0].kind == "month" and _ALONE.fullmatch(found[0].label) else None
    )


def preamble_unions(looked: Looked, unions: Unions) -> set[str]:
    """All unions named on top of sheets that are not named after one."""
    named: set[str] = set()
    for note in looked.notes:
        if not unions.named(note.sheet.name, labelled=True):
            for row in note.before:
                named |= union_in(note.sheet, row, unions)
    return named
