"""Making lists: for all of a union's agreements in a period, or for one when its employer wants to deliver.

Lists come in batches, each in a transaction of its own.  A list that is there is not made twice: cut off, the making
is simply started again.  Made again before it is sent, a list takes in what is new (`decisions.md` 4).
"""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from app import clock, db
from app.accounts.principal import Principal
from app.audit.actions import record
from app.crypto import seal
from app.errors import Conflict, Invalid, NotFound
from app.lists.line import Line
from app.lists.numbers import NOTHING_BEFORE, Before, Numbers, Refreshed, invoiced, prefilled, refreshed
from app.lists.periods import choices
from app.lists.sign_in import make_code
from app.lists.totals import NOTHING, Counters, counted, summed
from app.members.queries import expected_at, with_orders
from app.unions.policies import Policy
from app.unions.queries import TheUnion, union_by_id
from app.values.bank_days import due_date
from app.values.names import name_fold
from app.values.period import parse_period, previous_period

BATCH = 100
TRIES = 3
GROWN = {1, 10, 50}
"""After so many batches PostgreSQL should look anew at how large the tables are: it plans by that."""

COUNTERS = Counters._fields
LIST = (
    *("id", "union_id", "employer_id", "agreement_id", "period", "list_number", "invoiced", "kid", "due_on", "made_at"),
    *("next_line", "sign_in_code", *COUNTERS),
)
FILLED = (
    *("member_no", "name", "name_fold", "dues", "insurance", "ou", "local", "expected", "floor", "cap", "last_month"),
    *("deducted", "end_on", "end_reason", "status", "problem"),
)
LINE = ("id", "list_id", "n", "union_id", "employer_id", "member_id", *FILLED)
READ = "id, list_id, n, member_id, member_no, name, dues, insurance, ou, local, expected, floor, cap, last_month," + (
    " deducted, end_on, end_reason, origin, status, problem, version"
)
INSERT_LINE = f"INSERT INTO deduction_line ({', '.join(LINE)}) VALUES ({db.marks(len(LINE))})"  # noqa: S608
UPDATE_LINE = f"""UPDATE deduction_line SET {", ".join(f"{name} = ?" for name in FILLED)}
 WHERE id = ? AND version = 1 RETURNING id"""  # noqa: S608
DELETE_LINE = "DELETE FROM deduction_line WHERE id = ? AND version = 1 RETURNING id"
UPDATE_LIST = f"""UPDATE deduction_list SET version = version + 1, next_line = next_line + ?, invoiced = ?,
 {", ".join(f"{name} = {name} + ?" for name in COUNTERS)}
 WHERE id = ? AND next_line = ? AND state = 'OPEN' AND revision = 1 RETURNING id"""  # noqa: S608

Progress = Callable[[str, int, int], None]


class Made(msgspec.Struct, kw_only=True):
    """What making did.  `lists` are new, with `people` and `expected` øre; `unknown` people are in per cent.

    `refreshed` lists were there and have changed, `same` were there and have not, `kept` are sent, settled or reopened
    and left alone.
    """

    lists: int = 0
    people: int = 0
    expected: int = 0
    unknown: int = 0
    refreshed: int = 0
    same: int = 0
    kept: int = 0


def quiet(step: str, done: int, total: int) -> None:
    """Nobody looks on."""


async def make_lists(union: TheUnion, period: str, *, by: Principal, progress: Progress = quiet) -> Made:
    """A list for each of the union's agreements that has somebody to deduct for in the period, in the order of the
    employers' names; those that are there are brought up to date where nobody has touched them."""
    if parse_period(period) is None:
        raise Invalid("period.unreadable")
    wanted = await with_orders(union.id, period)
    wanted += await _open_without_orders(union.id, period, set(wanted))
    made = Made()
    for batch, start in enumerate(range(0, len(wanted), BATCH), 1):
        await _make_batch(union, wanted[start : start + BATCH], period, made)
        progress("lists", min(start + BATCH, len(wanted)), len(wanted))
        if batch in GROWN:
            await _count_anew()
    async with db.transaction():
        await record(
            "lists_made",
            by=by,
            object_kind="union",
            object_id=union.id,
            union_id=union.id,
            period=period,
            **msgspec.structs.asdict(made),
        )
    return made


async def make_list(agreement_id: int, period: str, *, by: Principal) -> int:
    """The agreement's list for the period, made if there is none; answers its id.

    The caller has shown that `by` may act on the agreement.  Raises NotFound for a period that cannot be delivered:
    the last 24 months up to the next one (`decisions.md` 3).
    """
    if period not in choices(clock.today()):
        raise NotFound("period.not_found")
    found = await db.row("SELECT union_id, employer_id FROM agreement WHERE id = ?", agreement_id)
    if found is None:
        raise NotFound("agreement.not_found")
    union = await union_by_id(found["union_id"])
    async with db.transaction():
        made = await _make_new(union, [agreement_id], period)
        there = (await _lists_at([agreement_id], period))[agreement_id]
        if made:
            await record(
                "list_made",
                by=by,
                object_kind="list",
                object_id=there["id"],
                union_id=union.id,
                employer_id=found["employer_id"],
                period=period,
                people=made[agreement_id].people,
            )
    return int(there["id"])


async def _make_batch(union: TheUnion, agreement_ids: Sequence[int], period: str, made: Made) -> None:
    there = await _lists_at(agreement_ids, period)
    if new := [one for one in agreement_ids if one not in there]:
        for totals in (await _make_new(union, new, period)).values():
            made.lists += 1
            made.people += totals.people
            made.expected += totals.expected
            made.unknown += totals.unknown
    again = [one for one in there.values() if one["state"] == "OPEN" and one["revision"] == 1 and not one["to_key"]]
    made.kept += len(there) - len(again)
    if again:
        changed = await _make_again(union.policy, again, period)
        made.refreshed += changed
        made.same += len(again) - changed


async def _lists_at(agreement_ids: Sequence[int], period: str) -> dict[int, db.Row]:
    found = await db.rows(
        f"""SELECT id, agreement_id, union_id, employer_id, state, revision, to_key, next_line FROM deduction_list
 WHERE agreement_id IN ({db.marks(len(agreement_ids))}) AND period = ?""",  # noqa: S608
        *agreement_ids,
        period,
    )
    return {one["agreement_id"]: one for one in found}


async def _open_without_orders(union_id: int, period: str, known: set[int]) -> list[int]:
    """Lists of agreements where nobody is left: their untouched lines go."""
    found = await db.rows(
        "SELECT agreement_id FROM deduction_list WHERE union_id = ? AND period = ? AND state = 'OPEN' AND people > 0",
        union_id,
        period,
    )
    return [one["agreement_id"] for one in found if one["agreement_id"] not in known]


async def _fresh_lines(agreement_ids: Sequence[int], period: str, policy: Policy) -> dict[int, list[Line]]:
    """The lines that lists of these agreements would be made with now, in order, not numbered."""
    before = await _before(agreement_ids, period)
    fresh: dict[int, list[Line]] = {one: [] for one in agreement_ids}
    for expected in await expected_at(agreement_ids, period):
        known = before.get((expected.agreement_id, expected.member_id), NOTHING_BEFORE)
        fresh[expected.agreement_id].append(prefilled(expected, known, period, policy))
    return fresh


async def _before(agreement_ids: Sequence[int], period: str) -> dict[tuple[int, int], Before]:
    """What each agreement's latest earlier list says of its members."""
    found = await db.rows(
        f"""SELECT l.agreement_id, l.period, i.member_id, i.deducted, i.end_on, i.end_reason
 FROM deduction_list l JOIN deduction_line i ON i.list_id = l.id
 WHERE l.agreement_id IN ({db.marks(len(agreement_ids))}) AND i.member_id IS NOT NULL AND l.period =
 (SELECT MAX(p.period) FROM deduction_list p WHERE p.agreement_id = l.agreement_id AND p.period < ?)""",  # noqa: S608
        *agreement_ids,
        period,
    )
    last = previous_period(period)
    return {
        (one["agreement_id"], one["member_id"]): Before(
            one["deducted"] if one["period"] == last else None, one["end_on"], one["end_reason"]
        )
        for one in found
    }


async def _make_new(union: TheUnion, agreement_ids: Sequence[int], period: str) -> dict[int, Counters]:
    """The lists of those of these agreements that have none; what each adds up to."""
    fresh = await _fresh_lines(agreement_ids, period, union.policy)
    async with db.transaction(durable=False):
        # writing the union's row locks it: whoever else makes its lists waits here, and then sees ours
        following = await db.value(
            "UPDATE trade_union SET next_list_number = next_list_number WHERE id = ? RETURNING next_list_number",
            union.id,
        )
        there = await _lists_at(agreement_ids, period)
        new = [one for one in await _agreements(agreement_ids) if one["id"] not in there]
        numbers = Numbers(following, union.policy)
        lists, lines, fixed = _as_rows(union, period, new, fresh, numbers)
        await db.copy_in("deduction_list", LIST, lists)
        await db.copy_in("deduction_line", LINE, lines)
        if fixed:
            await db.many("UPDATE agreement SET kid = ? WHERE id = ?", fixed)
        await db.execute("UPDATE trade_union SET next_list_number = ? WHERE id = ?", numbers.following, union.id)
    return {one["id"]: summed(fresh[one["id"]]) for one in new}


async def _agreements(agreement_ids: Sequence[int]) -> list[db.Row]:
    """In the order asked for, which is the order of their lists' numbers."""
    found = await db.rows(
        f"SELECT id, employer_id, kid_per, kid FROM agreement WHERE id IN ({db.marks(len(agreement_ids))})",  # noqa: S608
        *agreement_ids,
    )
    by_id = {one["id"]: one for one in found}
    return [by_id[one] for one in agreement_ids]


Rows = list[tuple[Any, ...]]


def _as_rows(
    union: TheUnion, period: str, agreements: list[db.Row], fresh: dict[int, list[Line]], numbers: Numbers
) -> tuple[Rows, Rows, Rows]:
    """Lists and lines ready for their tables, and the KIDs that agreements are given for good: (kid, agreement)."""
    at, due = clock.now(), due_date(period, union.policy.due_day, union.policy.due_months)
    list_ids = db.new_ids(len(agreements))
    line_ids = iter(db.new_ids(sum(len(fresh[one["id"]]) for one in agreements)))
    lists: Rows = []
    lines: Rows = []
    fixed: Rows = []
    for list_id, agreement in zip(list_ids, agreements, strict=True):
        number, kid = _numbered(agreement, numbers)
        if agreement["kid_per"] == "AGREEMENT" and not agreement["kid"]:
            fixed.append((kid, agreement["id"]))
        place = (union.id, agreement["employer_id"])
        theirs = fresh[agreement["id"]]
        totals = summed(theirs)
        code = seal(make_code(), f"deduction_list|sign_in_code|{list_id}")
        named = (list_id, *place, agreement["id"], period, number, invoiced(totals), kid, due, at)
        lists.append((*named, len(theirs) + 1, code, *totals))
        for n, line in enumerate(theirs, 1):
            lines.append((next(line_ids), list_id, n, *place, line.member_id, *_filled(line)))
    return lists, lines, fixed


def _numbered(agreement: db.Row, numbers: Numbers) -> tuple[int, str]:
    try:
        if agreement["kid_per"] == "LIST":
            return numbers.with_kid()
        return numbers.plain(), agreement["kid"] or numbers.with_kid()[1]
    except ValueError as no:
        raise Invalid("kid.too_short") from no


def _filled(line: Line) -> tuple[Any, ...]:
    return tuple(name_fold(line.name) if name == "name_fold" else getattr(line, name) for name in FILLED)


async def _make_again(policy: Policy, lists: list[db.Row], period: str) -> int:
    """Bring lists up to date; how many of them have changed."""
    fresh = await _fresh_lines([one["agreement_id"] for one in lists], period, policy)
    there = await _lines_there([one["id"] for one in lists])
    changed = 0
    for one in lists:
        changed += await _refresh(one, period, there.get(one["id"], []), fresh[one["agreement_id"]])
    return changed


async def _refresh(the_list: db.Row, period: str, there: list[Line], fresh: list[Line]) -> bool:
    for _ in range(TRIES):
        known = await _added_members(the_list["id"]) if any(line.is_added for line in there) else set()
        todo = refreshed(there, fresh, known)
        if todo.is_nothing:
            return False
        if await db.together(*_steps(the_list, there, todo), durable=False) is not None:
            return True
        again = (await _lists_at([the_list["agreement_id"]], period)).get(the_list["agreement_id"])
        if again is None or again["state"] != "OPEN" or again["revision"] != 1:
            return False
        the_list = again
        there = (await _lines_there([the_list["id"]])).get(the_list["id"], [])
    raise Conflict("list.busy")


def _steps(the_list: db.Row, there: list[Line], todo: Refreshed) -> list[db.Step]:
    """The lines that change, then the list's counters; the whole of it only if nobody was quicker."""
    place = (the_list["union_id"], the_list["employer_id"])
    numbers = range(the_list["next_line"], the_list["next_line"] + len(todo.new))
    new = [
        (line_id, the_list["id"], n, *place, line.member_id, *_filled(line))
        for line_id, n, line in zip(db.new_ids(len(todo.new)), numbers, todo.new, strict=True)
    ]
    delta = NOTHING
    for old, now in todo.changed:
        delta = delta.plus(counted(now)).minus(counted(old))
    delta = delta.plus(summed(todo.new)).minus(summed(todo.gone))
    after = summed(there).plus(delta)
    changes: list[tuple[int, db.Step]] = [
        *((now.n, db.Step(UPDATE_LINE, (*_filled(now), now.id), must=True)) for _, now in todo.changed),
        *((line.n, db.Step(DELETE_LINE, (line.id,), must=True)) for line in todo.gone),
    ]
    return [
        *(step for _, step in sorted(changes, key=lambda one: one[0])),
        *(db.Step(INSERT_LINE, values) for values in new),
        db.Step(
            UPDATE_LIST,
            (len(new), invoiced(after), *delta, the_list["id"], the_list["next_line"]),
            must=True,
        ),
    ]


async def _lines_there(list_ids: Sequence[int]) -> dict[int, list[Line]]:
    """The lines of these lists as far as making again looks at them: without comments and national ids."""
    found = await db.rows(
        f"""SELECT {READ} FROM deduction_line WHERE list_id IN ({db.marks(len(list_ids))}) ORDER BY list_id, n""",  # noqa: S608
        *list_ids,
    )
    there: dict[int, list[Line]] = {}
    for one in found:
        there.setdefault(one.pop("list_id"), []).append(Line(**one))
    return there


async def _added_members(list_id: int) -> set[int]:
    """Members of the register whom the employer has added to the list by their national id."""
    found = await db.rows(
        """SELECT m.id FROM deduction_line i
 JOIN member m ON m.union_id = i.union_id AND m.national_id_index = i.national_id_index
 WHERE i.list_id = ? AND i.origin <> 'PREFILLED'""",
        list_id,
    )
    return {one["id"] for one in found}


async def _count_anew() -> None:
    if db.POSTGRES:
        for table in ("deduction_list", "deduction_line"):
            await db.execute(f"ANALYZE {table}")
