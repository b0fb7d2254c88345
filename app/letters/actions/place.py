"""Placing the letters of a batch, some at a time: each gets bytes of its own, a row, and its employer.

Killed on the way, it goes on where it was: a file that has been seen to is not seen to again, and the same bytes are
never the same employer's twice.
"""

import asyncio
import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from app import clock, db
from app.accounts.principal import Principal
from app.audit.actions import record
from app.audit.actor import the_portal
from app.errors import Closed, Forbidden, NotFound
from app.files.actions import erase, keep, store
from app.files.queries import stream
from app.files.tables import StoredFile
from app.letters.actions.tell import day_of, tell_of
from app.letters.actions.write import NewLetter, write_letter
from app.letters.batch import KEEP_UNPLACED_DAYS, Batch, BatchFile, kind_of
from app.letters.letter import erased_on
from app.letters.placing import Address, Found, Place, Places, kind_named, title_named
from app.letters.queries.batches import already, places_of
from app.letters.spool import Cut, cut
from app.unions.queries import TheUnion, union_by_id

TOGETHER = 40
"""Files in one transaction."""


class _One(NamedTuple):
    row: db.Row
    found: Found
    data: bytes


async def place(batch_id: int) -> None:
    """See to every file that waits, tell those who have new letters, and let the spool go."""
    batch = await db.row("SELECT * FROM letter_batch WHERE id = ?", batch_id)
    if batch is None or batch["state"] == "DONE":
        return
    union = await union_by_id(batch["union_id"])
    waiting = await db.rows("SELECT * FROM letter_file WHERE batch_id = ? AND state = 'WAITING' ORDER BY n", batch_id)
    if waiting and batch["spool_id"] is not None:
        places = Places(await places_of(union.id))
        group: list[_One] = []
        cuts = [Cut(row["starts_at"], row["size"]) for row in waiting]
        async for n, data in cut(stream(batch["spool_id"]), cuts):
            row = waiting[n]
            found = places.told(row["wanted"]) if row["wanted"] else places.named(row["name"])
            group.append(_One(row, found, data))
            if len(group) == TOGETHER or n == len(waiting) - 1:
                await _place_some(union, places, group)
                group = []
    await tell_of(batch_id, union, day_of(batch["posted_at"]), batch["posted_at"])
    await _finish(batch)


async def _place_some(union: TheUnion, places: Places, group: Sequence[_One]) -> None:
    """Bytes first, side by side; then the rows, all in one transaction."""
    today = clock.today()
    until = erased_on(today, union.policy.letter_months)
    unplaced = today + dt.timedelta(days=KEEP_UNPLACED_DAYS)
    known = await already(union.id, [one.row["sha256"] for one in group])
    wanted = [one for one in group if not _is_known(one, known)]
    stored = await asyncio.gather(
        *(
            store(one.data, kind="letter", erase_on=until if isinstance(one.found, Address) else unplaced)
            for one in wanted
        )
    )
    files = {one.row["id"]: file for one, file in zip(wanted, stored, strict=True)}
    async with db.transaction():
        for one in group:
            await _settle(union.id, places, one, files.get(one.row["id"]), until)


def _is_known(one: _One, known: set[tuple[int, int, str]]) -> bool:
    if not isinstance(one.found, Address):
        return False
    return (one.found.employer_id, one.found.agreement_id or 0, one.row["sha256"]) in known


async def _settle(union_id: int, places: Places, one: _One, file: StoredFile | None, until: dt.date) -> None:
    """What becomes of one file; in the caller's transaction."""
    row = one.row
    if file is None:
        await _mark(row["id"], "TWICE")
    elif isinstance(one.found, Address):
        kind = kind_of(row["kind"], kind_named(row["name"]))
        title = title_named(row["name"], places)
        new = NewLetter(union_id, row["batch_id"], one.found, kind, title, file, clock.now(), until)
        letter_id = await write_letter(new)
        if letter_id is None:  # twice within these few
            await erase(file.id)
        await _mark(row["id"], "POSTED" if letter_id else "TWICE", letter_id=letter_id)
    else:
        await keep(file)
        await _mark(row["id"], "UNPLACED", problem=one.found, file_id=file.id)


async def _mark(
    row_id: int, state: str, *, problem: str = "", file_id: int | None = None, letter_id: int | None = None
) -> None:
    await db.execute(
        "UPDATE letter_file SET state = ?, problem = ?, file_id = ?, letter_id = ? WHERE id = ?",
        *(state, problem, file_id, letter_id, row_id),
    )


async def _finish(batch: db.Row) -> None:
    async with db.transaction():
        ended = await db.row(
            """UPDATE letter_batch SET state = 'DONE', done_at = ?, spool_id = NULL WHERE id = ? AND state = 'WORKING'
 RETURNING id""",
            *(clock.now(), batch["id"]),
        )
        if ended is None:
            return
        if batch["spool_id"] is not None:
            await erase(batch["spool_id"])
        counts = await db.rows(
            "SELECT LOWER(state) AS state, COUNT(*) AS n FROM letter_file WHERE batch_id = ? GROUP BY state",
            batch["id"],
        )
        await record(
            "letters_placed",
            by=the_portal("letters"),
            object_kind="letter_batch",
            object_id=batch["id"],
            union_id=batch["union_id"],
            **{one["state"]: one["n"] for one in counts},
        )


async def place_by_hand(batch: Batch, file: BatchFile, where: Place, whole: bool, kind: str, *, by: Principal) -> None:
    """Give a file that could not be placed to an employer: one agreement, or with `whole` all of them.

    Raises Closed when it is placed or removed already, NotFound when its bytes are erased.
    """
    _may(batch, by)
    if file.state != "UNPLACED":
        raise Closed("letters.placed_already")
    union, at = await union_by_id(batch.union_id), clock.now()
    until = erased_on(clock.today(), union.policy.letter_months)
    kept = await db.row(
        "SELECT * FROM stored_file WHERE id = ? AND erased_at IS NULL AND (erase_on IS NULL OR erase_on > ?)",
        *(file.file_id or 0, clock.today()),
    )
    if kept is None:
        raise NotFound("file")
    address = Address(where.employer_id, None if whole else where.agreement_id)
    places = Places([where])
    wanted = kind_of(kind or file.kind, kind_named(file.name))
    async with db.transaction():
        await _take(file, "POSTED")
        new = NewLetter(
            union.id, batch.id, address, wanted, title_named(file.name, places), StoredFile(**kept), at, until
        )
        letter_id = await write_letter(new, kept=True)
        if letter_id is None:
            await erase(kept["id"])
        else:
            await db.execute("UPDATE stored_file SET erase_on = ? WHERE id = ?", until, kept["id"])
        await _mark(file.id, "POSTED" if letter_id else "TWICE", letter_id=letter_id)
        await _tell_deed("letter_placed", batch, file, by, employer_id=where.employer_id)
    await tell_of(batch.id, union, clock.today(), at)


async def remove(batch: Batch, file: BatchFile, *, by: Principal) -> None:
    """A file that is not to be posted.  Raises Closed when it is placed already."""
    _may(batch, by)
    async with db.transaction():
        await _take(file, "REMOVED")
        if file.file_id is not None:
            await erase(file.file_id)
        await _mark(file.id, "REMOVED")
        await _tell_deed("letter_removed", batch, file, by)


async def _take(file: BatchFile, state: str) -> None:
    """Whoever comes second finds it taken."""
    taken = await db.row(
        "UPDATE letter_file SET state = ? WHERE id = ? AND state = 'UNPLACED' RETURNING id", state, file.id
    )
    if taken is None:
        raise Closed("letters.placed_already")


async def _tell_deed(event: str, batch: Batch, file: BatchFile, by: Principal, employer_id: int | None = None) -> None:
    await record(
        event,
        by=by,
        object_kind="letter_batch",
        object_id=batch.id,
        union_id=batch.union_id,
        employer_id=employer_id,
        n=file.n,
    )


def _may(batch: Batch, by: Principal) -> None:
    if not by.may(batch.union_id, "HANDLE"):
        raise Forbidden("letters.role")
