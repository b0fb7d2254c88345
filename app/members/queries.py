"""What we know of members: who is expected, where and when."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from app import db
from app.members.register import Kept, Terms
from app.members.survey import Agreements, Where
from app.values.period import first_day, last_day

TERMS = "o.ends, o.basis, o.dues, o.insurance, o.ou, o.local, o.rate, o.floor, o.cap"


class Expected(NamedTuple):
    """A member to be deducted at an agreement in a month, and what their order says (amounts in øre)."""

    agreement_id: int
    member_id: int
    member_no: str
    name: str
    name_fold: str
    starts: dt.date
    terms: Terms


async def expected_at(agreement_ids: Sequence[int], period: str) -> list[Expected]:
    """Who is to be deducted in the month at these agreements, by agreement and then in Norwegian order of surname.

    An order counts when start <= the month's last day and end (or none) >= its first.  A member with two such orders
    at one agreement stands once, with the later one: monthly dues are deducted once a month.
    """
    if not agreement_ids:
        return []
    found = await db.rows(
        f"""SELECT o.agreement_id, o.member_id, m.member_no, m.name, m.name_fold, o.starts, {TERMS}
 FROM deduction_order o JOIN member m ON m.id = o.member_id
 WHERE o.agreement_id IN ({db.marks(len(agreement_ids))}) AND o.starts <= ? AND (o.ends IS NULL OR o.ends >= ?)
 ORDER BY o.agreement_id, m.name_sort, m.member_no, o.member_id, o.starts DESC""",  # noqa: S608
        *agreement_ids,
        last_day(period),
        first_day(period),
    )
    expected: list[Expected] = []
    for one in found:
        newest = expected[-1] if expected else None
        if newest and (newest.agreement_id, newest.member_id) == (one["agreement_id"], one["member_id"]):
            continue
        expected.append(_expected(one))
    return expected


def _expected(found: dict[str, Any]) -> Expected:
    return Expected(
        found["agreement_id"],
        found["member_id"],
        found["member_no"],
        found["name"],
        found["name_fold"],
        found["starts"],
        terms_of(found),
    )


def terms_of(found: dict[str, Any]) -> Terms:
    """An order's terms, from a row with the columns of TERMS."""
    return Terms(
        found["ends"],
        found["basis"],
        found["dues"],
        found["insurance"],
        found["ou"],
        found["local"],
        found["rate"],
        found["floor"],
        found["cap"],
    )


async def with_orders(union_id: int, period: str) -> list[int]:
    """The union's agreements where anybody is to be deducted in the month, in the order of their employers' names."""
    found = await db.rows(
        """SELECT a.id FROM agreement a JOIN employer e ON e.id = a.employer_id
 WHERE a.union_id = ? AND EXISTS (SELECT 1 FROM deduction_order o WHERE o.agreement_id = a.id AND o.starts <= ?
 AND (o.ends IS NULL OR o.ends >= ?)) ORDER BY e.name_sort, e.orgnr, a.employer_ref""",
        union_id,
        last_day(period),
        first_day(period),
    )
    return [one["id"] for one in found]


async def agreements_of(union_id: int) -> Agreements:
    """The union's agreements, for finding those that a register file names."""
    agreements = Agreements()
    found = await db.rows(
        """SELECT a.id, a.employer_id, a.employer_ref, e.orgnr FROM agreement a JOIN employer e ON e.id = a.employer_id
 WHERE a.union_id = ?""",
        union_id,
    )
    for one in found:
        agreements.add((one["orgnr"], one["employer_ref"]), Where(one["id"], one["employer_id"]))
    return agreements


async def employers_by_orgnr(orgnrs: Sequence[str]) -> dict[str, int]:
    """The ids of those of these employers that are here."""
    found = await db.rows(f"SELECT id, orgnr FROM employer WHERE orgnr IN ({db.marks(len(orgnrs))})", *orgnrs)  # noqa: S608
    return {one["orgnr"]: one["id"] for one in found}


async def members_by_number(union_id: int, numbers: Sequence[str]) -> dict[str, Kept]:
    """Those of these members that the register has."""
    found = await db.rows(
        f"""SELECT id, member_no, name, national_id_index FROM member
 WHERE union_id = ? AND member_no IN ({db.marks(len(numbers))})""",  # noqa: S608
        union_id,
        *numbers,
    )
    return {one["member_no"]: Kept(one["id"], one["name"], one["national_id_index"]) for one in found}


async def orders_of(member_ids: Sequence[int]) -> list[db.Row]:
    """All orders of these members: id, member_id, agreement_id, starts and the columns of TERMS."""
    if not member_ids:
        return []
    return await db.rows(
        f"""SELECT o.id, o.member_id, o.agreement_id, o.starts, {TERMS} FROM deduction_order o
 WHERE o.member_id IN ({db.marks(len(member_ids))})""",  # noqa: S608
        *member_ids,
    )


async def running_orders(union_id: int, today: dt.date, after: int, limit: int) -> list[db.Row]:
    """Orders that have not ended, by id, the next ones after `after`: id, member_no, agreement_id and starts."""
    return await db.rows(
        """SELECT o.id, m.member_no, o.agreement_id, o.starts FROM deduction_order o JOIN member m ON m.id = o.member_id
 WHERE o.id > ? AND o.union_id = ? AND (o.ends IS NULL OR o.ends >= ?) ORDER BY o.id LIMIT ?""",
        *(after, union_id, today, limit),
    )
