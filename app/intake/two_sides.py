"""A ledger's entries as a table: the person in columns, and «Debet | Kredit» for what was given back and deducted."""

from dataclasses import dataclass, replace

from app.intake.amounts import decimal_mark, to_ore
from app.intake.cells import Cell, Sheet, text_of
from app.intake.headings import is_total, role_of
from app.intake.heads import is_heading
from app.intake.ids import read_id
from app.intake.ledger import sides_of

_HEADS = ("Trukket", "Kredit minus debet")
"""The head of what was put together; the second where it does not add up, and is asked about."""


@dataclass(slots=True)
class _Entry:
    """A row with its two sides in øre."""

    at: int
    debit: int
    credit: int
    who: str
    is_sum: bool


def with_two_sides(sheet: Sheet) -> Sheet:
    """The sheet with one more column, credit less debit on the rows of people, where some have been given back.

    A sum is that of the people above it: what the entries of nobody (the payment of last month's dues) stand for in
    it is taken off.
    """
    head = next((n for n, row in enumerate(sheet.rows[:60]) if is_heading(row) and _columns(row)), None)
    if head is None:
        return sheet
    debit, credit, person = _columns(sheet.rows[head]) or (0, 0, 0)
    entries = _entries(sheet, head, debit, credit, person)
    people = [one for one in entries if one.who and not one.is_sum]
    both_sides = {bool(one.credit) for one in people} == {True, False}
    if not both_sides or any(one.debit and one.credit for one in people):
        return sheet
    made = {one.at: (one.credit - one.debit) / 100 for one in people} | _sums(entries)
    width = max(len(row) for row in sheet.rows)
    text = _HEADS[0] if _is_plain(people) else _HEADS[1]
    more: dict[int, Cell] = {**made, head: text}
    rows = [[*row, *[""] * (width - len(row)), more[n]] if n in more else row for n, row in enumerate(sheet.rows)]
    for n in made:
        rows[n][debit] = rows[n][credit] = ""
    return replace(sheet, rows=rows, made_columns=frozenset({width}))


def _columns(row: list[Cell]) -> tuple[int, int, int] | None:
    """(debit, credit, who it is), where the heads have a column of each."""
    sides = sides_of(row)
    roles = {role_of(text_of(cell)): k for k, cell in reversed(list(enumerate(row)))}
    person = next((roles[role] for role in ("national_id", "employee_no", "member_no") if role in roles), None)
    if person is None or not {"debit", "credit"} <= sides.keys():
        return None
    return sides["debit"], sides["credit"], person


def _entries(sheet: Sheet, head: int, debit: int, credit: int, person: int) -> list[_Entry]:
    rows = {n: row for n, row in enumerate(sheet.rows) if n > head and len(row) > max(debit, credit)}
    mark = decimal_mark(text for row in rows.values() for text in (row[debit], row[credit]) if isinstance(text, str))
    entries = []
    for n, row in rows.items():
        sides = to_ore(row[debit], mark) or 0, to_ore(row[credit], mark) or 0
        if any(sides):
            who = text_of(row[person]).strip() if person < len(row) else ""
            is_sum = any(is_total(text_of(cell)) for cell in row if isinstance(cell, str))
            entries.append(_Entry(n, *sides, read_id(who).digits or who, is_sum))
    return entries


def _sums(entries: list[_Entry]) -> dict[int, Cell]:
    """The printed sums by their rows, less what is nobody's since the sum before."""
    sums: dict[int, Cell] = {}
    nobodys = 0
    for one in entries:
        if one.is_sum:
            sums[one.at] = (one.credit - one.debit - nobodys) / 100
            nobodys = 0
        elif not one.who:
            nobodys += one.credit - one.debit
    return sums


def _is_plain(people: list[_Entry]) -> bool:
    """Nobody is given back more than was deducted."""
    deducted: dict[str, int] = {}
    for one in people:
        deducted[one.who] = deducted.get(one.who, 0) + one.credit - one.debit
    return min(deducted.values()) >= 0
