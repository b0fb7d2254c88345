"""Saving what a posted grid holds: one cell, a pasted column, or a whole page of rows; the same rules for all."""

from collections.abc import Sequence
from typing import NamedTuple

from app.accounts.principal import Principal
from app.errors import Conflict
from app.lists import queries
from app.lists.actions.edit import Saved, save
from app.lists.edits import Edit
from app.lists.forms import RowForm, Wrong
from app.lists.line import Line
from app.lists.the_list import TheList


class Outcome(NamedTuple):
    """What became of the rows, by number: the lines as they are now, the cells that could not be taken, and the lines
    that somebody else has changed, whose new values were not saved."""

    the_list: TheList
    lines: dict[int, Line]
    wrong: dict[int, dict[str, Wrong]]
    conflicts: dict[int, RowForm]

    @property
    def is_clean(self) -> bool:
        return not self.wrong and not self.conflicts


async def save_rows(the_list: TheList, rows: Sequence[RowForm], *, by: Principal, line: Line | None = None) -> Outcome:
    """Save every row that can be saved, as one step of undo, and tell of the others.

    Pass the line where there is one and it is read already.  Raises Closed when the list is sent.
    """
    if line is not None:
        lines = {line.n: line}
    else:
        lines = await queries.lines_by_number(the_list, [row.n for row in rows])
    wrong = {row.n: found for row in rows if row.n in lines and (found := _really_wrong(row, lines[row.n]))}
    wanted = {row.n: row.edit for row in rows if row.n in lines and row.edit is not None}
    conflicts = {row.n: row for row in rows if row.n not in lines and row.edit is not None}
    the_list, saved, beaten = await _save_all(the_list, wanted, by, line)
    conflicts |= {row.n: row for row in rows if row.n in beaten}
    if beaten:
        saved |= await queries.lines_by_number(the_list, sorted(beaten))
    return Outcome(the_list, {**lines, **saved}, wrong, conflicts)


async def _save_all(
    the_list: TheList, wanted: dict[int, Edit], by: Principal, line: Line | None
) -> tuple[TheList, dict[int, Line], set[int]]:
    """Leave out one row after the other that another has changed, until the rest goes through."""
    beaten: set[int] = set()
    while edits := [edit for n, edit in wanted.items() if n not in beaten]:
        try:
            saved = await save(the_list, edits, by=by, line=line)
            return Saved(*saved).the_list, saved.lines, beaten
        except Conflict as conflict:
            if "n" not in conflict.values:
                raise
            beaten.add(int(str(conflict.values["n"])))
    return the_list, {}, beaten


def _really_wrong(row: RowForm, line: Line) -> dict[str, Wrong]:
    """An empty amount is no fault where nobody has known one yet."""
    return {
        cell: found
        for cell, found in row.wrong.items()
        if not (found.code == "amount.missing" and line.deducted is None)
    }
