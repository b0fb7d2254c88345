"""Sending a list: once and for all, in one transaction, with receipt, message and audit."""

import datetime as dt
from collections.abc import Sequence
from typing import Literal

import msgspec

from app import clock, db
from app.accounts.principal import Principal
from app.audit.actions import record
from app.crypto import seal
from app.errors import Closed, Conflict, Invalid
from app.lists import queries
from app.lists.line import Line, judged
from app.lists.snapshot import digest_of, frozen
from app.lists.the_list import TheList
from app.lists.totals import Counters, summed
from app.messages.actions import queue
from app.values.receipt_no import make_receipt_no

LOCK = """UPDATE deduction_list SET state = 'SENT', sent_at = ?, version = version + 1
 WHERE id = ? AND state = 'OPEN' AND version = ? RETURNING version"""


async def send(
    the_list: TheList,
    *,
    by: Principal,
    seen: int,
    comment: str = "",
    kind: Literal["LIST", "NONE", "FILE"] = "LIST",
    reason: str = "",
    files: Sequence[str] = (),
) -> int:
    """Send the list as it stood when it had version `seen`; answers the submission's id.

    `files` are the names of those that it came as.  The same request again answers the same submission.  Raises
    Conflict when the list changed after it was shown, Invalid when lines must be put right first, Closed when it is
    settled.
    """
    if the_list.is_sent:
        return await _sent_already(the_list)
    if the_list.is_settled:
        raise Closed("list.settled")
    if kind == "LIST" and the_list.has_problems:
        raise Invalid("list.problems", count=the_list.totals.problems)
    at = clock.now()
    async with db.transaction(durable=True):
        if await db.row(LOCK, at, the_list.id, seen):
            return await _write(the_list, kind, reason, comment, files, by, at)
    now = await queries.list_for(by, the_list.employer_id, the_list.id)
    if now.is_sent and now.revision == the_list.revision:
        return await _sent_already(now)
    raise Conflict("list.changed_since_shown")


async def _sent_already(the_list: TheList) -> int:
    found = await db.value(
        "SELECT id FROM submission WHERE list_id = ? AND revision = ?", the_list.id, the_list.revision
    )
    if found is None:
        raise Closed("list.closed")
    return int(found)


async def _write(
    the_list: TheList, kind: str, reason: str, comment: str, files: Sequence[str], by: Principal, at: dt.datetime
) -> int:
    """The submission and all that goes with it; the list is locked and ours."""
    lines = await queries.lines_of(the_list)
    if kind != "LIST":
        lines = await _overwrite(the_list, lines, deducted=0 if kind == "NONE" else None)
    totals = summed(lines)
    submission_id = db.new_id()
    receipt_no = make_receipt_no(the_list.period, submission_id)
    text = frozen(lines)
    digest = digest_of(
        receipt_no=receipt_no,
        list_number=the_list.list_number,
        revision=the_list.revision,
        comment=comment,
        text=text,
    )
    await db.execute(
        f"INSERT INTO submission ({', '.join(COLUMNS)}) VALUES ({db.marks(len(COLUMNS))})",  # noqa: S608
        submission_id,
        the_list.id,
        the_list.union_id,
        the_list.employer_id,
        the_list.period,
        the_list.revision,
        receipt_no,
        kind,
        seal(reason, f"submission|reason|{submission_id}") if reason else None,
        totals.people,
        totals.expected,
        totals.unknown,
        None if kind == "FILE" else totals.deducted,
        totals.changed,
        totals.ended,
        totals.added,
        totals.not_deducted,
        totals.deducted if the_list.invoiced is None and kind != "FILE" else the_list.invoiced,
        the_list.kid,
        the_list.due_on,
        seal(comment, f"submission|comment|{submission_id}") if comment else None,
        seal("\n".join(files), f"submission|files|{submission_id}") if files else None,
        seal(text, f"submission|lines|{submission_id}"),
        digest,
        by.kind,
        by.id,
        by.label,
        at,
    )
    await _close(the_list, comment, totals, kind)
    await _tell(the_list, submission_id, digest, kind, by)
    return submission_id


COLUMNS = (
    *("id", "list_id", "union_id", "employer_id", "period", "revision", "receipt_no", "kind", "reason"),
    *("people", "expected", "unknown", "deducted", "changed", "ended", "added", "not_deducted", "invoiced", "kid"),
    *("due_on", "comment", "files", "lines", "digest", "actor_kind", "actor_id", "actor_label", "sent_at"),
)


async def _overwrite(the_list: TheList, lines: list[Line], deducted: int | None) -> list[Line]:
    """The same amount for everybody: 0 in a month without deductions, unknown when only a file tells."""
    changed = [judged(msgspec.structs.replace(line, deducted=deducted), comment_required=False) for line in lines]
    await db.many(
        "UPDATE deduction_line SET deducted = ?, status = ?, problem = NULL, version = version + 1 WHERE id = ?",
        [(line.deducted, line.status, line.id) for line in changed],
    )
    return [msgspec.structs.replace(line, problem=None) for line in changed]


async def _close(the_list: TheList, comment: str, totals: Counters, kind: str) -> None:
    counters = ", ".join(f"{name} = ?" for name in Counters._fields)
    await db.execute(
        f"UPDATE deduction_list SET comment = ?, to_key = ?, {counters} WHERE id = ?",  # noqa: S608
        seal(comment, f"deduction_list|comment|{the_list.id}") if comment else None,
        kind == "FILE",
        *totals,
        the_list.id,
    )


async def _tell(the_list: TheList, submission_id: int, digest: str, kind: str, by: Principal) -> None:
    await record(
        "list_sent",
        by=by,
        object_kind="submission",
        object_id=submission_id,
        union_id=the_list.union_id,
        employer_id=the_list.employer_id,
        list_number=the_list.list_number,
        revision=the_list.revision,
        kind=kind,
        digest=digest,
    )
    if by.kind == "user":
        await queue(
            "receipt",
            to_user=by.id,
            dedupe=f"receipt|{submission_id}",
            path=f"/e/{the_list.employer_id}/submissions/{submission_id}",
        )
