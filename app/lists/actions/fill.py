"""Filling an open list with what was read elsewhere: many lines at once, as if typed, in the caller's transaction."""

import datetime as dt
from collections.abc import Mapping, Sequence

import msgspec

from app import clock, db
from app.accounts.principal import Principal
from app.errors import Closed, Conflict
from app.lists import queries
from app.lists.actions.edit import INSERT_CHANGE, UPDATE_LINE, UPDATE_LIST, remember, update_line
from app.lists.actions.people import insert_steps, refuse_twice
from app.lists.change import changed_fields
from app.lists.line import Line, judged
from app.lists.the_list import TheList
from app.lists.totals import NOTHING, counted

LOCK = "UPDATE deduction_list SET version = version WHERE id = ? AND state = 'OPEN' AND version = ? RETURNING next_line"


async def fill(
    the_list: TheList,
    *,
    seen: int,
    amounts: Mapping[int, int],
    ends: Mapping[int, tuple[dt.date, str] | None],
    comments: Mapping[int, str],
    people: Sequence[Line],
    by: Principal,
    batch: int,
) -> None:
    """Set amounts (øre), ends (None takes one away) and comments by line number, and put `people` on the list.

    `batch` is kept in the history as what they come from: so they can be told from what is typed, and be taken out
    again (`undo`).

    `seen` is the list's version that the values were made for.  A transaction must be open, so that this and what it
    comes from are one.  Raises Conflict when the list has changed since, Closed when it is sent, Invalid for somebody
    who is on the list already.
    """
    locked = await db.row(LOCK, the_list.id, seen)
    if locked is None:
        now = await queries.list_for(by, the_list.employer_id, the_list.id)
        raise Conflict("list.changed_since_shown") if now.is_open else Closed("list.closed")
    at, delta = clock.now(), NOTHING
    updates, history = [], []
    for old in await queries.lines_of(the_list):
        new = _edited(the_list, old, amounts, ends, comments)
        fields = changed_fields(old, new)
        if fields:
            new = msgspec.structs.replace(new, version=old.version + 1)
            delta = delta.plus(counted(new)).minus(counted(old))
            updates.append(update_line(the_list, old, new).args)
            history += [remember(the_list, old, new, field, by, at, batch, apart=True).args for field in fields]
    await db.many(UPDATE_LINE.removesuffix(" RETURNING version"), updates)
    await db.many(INSERT_CHANGE, history)
    for n, person in enumerate(people, locked["next_line"]):
        await refuse_twice(the_list, person.national_id or "")
        line = msgspec.structs.replace(person, id=db.new_id(), n=n)
        line = judged(line, comment_required=the_list.policy.comment_required)
        for step in insert_steps(the_list, line, by, batch):
            if not await db.rows(step.sql, *step.args) and step.must:
                raise Conflict("list.busy")
        delta = delta.plus(counted(line))
    if await db.row(UPDATE_LIST, at, *delta, the_list.id) is None:
        raise Closed("list.closed")


def _edited(
    the_list: TheList,
    old: Line,
    amounts: Mapping[int, int],
    ends: Mapping[int, tuple[dt.date, str] | None],
    comments: Mapping[int, str],
) -> Line:
    new = msgspec.structs.replace(
        old, deducted=amounts.get(old.n, old.deducted), comment=comments.get(old.n, old.comment) or None
    )
    if old.n in ends:
        on, reason = ends[old.n] or (None, None)
        new = msgspec.structs.replace(new, end_on=on, end_reason=reason)
    return judged(new, comment_required=the_list.policy.comment_required)
