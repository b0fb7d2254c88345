"""Notices of start, change and stop: the employer's table, staff's, and what orders say against what was told."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from app import db
from app.accounts.principal import Principal
from app.crypto import unseal
from app.errors import NotFound
from app.letters.notices import Notice, Order, age_limits, terms_of
from app.letters.words import usual

COLUMNS = """n.id, n.union_id, u.name AS union_name, n.employer_id, e.name AS employer_name, e.orgnr, a.employer_ref,
 n.agreement_id, m.member_no, m.name, m.national_id, n.member_id, n.kind, n.on_day, n.terms, n.letter_id, n.made_at,
 n.done_at, n.done_by"""
JOINED = """notice n JOIN trade_union u ON u.id = n.union_id JOIN employer e ON e.id = n.employer_id
 JOIN agreement a ON a.id = n.agreement_id JOIN member m ON m.id = n.member_id"""
HELD = """n.employer_id = ? AND EXISTS (SELECT 1 FROM access_grant g WHERE g.user_id = ?
 AND g.agreement_id = n.agreement_id)"""
PAGE = 100


def _notice(row: dict[str, Any]) -> Notice:
    member_id, sealed = row.pop("member_id"), row["national_id"]
    row["national_id"] = unseal(sealed, f"member|national_id|{member_id}") if sealed else None
    return Notice(**row)


def _user(by: Principal) -> int:
    if by.kind != "user":
        raise NotFound("letter.not_found")
    return by.id


async def notices_of(
    by: Principal, employer_id: int, *, done: bool, limit: int = PAGE, offset: int = 0
) -> list[Notice]:
    """An employer's notices: those that wait, oldest first, or those that are done, newest first."""
    order = "n.done_at DESC, n.id" if done else "n.made_at, n.agreement_id, n.kind, m.name_sort, n.id"
    found = await db.rows(
        f"""SELECT {COLUMNS} FROM {JOINED} WHERE {HELD} AND n.done_at IS {"NOT NULL" if done else "NULL"}
 ORDER BY {order} LIMIT ? OFFSET ?""",  # noqa: S608
        *(employer_id, _user(by), limit, offset),
    )
    return [_notice(one) for one in found]


async def how_many(by: Principal, employer_id: int) -> tuple[int, int]:
    """How many wait, and how many are done."""
    found = await db.row(
        f"SELECT COUNT(*) AS n, COUNT(n.done_at) AS done FROM notice n WHERE {HELD}",  # noqa: S608
        *(employer_id, _user(by)),
    )
    assert found is not None  # noqa: S101 - a count has a row
    return found["n"] - found["done"], found["done"]


async def theirs(by: Principal, employer_id: int, ids: Sequence[int]) -> list[tuple[int, int]]:
    """Id and union of these notices.  Raises NotFound when one is not theirs."""
    if not ids:
        return []
    found = await db.rows(
        f"SELECT n.id, n.union_id FROM notice n WHERE {HELD} AND n.id IN ({db.marks(len(ids))})",  # noqa: S608
        *(employer_id, _user(by), *ids),
    )
    if len(found) < len(set(ids)):
        raise NotFound("notice.not_found")
    return [(one["id"], one["union_id"]) for one in found]


class AgeCount(NamedTuple):
    """How many notices have waited so long."""

    name: str
    number: int


async def ages(unions: list[int], now: dt.datetime) -> list[AgeCount]:
    """How long the notices of these unions have waited that nobody has ticked off."""
    limits = age_limits(now)
    found = await db.row(
        f"""SELECT COUNT(CASE WHEN made_at >= ? THEN 1 END) AS fresh,
 COUNT(CASE WHEN made_at < ? AND made_at >= ? THEN 1 END) AS waiting, COUNT(CASE WHEN made_at < ? THEN 1 END) AS old
 FROM notice WHERE done_at IS NULL AND union_id IN ({db.marks(len(unions))})""",  # noqa: S608
        *(limits["fresh"][0], limits["waiting"][1], limits["waiting"][0], limits["old"][1], *unions),
    )
    return [AgeCount(name, (found or {}).get(name, 0)) for name in ("fresh", "waiting", "old")]


async def waiting_at(unions: list[int], now: dt.datetime, age: str, limit: int = PAGE, offset: int = 0) -> list[Notice]:
    """Notices that wait, the longest first; of one age, or with '' all."""
    since, before = age_limits(now).get(age, (None, None))
    sql, values = f"n.done_at IS NULL AND n.union_id IN ({db.marks(len(unions))})", list[Any](unions)
    for limit_at, sign in ((since, ">="), (before, "<")):
        if limit_at is not None:
            sql, values = f"{sql} AND n.made_at {sign} ?", [*values, limit_at]
    found = await db.rows(
        f"""SELECT {COLUMNS} FROM {JOINED} WHERE {sql}
 ORDER BY n.made_at, n.employer_id, m.name_sort, n.id LIMIT ? OFFSET ?""",  # noqa: S608
        *(*values, limit, offset),
    )
    return [_notice(one) for one in found]


async def told_unions(unions: Sequence[int]) -> dict[int, dict[str, Any]]:
    """By id: the unions whose employers are told of orders."""
    found = await db.rows(f"SELECT * FROM told_union WHERE id IN ({db.marks(len(unions))})", *unions)  # noqa: S608
    return {one["id"]: one for one in found}


async def agreements_after(union_id: int, after: int, limit: int) -> list[dict[str, Any]]:
    """Agreements of the union in the order of their ids, with where their letters go."""
    return await db.rows(
        """SELECT a.id, a.employer_id, a.employer_ref, e.name, e.orgnr, e.address, e.postcode, e.city
 FROM agreement a JOIN employer e ON e.id = a.employer_id WHERE a.union_id = ? AND a.id > ? ORDER BY a.id LIMIT ?""",
        *(union_id, after, limit),
    )


Known = dict[tuple[int, int], list[Order]]
"""By agreement and member."""


async def orders_at(agreements: Sequence[int]) -> Known:
    """All orders there, by start."""
    found = await db.rows(
        f"""SELECT agreement_id, member_id, starts, ends, basis, dues + insurance + ou + local AS amount, rate, floor,
 cap FROM deduction_order WHERE agreement_id IN ({db.marks(len(agreements))})
 ORDER BY agreement_id, member_id, starts""",  # noqa: S608
        *agreements,
    )
    known: Known = {}
    for one in found:
        terms = terms_of(one["basis"], one["amount"], one["rate"], one["floor"], one["cap"])
        order = Order(one["starts"], one["ends"], terms)
        known.setdefault((one["agreement_id"], one["member_id"]), []).append(order)
    return known


async def told_at(agreements: Sequence[int]) -> dict[tuple[int, int], Order]:
    """What was told last, by agreement and member."""
    found = await db.rows(
        f"""SELECT agreement_id, member_id, starts, ends, terms FROM told_order
 WHERE agreement_id IN ({db.marks(len(agreements))})""",  # noqa: S608
        *agreements,
    )
    return {(one["agreement_id"], one["member_id"]): Order(one["starts"], one["ends"], one["terms"]) for one in found}


async def people_named(members: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Member number, name and national id, by id."""
    found: dict[int, dict[str, Any]] = {}
    for start in range(0, len(members), 500):
        some = members[start : start + 500]
        rows = await db.rows(
            f"SELECT id, member_no, name, name_sort, national_id FROM member WHERE id IN ({db.marks(len(some))})",  # noqa: S608
            *some,
        )
        for one in rows:
            sealed = one["national_id"]
            one["national_id"] = unseal(sealed, f"member|national_id|{one['id']}") if sealed else ""
            found[one["id"]] = one
    return found


async def words_for(union_id: int, kind: str, language: str) -> tuple[str, str]:
    """Title and body of the union's letters of this kind; the portal's where it has none (in the language spoken)."""
    found = await db.row(
        "SELECT title, body FROM letter_template WHERE union_id = ? AND kind = ? AND language = ?",
        *(union_id, kind, language),
    )
    return (found["title"], found["body"]) if found else usual(kind)
