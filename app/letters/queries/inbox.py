"""The letters that an employer's user may see: `letters_of` and `letter_for` are the only doors.

Whoever may act on the agreement sees its letters; one to the employer as a whole is seen at each of its agreements with
that union.  A letter whose day has come is not there, whether or not the night has been.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from app import db
from app.accounts.principal import Principal
from app.errors import NotFound
from app.letters.letter import PAGE, Count, Letter, View

COLUMNS = """l.id, l.union_id, u.name AS union_name, l.employer_id, l.agreement_id,
 COALESCE(a.name, '') AS agreement_name, l.kind, l.title, l.file_id,
 l.size, l.created_at, l.erase_on, l.downloaded_at, l.downloaded_by"""
JOINED = "letter l JOIN trade_union u ON u.id = l.union_id LEFT JOIN agreement a ON a.id = l.agreement_id"
HELD = """l.employer_id = ? AND l.erase_on > ? AND l.erased_at IS NULL AND EXISTS (SELECT 1 FROM access_grant g
 WHERE g.user_id = ? AND g.employer_id = l.employer_id AND g.union_id = l.union_id
 AND (l.agreement_id IS NULL OR g.agreement_id = l.agreement_id))"""
ORDER = "CASE WHEN l.downloaded_at IS NULL THEN 0 ELSE 1 END, l.created_at DESC, l.id DESC"


def _holds(by: Principal, employer_id: int, today: dt.date) -> list[Any]:
    """The values of HELD.  Raises NotFound for whoever is no employer's user."""
    if by.kind != "user":
        raise NotFound("letter.not_found")
    return [employer_id, today, by.id]


async def counted(by: Principal, employer_id: int, today: dt.date) -> list[Count]:
    """How many letters there are, by union and kind."""
    found = await db.rows(
        f"""SELECT l.union_id, u.name AS union_name, l.kind, COUNT(*) AS total,
 COUNT(CASE WHEN l.downloaded_at IS NULL THEN 1 END) AS new
 FROM letter l JOIN trade_union u ON u.id = l.union_id WHERE {HELD}
 GROUP BY l.union_id, u.name, l.kind ORDER BY u.name, l.union_id, l.kind""",  # noqa: S608
        *_holds(by, employer_id, today),
    )
    return [Count(**one) for one in found]


async def letters_of(by: Principal, employer_id: int, today: dt.date, view: View) -> list[Letter]:
    """A page of them: new ones first, then those that have been downloaded, each newest first."""
    sql, values = HELD, _holds(by, employer_id, today)
    if view.union_id:
        sql, values = f"{sql} AND l.union_id = ?", [*values, view.union_id]
    if view.kind:
        sql, values = f"{sql} AND l.kind = ?", [*values, view.kind]
    found = await db.rows(
        f"SELECT {COLUMNS} FROM {JOINED} WHERE {sql} ORDER BY {ORDER} LIMIT ? OFFSET ?",  # noqa: S608
        *(*values, PAGE, (view.page - 1) * PAGE),
    )
    return [Letter(**one) for one in found]


async def some_letters(
    by: Principal, employer_id: int, today: dt.date, ids: Sequence[int] | None, most: int
) -> list[Letter]:
    """Some of them, or all new ones.  Raises NotFound when one is not there."""
    sql, values = HELD, _holds(by, employer_id, today)
    if ids is None:
        sql = f"{sql} AND l.downloaded_at IS NULL"
    else:
        sql, values = f"{sql} AND l.id IN ({db.marks(len(ids))})", [*values, *ids]
    found = await db.rows(f"SELECT {COLUMNS} FROM {JOINED} WHERE {sql} ORDER BY {ORDER} LIMIT ?", *values, most)  # noqa: S608
    if ids is not None and len(found) < len(set(ids)):
        raise NotFound("letter.not_found")
    return [Letter(**one) for one in found]


async def letter_for(by: Principal, employer_id: int, letter_id: int, today: dt.date) -> Letter:
    """One letter.  Raises NotFound, also for one that is erased or somebody else's."""
    (found,) = await some_letters(by, employer_id, today, [letter_id], 1)
    return found


async def new_at(by: Principal, employer_id: int, today: dt.date) -> int:
    """How many letters nobody has downloaded: the count in the menu."""
    if by.kind != "user":
        return 0
    sql = f"SELECT COUNT(*) AS new FROM letter l WHERE {HELD} AND l.downloaded_at IS NULL"  # noqa: S608
    found = await db.row_by_key(sql, employer_id, today, by.id)
    return int(found["new"]) if found else 0
