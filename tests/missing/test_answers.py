"""Members not deducted: who stands there, what an answer covers, and what is refused."""

import datetime as dt
from typing import Any

import pytest

from app import clock
from tests.support import rows
from tests.support.cast import Cast


@pytest.fixture(autouse=True)
def at_the_end_of_november(db: Any) -> None:
    clock.shift(dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC) - dt.datetime.now(dt.UTC))


async def sent(db: Any, agreement: int, amounts: list[int], period: str, first: int = 0) -> int:
    """A sent list."""
    list_id = await rows.deduction_list(agreement, amounts, period, first)
    await db.execute("UPDATE deduction_list SET state = 'SENT', sent_at = ? WHERE id = ?", clock.now(), list_id)
    return list_id


async def months(db: Any, cast: Cast, *periods: str) -> str:
    """The second of three members is not deducted in these months; answers the member's page."""
    first = await sent(db, cast.fjord_metall, [45500, 0, 45500], periods[0])
    member = await db.value("SELECT member_id FROM deduction_line WHERE list_id = ? AND n = 2", first)
    for n, period in enumerate(periods[1:], 1):
        other = await sent(db, cast.fjord_metall, [45500, 0, 45500], period, first=3 * n)
        await db.execute("UPDATE deduction_line SET member_id = ? WHERE list_id = ? AND n = 2", member, other)
    return f"/e/{cast.fjord}/missing/{cast.fjord_metall}/{member}"


def waiting(page: Any) -> str:
    return " ".join(page.said("#waiting"))


async def test_member_with_nothing_deducted_waits_for_one_answer_for_all_months(
    new_browser: Any, cast: Cast, db: Any
) -> None:
    await months(db, cast, "2026-09", "2026-10")
    anna = await new_browser(cast.anna)

    page = await anna.get(f"/e/{cast.fjord}/missing")

    assert len(page.all("li.ans")) == 1
    assert "september 2026, oktober 2026" in page.words
    assert "1 medlem trenger svar" in waiting(page)


async def test_open_list_asks_nothing_yet(new_browser: Any, cast: Cast, db: Any) -> None:
    await rows.deduction_list(cast.fjord_metall, [0], "2026-10")
    anna = await new_browser(cast.anna)

    assert (await anna.get(f"/e/{cast.fjord}/missing")).all("li.ans") == []


async def test_one_click_answers_with_the_first_of_the_month(new_browser: Any, cast: Cast, db: Any) -> None:
    path = await months(db, cast, "2026-10")
    anna = await new_browser(cast.anna)

    answer = await anna.post(path, {"reason": "LAID_OFF", "from": "2026-10-01"}, htmx=True)

    assert answer.status == 200
    assert "Permittert" in answer.text
    row = await db.row("SELECT reason, from_on, until_on FROM answer")
    assert dict(row) == {"reason": "LAID_OFF", "from_on": dt.date(2026, 10, 1), "until_on": None}
    assert "Alle er besvart" in waiting(await anna.get(f"/e/{cast.fjord}/missing"))


async def test_answer_with_an_end_carries_to_its_day_and_no_further(new_browser: Any, cast: Cast, db: Any) -> None:
    path = await months(db, cast, "2026-08", "2026-09", "2026-10")
    anna = await new_browser(cast.anna)

    await anna.post(path, {"reason": "LAID_OFF", "from": "01.08.2026", "until": "30.09.2026", "comment": ""})

    page = await anna.get(f"/e/{cast.fjord}/missing")
    assert "1 medlem trenger svar" in waiting(page)
    await anna.post(path, {"reason": "LEFT", "from": "2026-10-01"})
    assert "Alle er besvart" in waiting(await anna.get(f"/e/{cast.fjord}/missing"))


async def test_menu_and_page_count_the_same(new_browser: Any, cast: Cast, db: Any) -> None:
    path = await months(db, cast, "2026-08", "2026-10")
    anna = await new_browser(cast.anna)
    assert (await anna.get(f"/e/{cast.fjord}/home")).said(".nav .count") == ["1 trenger svar"]

    await anna.post(path, {"reason": "LAID_OFF", "from": "2026-08-01"})

    assert (await anna.get(f"/e/{cast.fjord}/home")).said(".nav .count") == []


async def test_end_date_on_the_line_is_the_answer(new_browser: Any, cast: Cast, db: Any) -> None:
    await months(db, cast, "2026-10")
    await db.execute(
        "UPDATE deduction_line SET end_on = ?, end_reason = 'LEFT' WHERE deducted = 0", dt.date(2026, 9, 30)
    )
    anna = await new_browser(cast.anna)

    assert (await anna.get(f"/e/{cast.fjord}/missing")).all("li.ans") == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"reason": ""}, "Velg en grunn"),
        ({"reason": "FERIE"}, "Velg en grunn"),
        ({"reason": "OTHER"}, "Skriv hva grunnen er"),
        ({"reason": "LAID_OFF", "from": "i går"}, "Skriv datoen som"),
        ({"reason": "LAID_OFF", "from": "01.10.2026", "until": "30.09.2026"}, "Siste dag må være etter"),
        ({"reason": "OTHER", "comment": "x" * 501}, "Skriv kortere"),
    ],
)
async def test_answer_that_cannot_be_taken_comes_back_as_typed(
    new_browser: Any, cast: Cast, db: Any, typed: dict[str, str], said: str
) -> None:
    path = await months(db, cast, "2026-10")
    anna = await new_browser(cast.anna)

    answer = await anna.post(path, typed)

    assert answer.status == 422
    assert said in answer.words
    assert await db.value("SELECT COUNT(*) FROM answer") == 0


async def test_many_are_answered_at_once(new_browser: Any, cast: Cast, db: Any) -> None:
    await sent(db, cast.fjord_metall, [0, 0, 45500], "2026-10")
    anna = await new_browser(cast.anna)
    page = await anna.get(f"/e/{cast.fjord}/missing")
    keys = [box.attributes["value"] for box in page.all('input[name="member"]')]

    form = await anna.post(f"/e/{cast.fjord}/missing", [("member", key) for key in keys])
    assert "Svar for 2 medlemmer" in form.words
    await anna.submit("main form", reason="PARENTAL_LEAVE")

    assert await db.value("SELECT COUNT(*) FROM answer") == 2
    assert await db.value("SELECT COUNT(*) FROM audit_event WHERE event = 'missing_answered'") == 1


async def test_many_without_anyone_ticked_says_so(new_browser: Any, cast: Cast, db: Any) -> None:
    await months(db, cast, "2026-10")
    anna = await new_browser(cast.anna)

    answer = await anna.post(f"/e/{cast.fjord}/missing", {})

    assert answer.status == 422
    assert "Kryss av for dem" in answer.words


async def test_changed_answer_keeps_its_history_and_can_be_taken_back(new_browser: Any, cast: Cast, db: Any) -> None:
    path = await months(db, cast, "2026-10")
    anna = await new_browser(cast.anna)
    await anna.post(path, {"reason": "LAID_OFF", "from": "2026-10-01"})
    await anna.post(path, {"reason": "LEFT", "from": "2026-10-01"})

    page = await anna.get(f"/e/{cast.fjord}/missing")
    assert "Sluttet fra" in page.words
    await anna.post(f"{path}/withdrawal", {})
    assert "Permittert fra" in (await anna.get(f"/e/{cast.fjord}/missing")).words
    assert await db.value("SELECT COUNT(*) FROM answer") == 2


async def test_stranger_and_strange_keys_find_nothing(new_browser: Any, cast: Cast, db: Any) -> None:
    path = await months(db, cast, "2026-10")
    anna, cecilie = await new_browser(cast.anna), await new_browser(cast.cecilie)

    assert (await cecilie.get(f"/e/{cast.fjord}/missing")).status == 404
    assert (await cecilie.post(path, {"reason": "LEFT"})).status == 404
    assert (await anna.get(f"/e/{cast.fjord}/missing/1/1")).status == 404
    assert (await anna.get(f"/e/{cast.fjord}/missing/x")).status == 404
    assert await db.value("SELECT COUNT(*) FROM answer") == 0


async def test_another_reason_brings_its_own_fields(new_browser: Any, cast: Cast, db: Any) -> None:
    path = await months(db, cast, "2026-10")
    anna = await new_browser(cast.anna)

    leave = await anna.get(f"{path}?reason=UNPAID_LEAVE", htmx=True)
    left = await anna.get(f"{path}?reason=LEFT", htmx=True)

    assert leave.all('[name="until"]')
    assert not left.all('[name="until"]')


async def test_each_user_gets_one_mail_for_new_lists_and_no_second(new_browser: Any, cast: Cast, db: Any) -> None:
    from app.missing.actions import tell_waiting

    await sent(db, cast.fjord_metall, [0, 45500], "2026-09")
    await sent(db, cast.fjord_metall, [0, 45500], "2026-10", first=5)

    for _ in range(2):
        await tell_waiting(clock.now())

    told = await db.rows("SELECT user_id FROM message WHERE template = 'missing_waiting'")
    assert sorted(row["user_id"] for row in told) == sorted([cast.anna.id, cast.bo.id])


async def test_nobody_is_told_when_all_is_answered(new_browser: Any, cast: Cast, db: Any) -> None:
    from app.missing.actions import tell_waiting

    path = await months(db, cast, "2026-10")
    anna = await new_browser(cast.anna)
    await anna.post(path, {"reason": "LEFT", "from": "2026-10-01"})

    assert await tell_waiting(clock.now()) == 0
