"""Opening a sent list again: asked for by the employer, decided by the union; what was sent stays as it was."""

from app import clock, db
from app.accounts.principal import Principal
from app.audit.actions import record
from app.crypto import seal
from app.errors import Closed, Invalid
from app.lists.the_list import TheList
from app.messages.actions import queue


async def ask_reopening(the_list: TheList, reason: str, *, by: Principal) -> None:
    """Ask the union to open the list again.  A second request changes nothing.

    Raises Closed while the list is open, Invalid without a reason.
    """
    if the_list.is_open:
        raise Closed("list.is_open")
    if not reason.strip():
        raise Invalid("reopening.reason_missing")
    if the_list.reopen_asked:
        return
    row = db.new_id()
    async with db.transaction():
        await db.execute(
            """INSERT INTO reopening (id, list_id, union_id, employer_id, revision, reason, asked_by, asked_at)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (list_id, revision) DO NOTHING""",
            row,
            the_list.id,
            the_list.union_id,
            the_list.employer_id,
            the_list.revision,
            seal(reason, f"reopening|reason|{row}"),
            by.label,
            clock.now(),
        )
        await db.execute("UPDATE deduction_list SET reopen_asked = ? WHERE id = ?", True, the_list.id)
        await _record("reopening_asked", the_list, by)


async def reopen(the_list: TheList, *, by: Principal, answer: str = "") -> None:
    """Open a sent or settled list again with the next revision; the earlier submission stays.

    Raises Closed when it is open already.
    """
    if the_list.is_open:
        raise Closed("list.is_open")
    async with db.transaction():
        opened = await db.row(
            """UPDATE deduction_list SET state = 'OPEN', revision = revision + 1, version = version + 1, sent_at = NULL,
 reopen_asked = ?, to_key = ? WHERE id = ? AND state = ? AND revision = ? RETURNING id""",
            False,
            False,
            the_list.id,
            the_list.state,
            the_list.revision,
        )
        if opened is None:
            raise Closed("list.is_open")
        await _decide(the_list, by, granted=True, answer=answer)
        await _record("list_reopened", the_list, by)
        await _tell_sender(the_list)


async def refuse_reopening(the_list: TheList, *, by: Principal, answer: str) -> None:
    """Leave the list closed, and say why."""
    async with db.transaction():
        await db.execute("UPDATE deduction_list SET reopen_asked = ? WHERE id = ?", False, the_list.id)
        await _decide(the_list, by, granted=False, answer=answer)
        await _record("reopening_refused", the_list, by)


async def _decide(the_list: TheList, by: Principal, *, granted: bool, answer: str) -> None:
    await db.execute(
        """UPDATE reopening SET decided_by = ?, decided_at = ?, granted = ?, answer = ?
 WHERE list_id = ? AND revision = ? AND decided_at IS NULL""",
        by.label,
        clock.now(),
        granted,
        answer,
        the_list.id,
        the_list.revision,
    )


async def _record(event: str, the_list: TheList, by: Principal) -> None:
    await record(
        event,
        by=by,
        object_kind="list",
        object_id=the_list.id,
        union_id=the_list.union_id,
        employer_id=the_list.employer_id,
        list_number=the_list.list_number,
        revision=the_list.revision,
    )


async def _tell_sender(the_list: TheList) -> None:
    """A message to whoever sent the revision that is now opened again."""
    sender = await db.value(
        "SELECT actor_id FROM submission WHERE list_id = ? AND revision = ? AND actor_kind = 'user'",
        the_list.id,
        the_list.revision,
    )
    if sender is not None:
        dedupe = f"reopened|{the_list.id}|{the_list.revision}"
        await queue("reopened", to_user=sender, dedupe=dedupe, path=the_list.path)
