"""From cells to an answer: lines, a question, or a refusal.  Nothing is taken silently that the file leaves open."""

import re
from collections import Counter
from dataclasses import dataclass, field

from app.intake.blocks import blocks_of, has_data
from app.intake.case import Case
from app.intake.cells import Book, Sheet, Unreadable, column_letter, text_of
from app.intake.collected import Section
from app.intake.columns import type_columns
from app.intake.deducted import pick_amount
from app.intake.employers import company_fact, misprinted_orgnrs, orgnr_candidates
from app.intake.facts import (
    Candidate,
    Notes,
    days_in,
    labelled_years,
    period_candidates,
    settle,
    strange_unions,
    union_in,
    years_in,
)
from app.intake.fingerprint import fingerprint
from app.intake.headings import fold, role_of
from app.intake.legend import code_column, undone_codes, union_codes
from app.intake.lines import collect
from app.intake.months import find_months
from app.intake.other_lists import is_invoices, is_other_list
from app.intake.pick import Pick
from app.intake.reading import Answers, Column, Fact, FirstRows, Line, Place, Reading, Table
from app.intake.register import Register
from app.intake.rows import Walked, walk
from app.intake.settle import decide
from app.intake.summaries import months_of_sheets
from app.intake.unions import Unions
from app.intake.us_dates import with_plain_dates


@dataclass(slots=True)
class Looked:
    """The file with its tables walked and its notes sorted."""

    book: Book
    name: str
    tables: list[Walked] = field(default_factory=list)
    notes: list[Notes] = field(default_factory=list)
    hidden_people: list[str] = field(default_factory=list)


def understand(book: Book, name: str, unions: Unions, register: Register | None, answers: Answers) -> Reading:
    """Raises Unreadable where there is no list to read."""
    with_plain_dates(book.sheets)
    looked = _look(book, name, unions, answers)
    about_dues = _speaks_of_dues(book, unions)
    looked.tables = [table for table in looked.tables if not is_invoices(table)]
    if not about_dues:  # names and sums under no heading, and not a word of dues: some other list
        looked.tables = [table for table in looked.tables if table.typed.has_ids or table.typed.block.headings]
    if not looked.tables:
        raise Unreadable(_why_none(looked))
    candidates = period_candidates(looked.notes)
    month = answers.period or _stated_month(candidates)
    picks = [pick_amount(table, unions, _told(answers, n), register, month) for n, table in enumerate(looked.tables)]
    for table, pick in zip(looked.tables, picks, strict=True):
        if not (about_dues or table.typed.has_ids or pick.doubts or answers.columns):
            pick.doubts.append("amount")
    if all(pick.none_found for pick in picks):
        raise Unreadable("no_list" if is_other_list(looked.tables) else "no_amounts")
    orgnrs = orgnr_candidates(looked.notes, unions, register.orgnrs if register else set())
    collected = [
        collect(table, pick, unions, _section(table, looked, candidates, orgnrs, unions), _preamble(looked, table))
        for table, pick in zip(looked.tables, picks, strict=True)
        if not pick.none_found
    ]
    reading = Reading(file=name, status="lines", kind=book.kind)
    reading.company = company_fact(looked.notes)
    case = Case(
        reading,
        answers,
        unions,
        register,
        collected,
        candidates,
        orgnrs,
        name,
        sheets=[sheet for sheet in book.sheets if not sheet.hidden],
        preamble_unions=_preamble_unions(looked, unions),
        notes=book.notes,
        days=days_in(looked.notes),
        years=years_in(looked.notes),
        own_years=labelled_years(looked.notes),
        misprinted=misprinted_orgnrs(looked.notes),
        strange_unions=strange_unions(looked.notes, unions),
    )
    decide(case)
    _describe(reading, looked, picks, case)
    return reading


def _stated_month(candidates: list[Candidate]) -> str | None:
    """The month that the notes say the list is for, as far as they do: «????-05» where they name no year."""
    full = [one for one in candidates if one.kind != "bare"]
    hint, _ = settle(full)
    if hint is None:
        hint, rivals = settle([one for one in candidates if one.score >= 4])
        hint = None if rivals else hint
    return hint.value if hint and len(hint.value) == 7 else None


_DUES = re.compile(
    r"fag ?foren|\btrekk|trukk|trekt|kontingent|medlem|\bunion|\bdues\b|forbund|deduct|fackavgift|fradrag"
)


def _speaks_of_dues(book: Book, unions: Unions) -> bool:
    """Whether a word on top of a sheet, in a heading or in its name says what kind of list this is."""
    for sheet in book.sheets:
        texts = [sheet.name, *(cell for row in sheet.rows[:80] for cell in row if isinstance(cell, str))]
        if any(_DUES.search(fold(text)) or unions.named(text) for text in texts if len(text) < 200):
            return True
    return False


def _look(book: Book, name: str, unions: Unions, answers: Answers) -> Looked:
    looked = Looked(book, name)
    found: list[tuple[Sheet, list[Walked]]] = []
    for sheet in book.sheets:
        if sheet.hidden and not (answers.sheets and sheet.name in answers.sheets):
            continue
        walked = [walk(type_columns(block, unions, {})) for block in blocks_of(sheet)]
        found.append((sheet, [table for table in walked if table.people]))
    with_ids = any(table.typed.has_ids for _, tables in found for table in tables)
    for sheet, all_tables in found:
        # «Firma | Fjord AS», «Måned | mai 2026» on a sheet of their own are notes, where others have ids
        tables = [t for t in all_tables if not with_ids or t.typed.has_ids or t.typed.block.headings]
        tables = [t for t in tables if t.typed.has_ids or not (with_ids and _adds_up_others(t, unions))]
        looked.notes += _notes(sheet, tables)
        if answers.sheets is None or sheet.name in answers.sheets:
            looked.tables += tables
    if answers.columns:
        looked.tables = [
            walk(type_columns(table.typed.block, unions, _told(answers, n))) for n, table in enumerate(looked.tables)
        ]
    if not looked.tables:
        looked.hidden_people = [sheet.name for sheet in book.sheets if sheet.hidden]
    return looked


def _adds_up_others(table: Walked, unions: Unions) -> bool:
    """«Union | Recipient | Total» below the people, or a pivot table beside their sheet: nobody's lines."""
    if any(fold(heading) in ("radetiketter", "row labels", "radetikett") for heading in table.typed.block.headings):
        return True
    names = [row.name for row in table.people if row.name]
    return bool(names) and sum(bool(unions.named(name, labelled=True)) for name in names) > len(names) * 0.6


def _told(answers: Answers, table: int) -> dict[int, str]:
    """Roles given by a person for this table: '3' counts in all, '1:3' in the second."""
    told = {}
    for key, role in answers.columns.items():
        block, _, index = key.rpartition(":")
        if index.isdecimal() and (not block or block == str(table)):
            told[int(index)] = role
    return told


def _notes(sheet: Sheet, tables: list[Walked]) -> list[Notes]:
    if not tables:
        return [Notes(sheet, before=[n for n in range(min(len(sheet.rows), 60)) if sheet.parts(n)])]
    notes = []
    for table in tables[:1]:
        own = table.typed.block.sheet
        at = [row.at for walked in tables if walked.typed.block.sheet is own for row in walked.people]
        first, last = min(at), max(at)
        others = [
            row.at
            for walked in tables
            for row in walked.rows
            if row.kind in ("other", "total", "note") and walked.typed.block.sheet is own
        ]
        heads = {row.at for walked in tables for row in walked.rows if row.kind == "heading"}
        above = [n for n in range(first) if n not in heads and own.parts(n)]
        notes.append(Notes(own, above, [n for n in others if first < n < last], [n for n in others if n > last]))
    return notes


def _preamble(looked: Looked, table: Walked) -> set[str]:
    for note in looked.notes:
        if note.sheet.name == table.typed.block.sheet.name:
            return {" ".join(text_of(cell) for cell in note.sheet.parts(row)) for row in note.before}
    return set()


def _of_sheet(candidates: list[Candidate], sheet: Sheet) -> list[Candidate]:
    return [candidate for candidate in candidates if candidate.place.sheet == sheet.name]


def _section(
    table: Walked, looked: Looked, periods: list[Candidate], orgnrs: list[Candidate], unions: Unions
) -> Section:
    """What the sheet's own notes and name say, where the file's sheets differ."""
    sheet = table.typed.block.sheet
    section = Section(union=_beside(table, looked, unions) or _sheet_union(looked, sheet, unions))
    if codes := union_codes(looked.notes, unions):
        section.codes, section.code_column = codes, code_column(table.typed, codes)
    section.undone, section.undone_column = undone_codes(looked.notes, table.typed)
    names = {walked.typed.block.sheet.name for walked in looked.tables}
    if len(names) > 1:
        said = any(one.kind in ("month", "range") for one in periods)
        months = {} if said else months_of_sheets(looked.book.sheets, looked.notes)
        section.period = _own(periods, sheet, names, looked) or months.get(sheet.name)
        section.orgnr = _own(orgnrs, sheet, names, looked)
    return section


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


def _preamble_unions(looked: Looked, unions: Unions) -> set[str]:
    """All unions named on top of sheets that are not named after one."""
    named: set[str] = set()
    for note in looked.notes:
        if not unions.named(note.sheet.name, labelled=True):
            for row in note.before:
                named |= union_in(note.sheet, row, unions)
    return named


def _why_none(looked: Looked) -> str:
    filled = [cell for sheet in looked.book.sheets for row in sheet.rows for cell in row if cell != ""]
    if not filled:
        return "empty"
    if looked.hidden_people and not any(not sheet.hidden and sheet.rows for sheet in looked.book.sheets):
        return "hidden"
    blocks = [block for sheet in looked.book.sheets if not sheet.hidden for block in blocks_of(sheet)]
    headed = [block for block in blocks if block.heading_rows]
    if headed and not any(has_data(block) for block in headed):
        return "empty"
    text = fold(" ".join(text_of(cell) for cell in filled[:400]))
    if re.search(r"ingen (trekk|ansatte|medlem)|no deductions|ikke trekk", text):
        return "empty"
    return "no_list"


def _describe(reading: Reading, looked: Looked, picks: list[Pick], case: Case) -> None:
    """Fill in what the pages show: tables, columns with their roles, the file's first rows."""
    by_row = Counter((line.sheet, line.row) for line in reading.lines)
    for n, (table, pick) in enumerate(zip(looked.tables, picks, strict=True)):
        block = table.typed.block
        rows = [block.sheet.numbers[row.at] for row in table.people]
        mine = [line for c in case.tables if c.walked is table for line in c.lines if by_row[(line.sheet, line.row)]]
        reading.tables.append(
            Table(
                sheet=block.sheet.name,
                first_row=min(rows),
                last_row=max(rows),
                fingerprint=fingerprint(reading.kind, block.sheet.name, block.headings, block.width),
                headings=block.headings,
                people=len(mine),
                total=sum(line.amount for line in mine),
                used=bool(mine),
            )
        )
        reading.columns += _columns(n, table, pick)
        if n < 3:
            reading.first_rows.append(_first_rows(table))
    reading.fingerprint = reading.tables[0].fingerprint if reading.tables else ""


def _columns(n: int, table: Walked, pick: Pick) -> list[Column]:
    roles = {index: role for role, index in table.typed.roles.items()}
    columns = []
    doubtful = bool({"amount", "numbers", "scale"} & set(pick.doubts))
    for profile in table.typed.profiles:
        if not profile.filled and not profile.heading:
            continue
        role = roles.get(profile.index, "ignored")
        if profile.index in pick.columns:
            role = "amount" if len(pick.columns) == 1 else "part"
        alternatives = [other for other in _could_be(profile.index, pick) if other != role]
        in_doubt = (doubtful and profile.index in (*pick.columns, *pick.rivals)) or (
            role == "national_id" and bool({"id_column", "broken_ids"} & set(table.typed.doubts))
        )
        columns.append(
            Column(
                block=n,
                index=profile.index,
                letter=column_letter(profile.index + table.typed.block.sheet.first_column),
                heading=profile.heading,
                role=role,
                confidence=0.5 if in_doubt else 0.0 if role == "ignored" else 1.0,
                alternatives=alternatives,
                samples=_masked(role, profile.samples),
                doubtful=in_doubt,
                hidden=profile.index in table.typed.block.sheet.hidden_columns,
            )
        )
    return columns


def _could_be(index: int, pick: Pick) -> list[str]:
    return ["amount", "part", "ignored"] if any(money.index == index for money in pick.monies) else ["ignored"]


def _masked(role: str, samples: list[str]) -> list[str]:
    return samples


def _first_rows(table: Walked) -> FirstRows:
    sheet = table.typed.block.sheet
    first = table.people[0].at
    start = max(0, first - 12)
    rows = [
        (sheet.numbers[n], [text_of(cell)[:60] for cell in sheet.rows[n][:40]])
        for n in range(start, min(first + 15, len(sheet.rows)))
        if any(cell != "" for cell in sheet.rows[n])
    ]
    width = max((len(cells) for _, cells in rows), default=0)
    letters = [column_letter(k + sheet.first_column) for k in range(width)]
    return FirstRows(sheet=sheet.name, letters=letters, rows=rows)


__all__ = ["Fact", "Line", "Place", "find_months", "fingerprint", "understand"]
