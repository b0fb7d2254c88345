"""From cells to an answer: lines, a question, or a refusal.  Nothing is taken silently that the file leaves open."""

import re
from collections import Counter

from app.intake.bare import with_bare_names
from app.intake.blocks import Block, blocks_of, has_data
from app.intake.case import Case
from app.intake.cells import Book, Sheet, Unreadable, column_letter, text_of
from app.intake.columns import type_columns
from app.intake.deducted import pick_amount
from app.intake.employers import company_fact, misprinted_orgnrs, orgnr_candidates
from app.intake.facts import (
    Candidate,
    Notes,
    days_below,
    days_in,
    labelled_years,
    period_candidates,
    settle,
    strange_unions,
    unpaged,
    years_in,
)
from app.intake.fingerprint import fingerprint
from app.intake.glued_month import with_months_apart
from app.intake.headings import WHO_ROLES, fold, role_of
from app.intake.lines import collect
from app.intake.months import find_months
from app.intake.name_order import with_names_turned
from app.intake.other_lists import is_invoices, is_other_list
from app.intake.pairs_below import with_pairs_below
from app.intake.payments import with_payments
from app.intake.pick import Pick
from app.intake.reading import Answers, Column, Fact, FirstRows, Line, Place, Reading, Table
from app.intake.register import Register
from app.intake.rows import Walked, walk
from app.intake.sections import Looked, preamble_unions, section_of
from app.intake.settle import decide
from app.intake.titled import with_titled
from app.intake.unions import Unions
from app.intake.us_dates import with_plain_dates
from app.intake.versions import names_sheet


def understand(book: Book, name: str, unions: Unions, register: Register | None, answers: Answers) -> Reading:
    """Raises Unreadable where there is no list to read."""
    with_plain_dates(book.sheets)
    book.sheets = [with_titled(with_pairs_below(with_payments(with_months_apart(sheet)))) for sheet in book.sheets]
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
        unread = _has_unread_heads(table) or not (about_dues or table.typed.has_ids)
        if unread and not (pick.doubts or answers.columns):
            pick.doubts.append("amount")
    if all(pick.none_found for pick in picks):
        raise Unreadable("no_list" if is_other_list(looked.tables) else "no_amounts")
    if answers.union_rows != "all" and all(pick.none_found or pick.anothers for pick in picks):
        if unions.ours not in preamble_unions(looked, unions):
            raise Unreadable("other_union", unions=", ".join(sorted({one for pick in picks for one in pick.anothers})))
        for pick in picks:
            pick.doubts.append("amount")
    orgnrs = orgnr_candidates(looked.notes, unions, register.orgnrs if register else set())
    collected = [
        collect(table, pick, unions, section_of(table, looked, candidates, orgnrs, unions), _preamble(looked, table))
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
        preamble_unions=preamble_unions(looked, unions),
        notes=book.notes,
        days=days_in(looked.notes),
        foot_days=days_below(looked.notes),
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
        if sheet.hidden and not (answers.sheets and names_sheet(answers.sheets, sheet.name)):
            continue
        walked = [_walked(block, unions, {}) for block in blocks_of(sheet)]
        found.append((sheet, [table for table in walked if table.people]))
    with_ids = any(table.typed.has_ids for _, tables in found for table in tables)
    for sheet, all_tables in found:
        # «Firma | Fjord AS», «Måned | mai 2026» on a sheet of their own are notes, where others have ids
        tables = [t for t in all_tables if not with_ids or t.typed.has_ids or t.typed.block.headings]
        tables = [t for t in tables if t.typed.has_ids or not (with_ids and _adds_up_others(t, unions))]
        looked.notes += _notes(sheet, tables)
        if answers.sheets is None or names_sheet(answers.sheets, sheet.name):
            looked.tables += tables
    if answers.columns:
        looked.tables = [_walked(table.typed.block, unions, _told(answers, n)) for n, table in enumerate(looked.tables)]
    if not looked.tables:
        looked.hidden_people = [sheet.name for sheet in book.sheets if sheet.hidden]
    return looked


def _walked(block: Block, unions: Unions, told: dict[int, str]) -> Walked:
    return with_names_turned(with_bare_names(walk(type_columns(block, unions, told))))


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
        between = [
            row.at
            for walked in tables
            for row in walked.rows
            if row.kind in ("other", "total", "note") and walked.typed.block.sheet is own and first < row.at < last
        ]
        heads = {row.at for walked in tables for row in walked.rows if row.kind == "heading"}
        above = [n for n in range(first) if n not in heads and own.parts(n)]
        below = [n for n in range(last + 1, len(own.rows)) if n not in heads and own.parts(n)]
        notes.append(Notes(own, above, between, below))
    return notes


def _has_unread_heads(table: Walked) -> bool:
    """Whether what stands over a table without heads looks like some: «Ansattnr | Navn | 1/4 | 2/4», that none read."""
    block, people = table.typed.block, table.people
    if block.heading_rows or not people:
        return False
    above = block.sheet.rows[max(people[0].at - 4, 0) : people[0].at]
    return any(len({role_of(cell) for cell in row if isinstance(cell, str)} & WHO_ROLES) > 1 for row in above)


def _preamble(looked: Looked, table: Walked) -> set[str]:
    for note in looked.notes:
        if note.sheet.name == table.typed.block.sheet.name:
            head = max(
                table.typed.block.heading_rows, default=len(note.sheet.rows)
            )  # what is below is the first part's own
            return {unpaged(" ".join(text_of(cell) for cell in note.sheet.parts(n))) for n in note.before if n < head}
    return set()


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


_DOUBTS = {"national_id": {"id_column", "broken_ids"}, "employee_no": {"number_column"}}
"""What is asked of the columns that say who."""


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
        in_doubt = doubtful and profile.index in (*pick.columns, *pick.rivals)
        in_doubt = in_doubt or bool(_DOUBTS.get(role, set()) & set(table.typed.doubts))
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
                made=profile.index in table.typed.block.sheet.made_columns,
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
