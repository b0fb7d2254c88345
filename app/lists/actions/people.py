"""Adding people to an open list, and taking added ones away again."""

from collections.abc import Sequence

import msgspec

from app import clock, db
from app.accounts.principal import Principal
from app.crypto import blind_index, seal
from app.errors import Closed, Conflict, Forbidden, Invalid
from app.lists import queries
from app.lists.actions.edit import INSERT_CHANGE, TRIES, Saved, write
from app.lists.line import Line, judged
from app.lists.the_list import TheList
from app.lists.totals import NOTHING, counted
from app.values.names import name_fold

INSERT_LINE = """INSERT INTO deduction_line (id, list_id, n, union_id, employer_id, member_id, member_no, name,
 name_fold, national_id, national_id_index, deducted, end_on, end_reason, comment, origin, status, problem, version)
 SELECT ?, ?, next_line, ?, ?, CAST(? AS BIGINT), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM deduction_list
 WHERE id = ? AND next_line = ? AND state = 'OPEN' RETURNING n"""
REINSERT_LINE = INSERT_LINE.replace("next_line, ?", "CAST(? AS BIGINT), ?", 1).replace("next_line = ?", "next_line > ?")
NEXT_LINE = "UPDATE deduction_list SET next_line = next_line + 1 WHERE id = ? AND next_line = ? RETURNING next_line"
DELETE_LINE = (
    "DELETE FROM deduction_line WHERE list_id = ? AND n = ? AND version = ? AND origin <> 'PREFILLED' RETURNING n"
)


async def add_person(
    the_list: TheList,
    *,
    national_id: str,
    name: str,
    deducted: int,
    member_no: str = "",
    comment: str = "",
    origin: str = "ADDED",
    by: Principal,
) -> Saved:
    """Put a person on the list.  `deducted` in øre; the national id is checked by the caller.

    No name or amount is ever filled in from the register (`decisions.md` 34).  Raises Invalid when the person is on
    this list already, with the line's number, and Closed when the list is sent.
    """
    for _ in range(TRIES):
        if not the_list.is_open:
            raise Closed("list.closed")
        await refuse_twice(the_list, national_id)
        number = await db.value("SELECT next_line FROM deduction_list WHERE id = ?", the_list.id)
        line = Line(
            id=db.new_id(),
            n=number,
            name=name,
            member_no=member_no,
            national_id=national_id,
            deducted=deducted,
            comment=comment or None,
            origin=origin,
        )
        line = judged(line, comment_required=the_list.policy.comment_required)
        saved = await _insert(the_list, line, by)
        if saved is not None:
            return saved
        the_list = await queries.list_for(by, the_list.employer_id, the_list.id)
    raise Conflict("list.busy")


async def refuse_twice(the_list: TheList, national_id: str) -> None:
    """Raises Invalid, with the line's number, when somebody with this id is on the list."""
    index = blind_index("national_id", the_list.union_id, national_id)
    there = await db.row(
        """SELECT i.n, i.name FROM deduction_line i LEFT JOIN member m ON m.id = i.member_id
 WHERE i.list_id = ? AND (i.national_id_index = ? OR m.national_id_index = ?)""",
        the_list.id,
        index,
        index,
    )
    if there is not None:
        raise Invalid("person.there_already", n=there["n"], name=there["name"])


async def _insert(the_list: TheList, line: Line, by: Principal) -> Saved | None:
    return await write(the_list, insert_steps(the_list, line, by), counted(line), {line.n: line}, clock.now())


def insert_steps(the_list: TheList, line: Line, by: Principal, batch: int | None = None) -> list[db.Step]:
    """The line itself, the next one's number, and the history's row, of a batch of its own unless told."""
    return [
        db.Step(INSERT_LINE, (*_values(the_list, line), the_list.id, line.n), must=True),
        db.Step(NEXT_LINE, (the_list.id, line.n), must=True),
        remember_person(the_list, None, line, by, batch=batch),
    ]


def _values(the_list: TheList, line: Line) -> tuple[object, ...]:
    number = line.national_id
    return (
        line.id,
        the_list.id,
        the_list.union_id,
        the_list.employer_id,
        line.member_id,
        line.member_no,
        line.name,
        name_fold(line.name),
        seal(number, f"deduction_line|national_id|{line.id}") if number else None,
        blind_index("national_id", the_list.union_id, number) if number else None,
        line.deducted,
        line.end_on,
        line.end_reason,
        seal(line.comment, f"deduction_line|comment|{line.id}") if line.comment else None,
        line.origin,
        line.status,
        line.problem,
        line.version,
    )


async def remove_person(the_list: TheList, line: Line, *, by: Principal, also: Sequence[db.Step] = ()) -> Saved:
    """Take an added person away again, and do `also` with it.

    Raises Forbidden for one whom the register put there: those get 0,00 or an end date; Conflict when the line was
    changed meanwhile.
    """
    if not the_list.is_open:
        raise Closed("list.closed")
    if not line.is_added:
        raise Forbidden("line.prefilled_stays")
    steps = [*removal_steps(the_list, line, by, undone=bool(also)), *also]
    saved = await write(the_list, steps, NOTHING.minus(counted(line)), {}, clock.now())
    if saved is None:
        raise Conflict("line.changed_by_other", n=line.n)
    return saved._replace(people=True)


def removal_steps(the_list: TheList, line: Line, by: Principal, *, undone: bool = False) -> list[db.Step]:
    """The line gone, and the history's row."""
    return [
        db.Step(DELETE_LINE, (the_list.id, line.n, line.version), must=True),
        remember_person(the_list, line, None, by, undone=undone),
    ]


async def put_back_person(the_list: TheList, line: Line, *, by: Principal, also: Sequence[db.Step] = ()) -> Saved:
    """Undo a removal: the person stands where it stood."""
    line = msgspec.structs.replace(line, id=db.new_id(), version=line.version + 1)
    line_id, list_id, *rest = _values(the_list, line)
    values = (line_id, list_id, line.n, *rest)
    steps = [
        db.Step(REINSERT_LINE, (*values, the_list.id, line.n), must=True),
        remember_person(the_list, None, line, by, undone=True),
        *also,
    ]
    saved = await write(the_list, steps, counted(line), {line.n: line}, clock.now())
    if saved is None:
        raise Conflict("list.busy")
    return saved._replace(people=True)


def remember_person(
    the_list: TheList,
    old: Line | None,
    new: Line | None,
    by: Principal,
    *,
    undone: bool = False,
    batch: int | None = None,
) -> db.Step:
    """The history's row of somebody put there or taken away, one of them None."""
    line = new or old
    assert line is not None  # noqa: S101 - one of the two is always given
    at = clock.now()
    row = db.new_id()
    text = seal(msgspec.json.encode(line).decode(), f"line_change|value|{row}")
    before, after = (text, None) if new is None else (None, text)
    place = (row, the_list.id, line.n, the_list.union_id, the_list.employer_id, the_list.revision, "person")
    who = (by.kind, by.id, by.label, at, at, batch or db.new_id(), undone)
    return db.Step(INSERT_CHANGE, (*place, before, before, after, line.version, *who))
