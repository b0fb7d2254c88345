"""Sending: once and for all, the same receipt for the same request, and nothing half-done."""

import asyncio
from typing import Any

import pytest

from tests.support import rows
from tests.support.cast import Cast

SEND = {"confirmed": "yes", "version": "1", "comment": "To permitterte."}


@pytest.fixture
async def november(cast: Cast) -> str:
    """Fjord's list with three people."""
    return f"/e/{cast.fjord}/lists/{await rows.deduction_list(cast.fjord_metall, [45500, 45500, 45500])}"


async def counts(db: Any) -> tuple[int, int, int]:
    """Submissions, receipts queued, and events of sending."""
    submissions = await db.value("SELECT COUNT(*) FROM submission")
    messages = await db.value("SELECT COUNT(*) FROM message WHERE template = 'receipt'")
    events = await db.value("SELECT COUNT(*) FROM audit_event WHERE event = 'list_sent'")
    return submissions, messages, events


async def test_list_is_sent_with_receipt_message_and_audit(
    new_browser: Any, cast: Cast, db: Any, november: str
) -> None:
    anna = await new_browser(cast.anna)
    await anna.get(f"{november}/review")

    answer = await anna.submit("main form[action$=delivery]", confirmed="yes", comment="To permitterte.")

    assert answer.status == 303
    receipt = await anna.follow()
    assert "TL-" in receipt.words
    assert await counts(db) == (1, 1, 1)
    state = await db.row("SELECT state, comment FROM deduction_list")
    assert state["state"] == "SENT"
    assert "permitterte" not in str(state)


async def test_same_form_again_leads_to_the_same_receipt(new_browser: Any, cast: Cast, db: Any, november: str) -> None:
    anna = await new_browser(cast.anna)

    first = await anna.post(f"{november}/delivery", SEND)
    second = await anna.post(f"{november}/delivery", SEND)

    assert (first.status, second.status) == (303, 303)
    assert first.location == second.location
    assert await counts(db) == (1, 1, 1)


async def test_fifty_at_once_make_one_submission(new_browser: Any, cast: Cast, db: Any, november: str) -> None:
    anna, bo = await new_browser(cast.anna), await new_browser(cast.bo)

    answers = await asyncio.gather(*(who.post(f"{november}/delivery", SEND) for who in (anna, bo) for _ in range(25)))

    assert {answer.status for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert await counts(db) == (1, 1, 1)


async def test_list_that_changed_after_it_was_shown_is_not_sent(
    new_browser: Any, cast: Cast, db: Any, november: str
) -> None:
    anna, bo = await new_browser(cast.anna), await new_browser(cast.bo)
    await bo.post(f"{november}/lines/1/amount", {"b-1": "100", "v-1": "1"}, htmx=True)

    answer = await anna.post(f"{november}/delivery", SEND)

    assert answer.status == 409
    assert "Listen er endret" in answer.words
    assert "To permitterte." in answer.text
    assert await counts(db) == (0, 0, 0)


async def test_edits_against_a_sending_are_in_it_or_refused(
    new_browser: Any, cast: Cast, db: Any, november: str
) -> None:
    """Whatever wins, what was sent is what the list says."""
    from app.accounts.principal import the_command_line
    from app.lists import queries

    anna, bo = await new_browser(cast.anna), await new_browser(cast.bo)

    await asyncio.gather(
        *(bo.post(f"{november}/lines/{n}/amount", {f"b-{n}": "100", f"v-{n}": "1"}, htmx=True) for n in (1, 2, 3)),
        *(anna.post(f"{november}/delivery", SEND | {"version": str(seen)}) for seen in (1, 2, 3, 4)),
    )

    by = the_command_line()
    (found,) = await db.rows("SELECT id, employer_id FROM deduction_list")
    now = await queries.list_for(by, found["employer_id"], found["id"])
    if now.is_sent:
        sent = await queries.submission_for(by, now.employer_id, await queries.latest_submission_id(now) or 0)
        frozen = {line.n: line.deducted for line in await queries.lines_sent(sent)}
        assert frozen == {line.n: line.deducted for line in await queries.lines_of(now)}
        assert sent.deducted == sum(amount or 0 for amount in frozen.values()) == now.totals.deducted


async def test_sent_list_is_closed(new_browser: Any, cast: Cast, db: Any, november: str) -> None:
    anna = await new_browser(cast.anna)
    await anna.post(f"{november}/delivery", SEND)

    assert (await anna.get(november)).location.startswith(f"/e/{cast.fjord}/submissions/")
    edit = await anna.post(f"{november}/lines/1/amount", {"b-1": "1", "v-1": "1"}, htmx=True)
    assert edit.status == 409
    form = await anna.post(november, {"b-1": "1", "v-1": "1"})
    assert form.status == 409
    assert (await anna.get(f"{november}/people/new")).status == 409


@pytest.mark.parametrize("missing", [{"confirmed": ""}, {"comment": "x" * 2001}])
async def test_sending_without_what_is_needed_is_refused_and_keeps_the_comment(
    new_browser: Any, cast: Cast, db: Any, november: str, missing: dict[str, str]
) -> None:
    anna = await new_browser(cast.anna)

    answer = await anna.post(f"{november}/delivery", SEND | missing)

    assert answer.status == 422
    assert answer.title.startswith("Feil:")
    assert await counts(db) == (0, 0, 0)


async def test_month_without_deductions_needs_a_reason_and_is_then_sent(
    new_browser: Any, cast: Cast, db: Any, november: str
) -> None:
    anna = await new_browser(cast.anna)

    refused = await anna.post(f"{november}/none", {"reason": " ", "version": "1"})
    assert refused.status == 422
    sent = await anna.post(f"{november}/none", {"reason": "Stengt i november", "version": "1"})

    assert sent.status == 303
    row = await db.row("SELECT kind, deducted, not_deducted FROM submission")
    assert dict(row) == {"kind": "NONE", "deducted": 0, "not_deducted": 3}
    assert "Stengt i november" in (await anna.follow()).words


async def test_stranger_can_neither_review_nor_send_nor_see_the_receipt(
    new_browser: Any, cast: Cast, db: Any, november: str
) -> None:
    anna, cecilie = await new_browser(cast.anna), await new_browser(cast.cecilie)
    assert (await cecilie.get(f"{november}/review")).status == 404
    assert (await cecilie.post(f"{november}/delivery", SEND)).status == 404
    receipt = (await anna.post(f"{november}/delivery", SEND)).location

    assert (await cecilie.get(receipt)).status == 404
    assert (await cecilie.get(f"{receipt}/lines")).status == 404


async def test_receipt_by_mail_tells_nothing_of_anybody(new_browser: Any, cast: Cast, db: Any, november: str) -> None:
    from app.messages.queries import words_of

    anna = await new_browser(cast.anna)
    await anna.post(f"{november}/delivery", SEND)
    names = [row["name"] for row in await db.rows("SELECT name FROM deduction_line")]

    message = await db.row("SELECT * FROM message WHERE template = 'receipt'")

    said = str(words_of(message))
    assert not [name for name in names if name in said]
    assert "permitterte" not in said


async def test_reopened_list_is_the_next_revision_and_keeps_the_first(
    new_browser: Any, cast: Cast, db: Any, november: str
) -> None:
    from app.lists.command import reopen_command

    anna = await new_browser(cast.anna)
    first = (await anna.post(f"{november}/delivery", SEND)).location
    asked = await anna.post(f"{november}/reopening", {"reason": "Feil beløp på rad 2"})
    assert asked.location == first
    assert await db.value("SELECT reopen_asked FROM deduction_list")

    number = await db.value("SELECT list_number FROM deduction_list")
    await reopen_command("metall", number)

    page = await anna.get(november)
    assert page.status == 200
    version = await db.value("SELECT version FROM deduction_list")
    second = await anna.post(f"{november}/delivery", SEND | {"version": str(version)})
    assert second.location != first
    assert await db.value("SELECT COUNT(*) FROM submission") == 2
    assert (await anna.get(first)).status == 200


async def test_asking_for_reopening_needs_a_reason(new_browser: Any, cast: Cast, db: Any, november: str) -> None:
    anna = await new_browser(cast.anna)
    await anna.post(f"{november}/delivery", SEND)

    answer = await anna.post(f"{november}/reopening", {"reason": ""})

    assert answer.status == 422
    assert not await db.value("SELECT reopen_asked FROM deduction_list")


async def test_sent_lines_are_shown_masked(new_browser: Any, cast: Cast, db: Any, november: str) -> None:
    anna = await new_browser(cast.anna)
    receipt = (await anna.post(f"{november}/delivery", SEND)).location

    page = await anna.get(f"{receipt}/lines")

    assert len(page.all("tbody tr")) == 3
    assert "•••••" in page.text


async def test_save_that_set_out_before_the_sending_does_not_land_after_it(
    new_browser: Any, cast: Cast, db: Any, november: str
) -> None:
    """The list was open when the save looked at it, and sent when it came to write."""
    from app.accounts.principal import the_command_line
    from app.errors import Closed
    from app.lists import edits, queries
    from app.lists.actions.edit import save

    by, list_id = the_command_line(), int(november.rsplit("/", 1)[-1])
    seen, line = await queries.line_for(by, cast.fjord, list_id, 1)
    anna = await new_browser(cast.anna)
    await anna.post(f"{november}/delivery", SEND)

    with pytest.raises(Closed):
        await save(seen, [edits.amount(1, line.version, 10000)], by=by, line=line)

    assert await db.value("SELECT deducted FROM deduction_line WHERE list_id = ? AND n = 1", list_id) == 45500


async def test_receipt_speaks_of_changes_where_there_are_some(new_browser: Any, cast: Cast, november: str) -> None:
    anna = await new_browser(cast.anna)
    await anna.post(f"{november}/delivery", SEND)
    plain = await anna.follow()
    other = f"/e/{cast.vik}/lists/{await rows.deduction_list(cast.vik_metall, [45500, 45500], first=20)}"
    cecilie = await new_browser(cast.cecilie)
    await cecilie.post(f"{other}/lines/1/amount", {"b-1": "100", "v-1": "1"}, htmx=True)
    await cecilie.get(f"{other}/review")
    await cecilie.submit("main form[action$=delivery]", confirmed="yes")
    changed = await cecilie.follow()

    assert "Forbundet går gjennom listen." in plain.words
    assert "Forbundet går gjennom endringene." not in plain.words
    assert "Forbundet går gjennom endringene." in changed.words
