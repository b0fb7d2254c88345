"""Answering for members who were not deducted."""

import datetime as dt
from collections.abc import Sequence

from app import clock, db
from app.accounts.principal import Principal
from app.audit.actions import record
from app.crypto import seal
from app.errors import NotFound
from app.messages.actions import queue
from app.missing import queries
from app.missing.forms import AnswerForm
from app.missing.member import Missing
from app.values.period import period_of

NEW = dt.timedelta(days=14)  # lists sent longer ago have been told of, or were sent before there was anybody to tell

INSERT = """INSERT INTO answer (id, union_id, employer_id, agreement_id, member_id, reason, from_on, until_on,
 first_period, last_period, comment, actor_kind, actor_id, actor_label, given_at)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


async def answer(employer_id: int, members: Sequence[Missing], given: AnswerForm, *, by: Principal) -> None:
    """Keep the same answer for one member or many, all or none; earlier answers stay as history."""
    at = clock.now()
    async with db.transaction():
        for member in members:
            row = db.new_id()
            comment = seal(given.comment, f"answer|comment|{row}") if given.comment else None
            place = (row, member.union_id, employer_id, member.agreement_id, member.member_id)
            months = (period_of(given.from_on), period_of(given.until_on) if given.until_on else None)
            what = (given.reason, given.from_on, given.until_on, *months, comment)
            await db.execute(INSERT, *place, *what, by.kind, by.id, by.label, at)
        for union_id in sorted({member.union_id for member in members}):
            await record(
                "missing_answered",
                by=by,
                object_kind="employer",
                object_id=employer_id,
                union_id=union_id,
                employer_id=employer_id,
                reason=given.reason,
                count=sum(1 for member in members if member.union_id == union_id),
            )


async def withdraw(employer_id: int, member: Missing, *, by: Principal) -> None:
    """Take back the answer that holds for the member's latest month; what it said is kept.  Raises NotFound."""
    if member.answer is None:
        raise NotFound("answer.nothing")
    async with db.transaction():
        await db.execute(
            "UPDATE answer SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ? AND withdrawn_at IS NULL",
            *(clock.now(), by.label, member.answer.id),
        )
        await record(
            "missing_answer_withdrawn",
            by=by,
            object_kind="answer",
            object_id=member.answer.id,
            union_id=member.union_id,
            employer_id=employer_id,
        )


async def tell_waiting(at: dt.datetime) -> int:
    """One e-mail to each user with new lists whose members wait for an answer; how many were queued.

    The same lists are told of once, however often this is done.
    """
    queued = 0
    for row in await queries.who_to_tell(at - NEW, at.astimezone(clock.OSLO).date()):
        async with db.transaction():
            dedupe = f"missing|{row['user_id']}|{str(row['newest'])[:10]}"
            queued += await queue("missing_waiting", to_user=row["user_id"], dedupe=dedupe, path="/") is not None
    return queued
