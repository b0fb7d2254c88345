"""Editing the lines of an open list: each save changes the line, the list's counters and the history together."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from app import clock, db
from app.accounts.principal import Principal
from app.crypto import seal, unseal
from app.errors import Closed, Conflict
from app.lists import queries
from app.lists.change import change_id, changed_fields, put_back, said
from app.lists.edits import Edit
from app.lists.line import Line, judged
from app.lists.the_list import TheList
from app.lists.totals import NOTHING, Counters, counted

TRIES = 4
RETURNED = ", ".join(("version", *Counters._fields))
ADDED_UP = ", ".join(f"{name} = {name} + ?" for name in Counters._fields)

UPDATE_LINE = """UPDATE deduction_line SET deducted = ?, end_on = ?, end_reason = ?, comment = ?, status = ?,
 problem = ?, version = version + 1 WHERE list_id = ? AND n = ? AND version = ? RETURNING version"""
UPDATE_LIST = f"""UPDATE deduction_list SET version = version + 1, opened_at = COALESCE(opened_at, ?), {ADDED_UP}
 WHERE id = ? AND state = 'OPEN' RETURNING {RETURNED}"""  # noqa: S608
INSERT_CHANGE = """INSERT INTO line_change (id, list_id, n, union_id, employer_id, revision, field, old, previous, new,
 line_version, actor_kind, actor_id, actor_label, started_at, changed_at, batch, undone)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
 ON CONFLICT (id) DO UPDATE SET previous = line_change.new, new = excluded.new, line_version = excluded.line_version,
 changed_at = excluded.changed_at, batch = excluded.batch, undone = excluded.undone"""


class Saved(NamedTuple):
    """The lines as they are now, by number, and the list with its new counters."""

    the_list: TheList
    lines: dict[int, Line]
    people: bool = False  # somebody was put there or taken away, not a cell changed


async def save(the_list: TheList, edits: Sequence[Edit], *, by: Principal, line: Line | None = None) -> Saved:
    """Carry out the edits, all or none, as one step of undo.  Pass the line where it is read already.

    An edit of a cell that another has changed since `seen` raises Conflict with the line's number (nothing is saved);
    another cell of the same line is no conflict.  Raises Closed when the list has been sent.
    """
    lines = {line.n: line} if line is not None else None
    for _ in range(TRIES):
        if not the_list.is_open:
            raise Closed("list.closed")
        if lines is None:
            lines = await queries.lines_by_number(the_list, [edit.n for edit in edits])
        saved = await _try(the_list, lines, edits, by)
        if saved is not None:
            return saved
        the_list, lines = await queries.list_for(by, the_list.employer_id, the_list.id), None
    raise Conflict("list.busy")


async def _try(the_list: TheList, lines: dict[int, Line], edits: Sequence[Edit], by: Principal) -> Saved | None:
    """One round; None when something moved meanwhile."""
    at, batch, required = clock.now(), db.new_id(), the_list.policy.comment_required
    steps, delta, after = [], NOTHING, dict(lines)
    for edit in sorted(edits, key=lambda one: one.n):
        if edit.n not in lines:
            raise Conflict("line.gone", n=edit.n)
        old = lines[edit.n]
        new = judged(edit.change(old), comment_required=required)
        fields = changed_fields(old, new)
        if edit.seen != old.version and fields:
            new = judged(await _settled(the_list, edit, old, new, fields), comment_required=required)
            fields = changed_fields(old, new)
        if not fields:
            continue
        new = msgspec.structs.replace(new, version=old.version + 1)
        after[edit.n] = new
        delta = delta.plus(counted(new)).minus(counted(old))
        steps += [
            update_line(the_list, old, new),
            *(remember(the_list, old, new, name, by, at, batch) for name in fields),
        ]
    if not steps:
        return Saved(the_list, after)
    return await write(the_list, steps, delta, after, at)


async def write(
    the_list: TheList, steps: list[db.Step], delta: Counters, after: dict[int, Line], at: dt.datetime
) -> Saved | None:
    """The steps with the list's own as the last; None when a line moved or the list is closed."""
    answers = await db.together(*steps, db.Step(UPDATE_LIST, (at, *delta, the_list.id), must=True))
    if answers is None:
        return None
    now = answers[-1][0]
    totals = Counters(*(now[name] for name in Counters._fields))
    return Saved(msgspec.structs.replace(the_list, version=now["version"], totals=totals), after)


def update_line(the_list: TheList, old: Line, new: Line) -> db.Step:
    """The line as it shall be, if it is still as it was."""
    sealed = seal(new.comment, f"deduction_line|comment|{new.id}") if new.comment else None
    values = (new.deducted, new.end_on, new.end_reason, sealed, new.status, new.problem)
    return db.Step(UPDATE_LINE, (*values, the_list.id, new.n, old.version), must=True)


def remember(
    the_list: TheList,
    old: Line,
    new: Line,
    field: str,
    by: Principal,
    at: dt.datetime,
    batch: int,
    *,
    apart: bool = False,
) -> db.Step:
    """The history's row of one cell; `apart` from what the same person typed there in the same ten minutes."""
    actor = f"{by.kind}|{by.id}|{db.new_id()}" if apart else f"{by.kind}|{by.id}"
    row = change_id(the_list.id, new.n, field, actor, at)
    before, after = (_kept(said(one, field), field, row) for one in (old, new))
    who = (by.kind, by.id, by.label, at, at, batch, False)
    place = (row, the_list.id, new.n, the_list.union_id, the_list.employer_id, the_list.revision, field)
    return db.Step(INSERT_CHANGE, (*place, before, before, after, new.version, *who))


def _kept(text: str | None, field: str, row: int) -> str | None:
    """Comments and persons are sealed in the history too."""
    if text is None or field in {"amount", "end"}:
        return text
    return seal(text, f"line_change|value|{row}")


async def _settled(the_list: TheList, edit: Edit, old: Line, new: Line, fields: list[str]) -> Line:
    """The new line, where somebody else has changed it since it was seen.

    A cell that was only sent along as it stood then (a whole form is posted) keeps the other's value; one that both
    have changed raises Conflict.
    """
    found = await db.rows(
        f"""SELECT id, field, old, previous FROM line_change WHERE list_id = ? AND n = ? AND line_version > ?
 AND field IN ({db.marks(len(fields))})""",  # noqa: S608
        the_list.id,
        edit.n,
        edit.seen,
        *fields,
    )
    for change in found:
        if said(new, change["field"]) not in {opened(change, "old"), opened(change, "previous")}:
            raise Conflict("line.changed_by_other", n=edit.n)
        new = put_back(new, change["field"], said(old, change["field"]))
    return new


def opened(change: db.Row, column: str) -> str | None:
    """A value of the history, unsealed."""
    text: str | None = change[column]
    if text is None or change["field"] in {"amount", "end"}:
        return text
    return unseal(text, f"line_change|value|{change['id']}")
