"""Taking back the last change that somebody made in an open list."""

import datetime as dt
from collections.abc import Callable, Sequence

import msgspec

from app import clock, db
from app.accounts.principal import Principal
from app.errors import Closed, Conflict, NotFound
from app.lists import queries
from app.lists.actions.edit import Saved, opened, update_line, write
from app.lists.actions.people import put_back_person, removal_steps, remove_person
from app.lists.change import put_back, said
from app.lists.line import Line, judged
from app.lists.the_list import TheList
from app.lists.totals import NOTHING, counted

MARK = """UPDATE line_change SET new = previous, previous = old, undone = ?, line_version = ?, changed_at = ?
 WHERE id = ?"""

TAKEN_BACK: list[Callable[[int, int, dt.datetime], Sequence[db.Step]]] = []
"""What else is done in the same transaction when the list's (id) batch is taken back: those whose batches they are add
theirs in `app/asgi.py`."""

USED_UP = "UPDATE line_change SET undone = ? WHERE id = ?"


async def undo(the_list: TheList, *, by: Principal, batch: int | None = None) -> Saved:
    """Take back this person's latest change: one cell, a whole paste, somebody added or taken away.  Or all that came
    as this batch, whoever brought it.

    Raises NotFound when there is nothing to take back, and Conflict when somebody else has changed the cell since.
    """
    if not the_list.is_open:
        raise Closed("list.closed")
    changes = await _latest(the_list, by) if batch is None else await _of(the_list, batch)
    if not changes:
        raise NotFound("undo.nothing")
    if len(changes) == 1 and changes[0]["field"] == "person":
        return await _undo_person(the_list, changes[0], by)
    return await _undo_cells(the_list, changes, by)


async def _latest(the_list: TheList, by: Principal) -> list[db.Row]:
    newest = await db.row(
        """SELECT batch FROM line_change WHERE list_id = ? AND revision = ? AND actor_kind = ? AND actor_id = ?
 AND undone = ? ORDER BY changed_at DESC LIMIT 1""",
        the_list.id,
        the_list.revision,
        by.kind,
        by.id,
        False,
    )
    if newest is None:
        return []
    return await _of(the_list, newest["batch"])


async def _of(the_list: TheList, batch: int) -> list[db.Row]:
    """What came as one batch and still stands."""
    return await db.rows(
        "SELECT * FROM line_change WHERE list_id = ? AND revision = ? AND batch = ? AND undone = ? ORDER BY n",
        *(the_list.id, the_list.revision, batch, False),
    )


def _and_else(the_list: TheList, batch: int, at: dt.datetime) -> list[db.Step]:
    return [step for steps in TAKEN_BACK for step in steps(the_list.id, batch, at)]


async def _undo_cells(the_list: TheList, changes: list[db.Row], by: Principal) -> Saved:
    """Cells as they were, and people who came with them (from a file) gone."""
    lines = await queries.lines_by_number(the_list, sorted({change["n"] for change in changes}))
    came = [change for change in changes if change["field"] == "person"]
    people = [_as_it_came(lines.pop(change["n"], None), change) for change in came]
    cells = [change for change in changes if change["field"] != "person"]
    at, after = clock.now(), dict(lines)
    for change in cells:
        after[change["n"]] = _before(after.get(change["n"]), change)
    steps, delta = [], NOTHING
    for n, old in lines.items():
        new = judged(after[n], comment_required=the_list.policy.comment_required)
        new = after[n] = msgspec.structs.replace(new, version=old.version + 1)
        steps.append(update_line(the_list, old, new))
        delta = delta.plus(counted(new)).minus(counted(old))
    steps += [_mark(change, after[change["n"]], at) for change in cells]
    for person in people:
        steps += removal_steps(the_list, person, by, undone=True)
        delta = delta.minus(counted(person))
    steps += [db.Step(USED_UP, (True, change["id"])) for change in came]
    steps += _and_else(the_list, changes[0]["batch"], at)
    saved = await write(the_list, steps, delta, after, at)
    if saved is None:
        raise Conflict("line.changed_by_other", n=changes[0]["n"])
    return saved._replace(people=bool(people))


def _as_it_came(line: Line | None, change: db.Row) -> Line:
    """Somebody who was put there, if nothing is changed since."""
    if line is None or line.version != change["line_version"]:
        raise Conflict("line.changed_by_other", n=change["n"])
    return line


def _before(line: Line | None, change: db.Row) -> Line:
    """The line with the changed cell as it was, if the cell still is as the change left it."""
    if line is None or said(line, change["field"]) != opened(change, "new"):
        raise Conflict("line.changed_by_other", n=change["n"])
    return put_back(line, change["field"], opened(change, "previous"))


def _mark(change: db.Row, now: Line, at: dt.datetime) -> db.Step:
    """Within a row of ten minutes there may be an older value yet to go back to; then the change is not used up."""
    used_up = opened(change, "previous") == opened(change, "old")
    return db.Step(MARK, (used_up, now.version, at, change["id"]))


async def _undo_person(the_list: TheList, change: db.Row, by: Principal) -> Saved:
    also = [db.Step(USED_UP, (True, change["id"])), *_and_else(the_list, change["batch"], clock.now())]
    if change["new"] is None:
        gone = msgspec.json.decode(opened(change, "previous") or "", type=Line)
        return await put_back_person(the_list, gone, by=by, also=also)
    lines = await queries.lines_by_number(the_list, [change["n"]])
    if change["n"] not in lines:
        raise Conflict("line.gone", n=change["n"])
    return await remove_person(the_list, lines[change["n"]], by=by, also=also)
