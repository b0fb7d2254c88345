"""Lists for the tests of making them."""

from typing import Any

from app import db as portal_db
from app.accounts.principal import the_command_line
from app.lists.totals import Counters
from app.unions.actions import make_union
from app.unions.policies import Policy
from app.unions.queries import TheUnion, union_by_id
from tests.support import people, rows

CLI = the_command_line()
OCTOBER, NOVEMBER = "2026-10", "2026-11"
COUNTED = """SELECT COUNT(*) AS people, CAST(COALESCE(SUM(expected), 0) AS BIGINT) AS expected,
 COUNT(CASE WHEN expected IS NULL AND origin = 'PREFILLED' THEN 1 END) AS unknown,
 CAST(COALESCE(SUM(deducted), 0) AS BIGINT) AS deducted,
 COUNT(CASE WHEN status = 'CHANGED' THEN 1 END) AS changed, COUNT(CASE WHEN status = 'ENDED' THEN 1 END) AS ended,
 COUNT(CASE WHEN status = 'ADDED' THEN 1 END) AS added,
 COUNT(CASE WHEN deducted = 0 AND member_id IS NOT NULL THEN 1 END) AS not_deducted,
 COUNT(problem) AS problems FROM deduction_line WHERE list_id = ?"""


async def a_union(**policy: Any) -> TheUnion:
    union_id = await make_union(slug="ff", name="FF", orgnr=people.orgnr(500), by=CLI, policy=Policy(**policy))
    return await union_by_id(union_id)


async def an_agreement(union: TheUnion, n: int, dues: list[int], first: int | None = None, **more: Any) -> int:
    """An agreement with an employer of its own and a member for each amount (øre)."""
    agreement = await rows.agreement(union.id, await rows.employer(f"Firma {n:04}", n), f"R{n}", **more)
    for at, amount in enumerate(dues):
        who = await rows.member(union.id, (n * 100 if first is None else first) + at)
        await rows.order(who, agreement, amount)
    return agreement


async def the_list(agreement: int, period: str = OCTOBER) -> dict[str, Any]:
    found = await portal_db.row("SELECT * FROM deduction_list WHERE agreement_id = ? AND period = ?", agreement, period)
    assert found is not None
    return found


async def lines(agreement: int, period: str = OCTOBER) -> list[dict[str, Any]]:
    there = await the_list(agreement, period)
    return await portal_db.rows("SELECT * FROM deduction_line WHERE list_id = ? ORDER BY n", there["id"])


async def touch(agreement: int, n: int, **changes: Any) -> None:
    """As if the employer had saved it."""
    (line,) = (one for one in await lines(agreement) if one["n"] == n)
    for name, value in changes.items():
        await portal_db.execute(f"UPDATE deduction_line SET {name} = ? WHERE id = ?", value, line["id"])
    await portal_db.execute("UPDATE deduction_line SET version = version + 1 WHERE id = ?", line["id"])


async def recount(agreement: int) -> None:
    """Put the counters right after `touch`."""
    there = await the_list(agreement)
    found = await portal_db.row(COUNTED, there["id"])
    assert found is not None
    for name, number in found.items():
        await portal_db.execute(f"UPDATE deduction_list SET {name} = ? WHERE id = ?", number, there["id"])


async def assert_counted(agreement: int, period: str = OCTOBER) -> None:
    there = await the_list(agreement, period)
    found = await portal_db.row(COUNTED, there["id"])
    assert {name: there[name] for name in Counters._fields} == found
