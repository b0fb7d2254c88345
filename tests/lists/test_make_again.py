"""What becomes of lists when they are made again, or the month after."""

import datetime as dt
import random
from typing import Any

import pytest

from app import db as portal_db
from app.lists.actions.make import Made, make_lists
from app.unions.queries import TheUnion
from tests.support import people, rows
from tests.support.making import (
    CLI,
    NOVEMBER,
    OCTOBER,
    a_union,
    an_agreement,
    assert_counted,
    lines,
    recount,
    the_list,
    touch,
)


@pytest.fixture
async def union(db: Any) -> TheUnion:
    return await a_union()


async def test_lists_made_again_are_the_same(union: TheUnion) -> None:
    agreement = await an_agreement(union, 1, [45000, 51200])
    await make_lists(union, OCTOBER, by=CLI)
    before, before_lines = await the_list(agreement), await lines(agreement)

    made = await make_lists(union, OCTOBER, by=CLI)

    assert made == Made(same=1)
    assert (await the_list(agreement), await lines(agreement)) == (before, before_lines)


async def test_list_made_again_takes_in_what_is_new_and_keeps_what_was_touched(union: TheUnion) -> None:
    agreement = await an_agreement(union, 1, [100, 200, 300, 400], first=0)
    await make_lists(union, OCTOBER, by=CLI)
    by_no = {line["member_no"]: line["n"] for line in await lines(agreement)}
    await touch(agreement, by_no["4000000"], deducted=90, status="CHANGED")
    await touch(agreement, by_no["4000001"], deducted=0, status="CHANGED")
    await recount(agreement)
    await rows.order(await rows.member(union.id, 9), agreement, 900)
    await portal_db.execute("UPDATE deduction_order SET dues = dues + 5 WHERE dues IN (100, 300)")
    await portal_db.execute("UPDATE deduction_order SET ends = ? WHERE dues IN (200, 400)", dt.date(2026, 9, 30))

    made = await make_lists(union, OCTOBER, by=CLI)

    assert made == Made(refreshed=1)
    now = {line["member_no"]: (line["expected"], line["deducted"], line["n"]) for line in await lines(agreement)}
    assert now == {
        "4000000": (100, 90, by_no["4000000"]),
        "4000001": (200, 0, by_no["4000001"]),
        "4000002": (305, 305, by_no["4000002"]),
        "4000009": (900, 900, 5),
    }
    there = await the_list(agreement)
    assert (there["next_line"], there["version"], there["invoiced"]) == (6, 2, 1505)
    await assert_counted(agreement)
    assert await make_lists(union, OCTOBER, by=CLI) == Made(same=1)


async def test_person_added_by_hand_is_not_put_there_twice(union: TheUnion) -> None:
    from app.crypto import blind_index

    agreement = await an_agreement(union, 1, [100])
    await make_lists(union, OCTOBER, by=CLI)
    there = await the_list(agreement)
    await rows.insert(
        "deduction_line",
        list_id=there["id"],
        n=2,
        union_id=union.id,
        employer_id=there["employer_id"],
        name="Ny Person",
        name_fold="ny person",
        national_id_index=blind_index("national_id", union.id, people.national_id(50)),
        deducted=700,
        origin="ADDED",
        status="ADDED",
    )
    await portal_db.execute("UPDATE deduction_list SET next_line = 3")
    await recount(agreement)
    await rows.order(await rows.member(union.id, 50), agreement, 700)

    assert await make_lists(union, OCTOBER, by=CLI) == Made(same=1)
    assert len(await lines(agreement)) == 2


async def test_list_where_nobody_is_left_is_emptied(union: TheUnion) -> None:
    agreement = await an_agreement(union, 1, [100])
    await make_lists(union, OCTOBER, by=CLI)
    await portal_db.execute("DELETE FROM deduction_order")

    assert await make_lists(union, OCTOBER, by=CLI) == Made(refreshed=1)
    assert (await the_list(agreement))["people"] == 0
    await assert_counted(agreement)


@pytest.mark.parametrize("changes", [{"state": "SENT"}, {"state": "SETTLED"}, {"revision": 2}, {"to_key": True}])
async def test_list_that_has_been_sent_is_never_touched(union: TheUnion, changes: dict[str, Any]) -> None:
    agreement = await an_agreement(union, 1, [100])
    await make_lists(union, OCTOBER, by=CLI)
    for name, value in changes.items():
        await portal_db.execute(f"UPDATE deduction_list SET {name} = ?", value)
    await portal_db.execute("UPDATE deduction_order SET dues = 999")
    before = await lines(agreement)

    assert await make_lists(union, OCTOBER, by=CLI) == Made(kept=1)
    assert await lines(agreement) == before


async def test_what_was_told_last_month_is_carried_on(union: TheUnion) -> None:
    agreement = await an_agreement(union, 1, [100, 200, 300], first=0)
    await make_lists(union, OCTOBER, by=CLI)
    by_no = {line["member_no"]: line["n"] for line in await lines(agreement)}
    end = dt.date(2026, 10, 15)
    first = (await lines(agreement))[by_no["4000000"] - 1]
    await portal_db.execute(
        "UPDATE deduction_line SET end_on = ?, end_reason = ?, deducted = ?, version = 2 WHERE id = ?",
        *(end, "LAID_OFF", 50, first["id"]),
    )
    await touch(agreement, by_no["4000001"], deducted=180)

    await make_lists(union, NOVEMBER, by=CLI)
    await make_lists(union, "2026-12", by=CLI)

    november = {line["member_no"]: line for line in await lines(agreement, NOVEMBER)}
    assert [november[no]["last_month"] for no in ("4000000", "4000001", "4000002")] == [50, 180, 300]
    told = november["4000000"]
    assert (told["end_on"], told["end_reason"], told["deducted"], told["expected"]) == (end, "LAID_OFF", 0, 100)
    there = await the_list(agreement, NOVEMBER)
    assert (there["ended"], there["not_deducted"], there["changed"], there["deducted"]) == (1, 1, 0, 500)
    december = {line["member_no"]: line for line in await lines(agreement, "2026-12")}
    assert (december["4000000"]["end_reason"], december["4000000"]["deducted"]) == ("LAID_OFF", 0)
    await assert_counted(agreement, NOVEMBER)


async def test_amount_of_an_older_month_is_not_called_last_months(union: TheUnion) -> None:
    agreement = await an_agreement(union, 1, [100])
    await make_lists(union, "2026-08", by=CLI)

    await make_lists(union, OCTOBER, by=CLI)

    assert [line["last_month"] for line in await lines(agreement)] == [None]


class Killed(Exception):
    """The process is gone."""


async def test_making_cut_off_is_completed_without_doubles(union: TheUnion, db: Any) -> None:
    for n in range(120):
        await an_agreement(union, n, [100], first=n)

    def kill(step: str, done: int, total: int) -> None:
        raise Killed

    with pytest.raises(Killed):
        await make_lists(union, OCTOBER, by=CLI, progress=kill)
    made = await make_lists(union, OCTOBER, by=CLI)

    assert (made.lists, made.same) == (20, 100)
    numbers = [one["list_number"] for one in await db.rows("SELECT list_number FROM deduction_list ORDER BY 1")]
    assert numbers == list(range(100_001, 100_121))
    assert await db.value("SELECT count(*) FROM deduction_line") == 120


@pytest.mark.parametrize("seed", range(6))
async def test_counters_are_right_after_any_history(db: Any, seed: int) -> None:
    chance = random.Random(seed)
    union = await a_union(comment_required=chance.random() < 0.5)
    agreement = await an_agreement(union, 1, [chance.randrange(0, 90000) for _ in range(8)], first=0)
    for round_number in range(4):
        for order in await db.rows("SELECT id FROM deduction_order ORDER BY id"):
            match chance.randrange(6):
                case 0:
                    await db.execute(
                        "UPDATE deduction_order SET dues = ? WHERE id = ?", chance.randrange(9), order["id"]
                    )
                case 1:
                    await db.execute(
                        "UPDATE deduction_order SET ends = ? WHERE id = ?", dt.date(2026, 9, 30), order["id"]
                    )
                case 2:
                    await db.execute(
                        "UPDATE deduction_order SET basis = 'PERCENT', rate = 100, floor = 5 WHERE id = ?", order["id"]
                    )
                case _:
                    await db.execute("UPDATE deduction_order SET ends = NULL WHERE id = ?", order["id"])
        if chance.random() < 0.5:
            await rows.order(await rows.member(union.id, 20 + round_number), agreement, chance.randrange(9))
        await make_lists(union, OCTOBER, by=CLI)
        if await db.value("SELECT count(*) FROM deduction_list") == 0:
            continue
        await assert_counted(agreement)
        there = await the_list(agreement)
        assert there["invoiced"] == (None if there["unknown"] else there["expected"])
        if (now := await lines(agreement)) and chance.random() < 0.5:
            await touch(agreement, now[0]["n"], deducted=chance.randrange(9))
            await recount(agreement)
    await make_lists(union, NOVEMBER, by=CLI)
    if await db.row("SELECT 1 AS one FROM deduction_list WHERE period = ?", NOVEMBER):
        await assert_counted(agreement, NOVEMBER)
