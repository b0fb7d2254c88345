"""Making lists: numbers, KIDs, lines, what they add up to, and what becomes of them when made again."""

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest

from app import clock
from app import db as portal_db
from app.accounts.principal import Principal
from app.errors import Invalid, NotFound
from app.lists.actions.make import Made, make_list, make_lists
from app.lists.command import make_lists_command
from app.lists.numbers import Before, Numbers, prefilled
from app.members.actions.take_over import import_register
from app.members.queries import Expected
from app.members.register import Terms
from app.unions.actions import change_policy, make_union
from app.unions.policies import Policy
from app.unions.queries import TheUnion, union_by_id
from app.values.kid import parse_kid
from app.values.period import add_months, period_of
from tests.support import people, rows
from tests.support.making import (
    CLI,
    NOVEMBER,
    OCTOBER,
    a_union,
    an_agreement,
    assert_counted,
    lines,
    the_list,
)

SAMPLE = Path(__file__).parents[1] / "support" / "files" / "register"


@pytest.fixture
async def union(db: Any) -> TheUnion:
    return await a_union()


def expected(**terms: Any) -> Expected:
    own = {"ends": None, "basis": "FIXED", "dues": 45000}
    return Expected(1, 2, "4000001", "Kari Nordby", "kari nordby", dt.date(2026, 1, 1), Terms(**own | terms))


def test_fixed_parts_are_expected_and_filled_in() -> None:
    line = prefilled(expected(insurance=5900, ou=2200, local=100), Before(40000, None, None), OCTOBER, Policy())

    assert (line.expected, line.deducted, line.last_month, line.status, line.problem) == (
        53200,
        53200,
        40000,
        "SAME",
        None,
    )


def test_percentage_is_open_until_the_employer_says() -> None:
    percent = expected(basis="PERCENT", dues=0, insurance=7400, rate=155, floor=10800, cap=78100)

    line = prefilled(percent, Before(61000, None, None), OCTOBER, Policy())

    assert (line.expected, line.deducted, line.last_month, line.problem) == (None, None, 61000, "line.amount_missing")
    assert (line.floor, line.cap, line.insurance) == (18200, 85500, 7400)


@pytest.mark.parametrize(
    ("end_on", "deducted", "carried", "status"),
    [
        (dt.date(2026, 9, 30), 0, True, "ENDED"),
        (dt.date(2026, 10, 1), 45000, True, "ENDED"),
        (dt.date(2025, 12, 31), 45000, False, "SAME"),
    ],
)
def test_end_told_before_is_carried_unless_a_new_order_follows(
    end_on: dt.date, deducted: int, carried: bool, status: str
) -> None:
    line = prefilled(expected(), Before(45000, end_on, "LEFT"), OCTOBER, Policy())

    assert (line.deducted, line.expected, line.status) == (deducted, 45000, status)
    assert (line.end_on, line.end_reason) == ((end_on, "LEFT") if carried else (None, None))


def test_numbers_that_modulus_11_has_no_digit_for_are_left_out() -> None:
    numbers = Numbers(100_001, Policy(kid_method="MOD11"))
    issued = [numbers.with_kid() for _ in range(50)]

    assert len({number for number, _ in issued}) == 50
    assert issued[-1][0] > 100_050
    assert all(parse_kid(kid, "MOD11") == kid and int(kid[:-1]) == number for number, kid in issued)


async def test_lists_are_made_numbered_and_added_up(union: TheUnion) -> None:
    one, two = await an_agreement(union, 1, [45000, 0, 51200]), await an_agreement(union, 2, [30506])
    await an_agreement(union, 3, [])

    made = await make_lists(union, OCTOBER, by=CLI)

    assert made == Made(lists=2, people=4, expected=126706)
    first, second = await the_list(one), await the_list(two)
    assert (first["list_number"], second["list_number"]) == (100_001, 100_002)
    assert (first["people"], first["expected"], first["deducted"], first["not_deducted"]) == (3, 96200, 96200, 1)
    assert (first["invoiced"], first["next_line"], first["state"], first["revision"]) == (96200, 4, "OPEN", 1)
    assert first["due_on"] == dt.date(2026, 11, 5)
    assert parse_kid(first["kid"], "MOD10") == first["kid"] == "0001000017"
    assert [line["n"] for line in await lines(one)] == [1, 2, 3]
    await assert_counted(one)


async def test_line_is_a_snapshot_without_a_national_id_of_its_own(union: TheUnion) -> None:
    agreement = await an_agreement(union, 1, [45000], first=7)

    await make_lists(union, OCTOBER, by=CLI)
    await portal_db.execute("UPDATE member SET name = ?", "Nytt Navn")

    (line,) = await lines(agreement)
    assert (line["name"], line["member_no"], line["national_id"]) == (people.name(7), "4000007", None)
    assert (line["dues"], line["expected"], line["deducted"], line["origin"], line["version"]) == (
        45000,
        45000,
        45000,
        "PREFILLED",
        1,
    )


async def test_only_those_deducted_in_the_month_stand_on_the_list(union: TheUnion) -> None:
    agreement = await an_agreement(union, 1, [])
    for n, (starts, ends) in enumerate(
        [
            (dt.date(2026, 10, 31), None),
            (dt.date(2026, 11, 1), None),
            (dt.date(2026, 1, 1), dt.date(2026, 10, 1)),
            (dt.date(2026, 1, 1), dt.date(2026, 9, 30)),
        ]
    ):
        await rows.order(await rows.member(union.id, n), agreement, 100, starts=starts, ends=ends)

    await make_lists(union, OCTOBER, by=CLI)

    assert {line["member_no"] for line in await lines(agreement)} == {"4000000", "4000002"}


async def test_list_with_percentages_is_invoiced_when_it_is_sent(union: TheUnion) -> None:
    agreement = await an_agreement(union, 1, [45000])
    await rows.order(await rows.member(union.id, 1), agreement, 0, basis="PERCENT", rate=155, floor=100, cap=900)

    made = await make_lists(union, OCTOBER, by=CLI)

    there = await the_list(agreement)
    assert (made.unknown, there["unknown"], there["invoiced"], there["expected"]) == (1, 1, None, 45000)
    assert there["problems"] == 1
    await assert_counted(agreement)


async def test_kid_of_an_agreement_stays_and_is_nobody_elses(union: TheUnion) -> None:
    fixed = await an_agreement(union, 1, [100], kid_per="AGREEMENT")
    other = await an_agreement(union, 2, [100])

    for period in (OCTOBER, NOVEMBER):
        await make_lists(union, period, by=CLI)

    october, november = await the_list(fixed), await the_list(fixed, NOVEMBER)
    assert october["kid"] == november["kid"] == await portal_db.value("SELECT kid FROM agreement WHERE id = ?", fixed)
    kids = {october["kid"], (await the_list(other))["kid"], (await the_list(other, NOVEMBER))["kid"]}
    assert len(kids) == 3
    assert october["list_number"] != november["list_number"]


async def test_kid_too_short_for_its_numbers_is_told(db: Any) -> None:
    union = await a_union(kid_length=6)
    await an_agreement(union, 1, [100])

    with pytest.raises(Invalid) as told:
        await make_lists(union, OCTOBER, by=CLI)
    assert told.value.code == "kid.too_short"
    assert await portal_db.value("SELECT count(*) FROM deduction_list") == 0


async def test_due_day_follows_the_policy_to_the_next_bank_day(db: Any) -> None:
    union = await a_union(due_day=24, due_months=0)
    agreement = await an_agreement(union, 1, [100])

    await make_lists(union, "2026-12", by=CLI)

    assert (await the_list(agreement, "2026-12"))["due_on"] == dt.date(2026, 12, 28)


async def test_two_unions_number_their_own_lists(union: TheUnion) -> None:
    other = await union_by_id(await make_union(slug="to", name="To", orgnr=people.orgnr(501), by=CLI))
    one, two = await an_agreement(union, 1, [100]), await an_agreement(other, 2, [100])

    await make_lists(union, OCTOBER, by=CLI)
    await make_lists(other, OCTOBER, by=CLI)

    assert (await the_list(one))["list_number"] == (await the_list(two))["list_number"] == 100_001


async def test_list_is_made_on_demand_once(union: TheUnion, db: Any) -> None:
    agreement = await an_agreement(union, 1, [100])
    period = period_of(clock.today())
    anna = Principal("user", 5, "Anna")

    made = await make_list(agreement, period, by=anna)
    again = await make_list(agreement, period, by=anna)

    assert made == again == (await the_list(agreement, period))["id"]
    events = await db.rows("SELECT actor_label, object_id FROM audit_event WHERE event = 'list_made'")
    assert events == [{"actor_label": "Anna", "object_id": made}]


async def test_list_without_people_can_be_made_on_demand(union: TheUnion) -> None:
    agreement = await an_agreement(union, 1, [])

    await make_list(agreement, period_of(clock.today()), by=CLI)

    there = await the_list(agreement, period_of(clock.today()))
    assert (there["people"], there["invoiced"], there["next_line"]) == (0, 0, 1)


@pytest.mark.parametrize(("months", "allowed"), [(1, True), (-24, True), (2, False), (-25, False)])
async def test_list_is_made_for_the_last_24_months_up_to_the_next(union: TheUnion, months: int, allowed: bool) -> None:
    agreement = await an_agreement(union, 1, [100])
    period = add_months(period_of(clock.today()), months)

    if allowed:
        assert await make_list(agreement, period, by=CLI)
    else:
        with pytest.raises(NotFound):
            await make_list(agreement, period, by=CLI)


async def test_period_that_is_none_is_refused(union: TheUnion) -> None:
    for period in ("2026-13", "oktober", ""):
        with pytest.raises(Invalid):
            await make_lists(union, period, by=CLI)


async def test_command_tells_what_was_made(union: TheUnion) -> None:
    await an_agreement(union, 1, [45000, 51200])
    out = io.StringIO()

    await make_lists_command("ff", OCTOBER, out=out)

    assert out.getvalue().splitlines() == [
        "Lager trekklister: 1 / 1",
        "Nye lister: 1, med 2 personer og 962,00 kr forventet.",
    ]


async def test_sample_register_makes_the_lists_of_its_truth(union: TheUnion, db: Any) -> None:
    truth = json.loads((SAMPLE / "truth.json").read_text())["files"]
    await import_register(union, SAMPLE / "members.csv", by=CLI)

    for period in sorted({one["period"] for one in truth}):
        await make_lists(union, period, by=CLI)

    found = await db.rows(
        "SELECT e.orgnr, l.period, l.expected FROM deduction_list l JOIN employer e ON e.id = l.employer_id"
    )
    sums = {(one["orgnr"], one["period"]): one["expected"] for one in found}
    assert sums == {(one["orgnr"], one["period"]): round(float(one["sum_expected"]) * 100) for one in truth}


async def test_batch_asks_as_often_for_one_list_as_for_three(union: TheUnion) -> None:
    from tests.support.counting import queries

    asked = []
    for few in ([1], [2, 3, 4]):
        for n in few:
            await an_agreement(union, n, [100] * 3)
        period = "2026-08" if few == [1] else "2026-09"
        with queries() as heard:
            await make_lists(union, period, by=CLI)
        asked.append(len([sql for sql in heard if not sql.startswith(("ANALYZE", "INSERT INTO deduction_"))]))

    assert asked[0] == asked[1]


async def test_policy_of_the_moment_decides_the_due_day(union: TheUnion) -> None:
    agreement = await an_agreement(union, 1, [100])
    await change_policy(union.id, {"due_day": 20}, by=CLI)

    await make_lists(await union_by_id(union.id), OCTOBER, by=CLI)

    assert (await the_list(agreement))["due_on"] == dt.date(2026, 11, 20)
