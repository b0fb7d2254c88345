"""Retention: what goes on which night, what stays, and what proves it."""

import datetime as dt
from typing import Any

import pytest

from app import clock
from app.retention.actions import let_go, look
from app.retention.keep import Keep, Unknown, read_keeps
from app.retention.rules import RULES
from tests.letters.posting import named, post
from tests.support import counting, rows
from tests.support.cast import Cast

COUNT = "INSERT INTO rate_limit (id, count, window_start, expires_at) VALUES (?, ?, ?, ?)"
NOON = dt.datetime(2026, 11, 20, 11, tzinfo=dt.UTC)


def at(moment: dt.datetime) -> None:
    clock.shift(moment - dt.datetime.now(dt.UTC))


@pytest.fixture(autouse=True)
def in_november(db: Any) -> None:
    at(NOON)


def ago(**kept: int) -> dt.datetime:
    return clock.now() - dt.timedelta(**kept)


@pytest.mark.parametrize(
    ("keep", "now", "before"),
    [
        (Keep(24, "h"), "2026-11-20T11:00", "2026-11-19T11:00"),
        (Keep(6, "m"), "2026-08-31T10:00", "2026-02-27T23:00"),  # no 31 February
        (Keep(6, "m"), "2028-08-31T10:00", "2028-02-28T23:00"),  # 29 February 2028
        (Keep(12, "m"), "2029-02-28T10:00", "2028-02-27T23:00"),
        (Keep(1, "y"), "2028-02-29T10:00", "2027-02-27T23:00"),
        (Keep(5, "m"), "2026-03-28T23:30", "2025-10-28T23:00"),  # after midnight in Norway, the night clocks go forward
        (Keep(7, "m"), "2026-10-25T00:30", "2026-03-24T23:00"),  # the hour that comes twice
    ],
)
def test_months_are_days_in_norway(keep: Keep, now: str, before: str) -> None:
    def moment(text: str) -> dt.datetime:
        return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)

    assert keep.before(moment(now)) == moment(before)


def test_installation_can_say_otherwise() -> None:
    known = frozenset({"messages", "sessions"})

    assert read_keeps("messages=20m, sessions=10d", known) == {"messages": Keep(20, "m"), "sessions": Keep(10, "d")}
    for wrong in ("letters=1d", "messages=1", "messages=-1d"):
        with pytest.raises(Unknown):
            read_keeps(wrong, known)


async def test_every_rule_can_be_asked_and_run_on_an_empty_house(cast: Cast, db: Any) -> None:
    assert {one.turn.rule.name for one in await look()} == {rule.name for rule in RULES}
    assert [one for one in await look() if one.gone] == []
    assert await let_go() == []
    assert await db.value("SELECT COUNT(*) FROM retention_run") == 0


async def test_looking_changes_nothing_and_counts_what_then_goes(cast: Cast, db: Any) -> None:
    await rows.insert("user_session", token_hash="a", kind="USER", user_id=cast.anna.id, created_at=ago(days=50),
                      seen_at=ago(days=50), expires_at=ago(days=31))  # fmt: skip
    await rows.insert("user_session", token_hash="b", kind="USER", user_id=cast.anna.id, created_at=ago(days=50),
                      seen_at=ago(days=50), expires_at=ago(days=29))  # fmt: skip

    for _ in range(2):
        assert {one.turn.rule.name: one.gone for one in await look() if one.gone} == {"sessions": 1}
    assert [(one.turn.rule.name, one.gone) for one in await let_go()] == [("sessions", 1)]

    assert await db.value("SELECT token_hash FROM user_session") == "b"
    assert await let_go() == []


async def test_what_went_is_proved(cast: Cast, db: Any) -> None:
    for n in range(3):
        await rows.insert("held_form", flow_hash=f"{n}", user_id=1, path="/", body="", held_at=ago(days=1),
                          expires_at=ago(hours=1))  # fmt: skip

    await let_go()

    proof = await db.row("SELECT rule, gone, ended_at FROM retention_run")
    assert (proof["rule"], proof["gone"]) == ("held_forms", 3)
    assert proof["ended_at"] is not None
    assert await db.value("SELECT details FROM audit_event WHERE event = 'retention_done'") == '{"held_forms":3}'


async def test_letter_goes_on_its_day_with_its_bytes_and_the_fact_remains(
    new_browser: Any, cast: Cast, db: Any
) -> None:
    from app.files.storage import storage

    siri = await new_browser(cast.siri)
    await post(siri, named("F-1001 Rundskriv om ferie.pdf"))
    place = await db.value("SELECT place FROM stored_file WHERE kind = 'letter'")
    at(dt.datetime(2027, 5, 19, 21, 30, tzinfo=dt.UTC))
    await let_go()
    assert await db.value("SELECT erased_at FROM letter") is None

    at(dt.datetime(2027, 5, 19, 22, 30, tzinfo=dt.UTC))  # half past midnight in Norway
    await let_go()

    letter = await db.row("SELECT title, kind, erased_at FROM letter")
    assert letter["title"] == ""
    assert letter["erased_at"] is not None
    with pytest.raises(Exception, match="get"):
        [one async for one in storage().get(place)]
    at(clock.now() + dt.timedelta(days=1))
    await let_go()
    assert await db.value("SELECT COUNT(*) FROM letter_file") == 0
    at(dt.datetime(2028, 11, 21, 12, tzinfo=dt.UTC))
    await let_go()
    assert await db.value("SELECT COUNT(*) FROM letter") == 0
    assert await db.value("SELECT COUNT(*) FROM letter_batch") == 0


async def submitted(new_browser: Any, cast: Cast, db: Any) -> int:
    """Anna sends a list of two; the list's id."""
    from app.accounts.principal import Principal
    from app.lists.actions.send import send
    from app.lists.queries import list_for

    list_id = await rows.deduction_list(cast.fjord_metall, [45500, 45500])
    anna = Principal("user", cast.anna.id, "Anna")
    the_list = await list_for(anna, cast.fjord, list_id)
    await send(the_list, by=anna, seen=the_list.version, comment="Alt i orden")
    return list_id


async def test_people_of_a_list_go_after_five_years_and_sums_stay(new_browser: Any, cast: Cast, db: Any) -> None:
    list_id = await submitted(new_browser, cast, db)
    sums = await db.row("SELECT people, expected, deducted FROM submission")
    await db.execute("UPDATE portal_user SET signed_in_at = ?", NOON.replace(year=2031))
    at(NOON.replace(year=2031) - dt.timedelta(days=1))
    await let_go()
    assert await db.value("SELECT COUNT(*) FROM deduction_line WHERE name <> ''") == 2
    assert await db.value("SELECT lines FROM submission") != ""

    at(NOON.replace(year=2031) + dt.timedelta(days=1))
    await let_go()

    assert await db.row("SELECT people, expected, deducted FROM submission") == sums
    assert await db.value("SELECT lines FROM submission") == ""
    assert await db.value("SELECT comment FROM submission") is None
    lines = await db.rows("SELECT name, member_id, national_id_index, deducted FROM deduction_line")
    assert {tuple(one.values()) for one in lines} == {("", None, None, 45500)}
    assert await db.value("SELECT deducted FROM deduction_list WHERE id = ?", list_id) == 91000
    anna = await new_browser(cast.anna)
    submission = await db.value("SELECT id FROM submission")
    for path in ("", "/lines"):
        assert (await anna.get(f"/e/{cast.fjord}/submissions/{submission}{path}")).status == 200


async def test_answer_that_still_holds_loses_its_comment_alone(cast: Cast, db: Any) -> None:
    from app.crypto import seal

    for n, more in enumerate(({}, {"last_period": "2024-12", "until_on": dt.date(2024, 12, 31)})):
        who = await rows.member(cast.metall, n)
        await rows.order(who, cast.fjord_metall, 45500)
        row = db.new_id()
        await rows.insert("answer", id=row, union_id=cast.metall, employer_id=cast.fjord, member_id=who,
                          agreement_id=cast.fjord_metall, reason="RETIRED", from_on=dt.date(2024, 1, 1),
                          first_period="2024-01", comment=seal("x", f"answer|comment|{row}"), actor_kind="user",
                          actor_id=1, actor_label="Anna", given_at=ago(days=800), **more)  # fmt: skip

    await let_go()

    assert await db.rows("SELECT comment, last_period FROM answer") == [{"comment": None, "last_period": None}]


async def test_messages_go_after_thirteen_months_but_never_one_that_waits(cast: Cast, db: Any) -> None:
    for n, (state, days) in enumerate((("SENT", 400), ("SENT", 380), ("WAITING", 400), ("FAILED", 100))):
        await rows.insert("message", kind="EMAIL", template="receipt", language="nb", recipient=f"{n}@example.no",
                          values_sealed="x", state=state, queued_at=ago(days=days))  # fmt: skip

    await let_go()

    left = await db.rows("SELECT recipient, values_sealed FROM message ORDER BY recipient")
    assert [tuple(one.values()) for one in left] == [("1@example.no", "x"), ("2@example.no", "x"), ("3@example.no", "")]


async def test_counts_that_have_run_out_are_forgotten(cast: Cast, db: Any) -> None:
    for n, hours in enumerate((1, -1)):
        await db.execute(COUNT, f"k{n}", 1, ago(days=1), ago(hours=hours))

    await let_go()

    assert await db.value("SELECT id FROM rate_limit") == "k1"


async def test_unions_policy_decides_for_its_own(cast: Cast, db: Any) -> None:
    await db.execute("""UPDATE trade_union SET policy = '{"keep_answers_months":2}' WHERE id = ?""", cast.metall)
    for union, agreement in ((cast.metall, cast.fjord_metall), (cast.sjo, cast.fjord_sjo)):
        who = await rows.member(union, 1)
        await rows.insert("notice", union_id=union, employer_id=cast.fjord, agreement_id=agreement, member_id=who,
                          kind="START", on_day=dt.date(2026, 1, 1), terms="FIXED 1", made_at=ago(days=90))  # fmt: skip

    await let_go()

    assert await db.value("SELECT union_id FROM notice") == cast.sjo


async def test_many_go_in_batches_that_leave_room_for_others(cast: Cast, db: Any) -> None:
    made = [(f"k{n:05}", 1, ago(days=2), ago(days=1)) for n in range(1200)]
    async with db.transaction():
        await db.many(COUNT, made)

    with counting.queries() as asked:
        await let_go()

    assert len([sql for sql in asked if sql.startswith("DELETE FROM rate_limit")]) == 3
    assert await db.value("SELECT gone FROM retention_run") == 1200


async def test_command_lists_what_would_go(cast: Cast, db: Any, capsys: Any) -> None:
    from app.retention.command import retention_command

    await db.execute(COUNT, "k", 1, ago(days=2), ago(days=1))

    assert await retention_command(dry_run=True) == 0

    said = capsys.readouterr().out
    assert "would go: 1" in said
    assert "letter_facts [metall]" in said
    assert await db.value("SELECT COUNT(*) FROM rate_limit") == 1


async def test_idle_user_is_told_and_a_month_later_gone(db: Any, cast: Cast) -> None:
    from app.accounts.actions.idle import tell_idle

    await db.execute("UPDATE portal_user SET signed_in_at = ?", clock.now())
    await db.execute("UPDATE portal_user SET signed_in_at = ? WHERE id = ?", ago(days=530), cast.cecilie.id)

    assert [await tell_idle(clock.now()), await tell_idle(clock.now())] == [1, 0]
    await let_go()
    assert await db.value("SELECT email FROM portal_user WHERE id = ?", cast.cecilie.id) == cast.cecilie.email

    at(NOON + dt.timedelta(days=40))
    await let_go()
    kept = await db.row("SELECT name, email, active FROM portal_user WHERE id = ?", cast.cecilie.id)
    assert dict(kept) == {"name": "", "email": "", "active": False}
    assert await db.value("SELECT COUNT(*) FROM access_grant WHERE user_id = ?", cast.cecilie.id) == 0
    assert await db.value("SELECT email FROM portal_user WHERE id = ?", cast.anna.id) == cast.anna.email
