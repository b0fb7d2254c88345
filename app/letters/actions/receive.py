"""Taking in letters that staff post: looked at, and kept as one sealed spool; they are placed afterwards, by a job."""

import asyncio
import datetime as dt
import shutil
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from app import clock, db
from app.accounts.principal import Principal
from app.audit.actions import record
from app.errors import Forbidden, Invalid
from app.files.actions import keep, store
from app.jobs.actions import later
from app.letters import pdf
from app.letters.batch import KEEP_UNPLACED_DAYS
from app.letters.mapping import LARGEST, Unreadable, Wanted, read_mapping, wanted_for
from app.settings import settings

ROOM = 1_500_000_000
"""Bytes that must be free before letters are taken in; on a small disk, a tenth of it."""

INSERT = """INSERT INTO letter_file (id, batch_id, n, name, size, sha256, starts_at, kind, wanted, state, problem)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


class Came(Protocol):
    """A file as `web.multipart` hands it over."""

    name: str
    path: Path
    size: int
    sha256: str
    too_large: bool


class _Seen(NamedTuple):
    file: Came
    problem: str
    wanted: Wanted | None


async def mapping_in(file: Came | None) -> dict[str, Wanted]:
    """What the mapping file says; nothing when there is none.  Raises Invalid."""
    if file is None:
        return {}
    if file.too_large or file.size > LARGEST:
        raise Invalid("mapping.large")
    data = await asyncio.to_thread(file.path.read_bytes)
    try:
        return await asyncio.to_thread(read_mapping, file.name, data)
    except Unreadable as no:
        raise Invalid(str(no)) from no


async def receive(union_id: int, files: Sequence[Came], kind: str, mapping: dict[str, Wanted], *, by: Principal) -> int:
    """Keep the files of one batch; answers its id.  `kind` is what all of them are, or '' when each says it itself.

    Raises Forbidden for whoever may not post for the union, and Invalid when there is no room or nothing to post.
    """
    if not by.may(union_id, "HANDLE") and by.kind not in {"cli", "job"}:
        raise Forbidden("letters.role")
    if not files:
        raise Invalid("letters.none_chosen")
    disk = shutil.disk_usage(settings().data_dir)
    if disk.free < min(ROOM, disk.total // 10):
        raise Invalid("letters.no_room")
    seen = await asyncio.to_thread(_look, files, mapping)
    good = [one.file for one in seen if not one.problem]
    until = clock.today() + dt.timedelta(days=KEEP_UNPLACED_DAYS)
    spool = await store(_pieces(good), kind="letter_spool", erase_on=until) if good else None
    batch_id = db.new_id()
    async with db.transaction():
        if spool is not None:
            await keep(spool)
        await db.execute(
            """INSERT INTO letter_batch (id, union_id, source, spool_id, actor_kind, actor_id, actor_label, posted_at,
 total) VALUES (?, ?, 'POSTED', ?, ?, ?, ?, ?, ?)""",
            *(batch_id, union_id, spool.id if spool else None, by.kind, by.id, by.label, clock.now(), len(seen)),
        )
        await db.many(INSERT, _rows(batch_id, seen, kind))
        await record(
            "letters_received",
            by=by,
            object_kind="letter_batch",
            object_id=batch_id,
            union_id=union_id,
            count=len(seen),
            refused=len(seen) - len(good),
        )
        await later("letters.place", {"batch_id": batch_id})
    return batch_id


def _look(files: Sequence[Came], mapping: dict[str, Wanted]) -> list[_Seen]:
    return [_Seen(file, _fault(file), wanted_for(mapping, file.name)) for file in files]


def _fault(file: Came) -> str:
    if file.too_large:
        return pdf.fault(b"", b"", too_large=True)
    with file.path.open("rb") as opened:
        head = opened.read(8)
        opened.seek(max(0, file.size - pdf.TAIL_WITHIN))
        return pdf.fault(head, opened.read(), too_large=False)


async def _pieces(files: Sequence[Came]) -> AsyncIterator[bytes]:
    for file in files:
        yield await asyncio.to_thread(file.path.read_bytes)


def _rows(batch_id: int, seen: Sequence[_Seen], kind: str) -> list[tuple[object, ...]]:
    made: list[tuple[object, ...]] = []
    at = 0
    for n, (file, problem, wanted) in enumerate(seen, 1):
        said = (wanted.kind if wanted and wanted.kind else kind, wanted.who if wanted else "")
        state = "REFUSED" if problem else "WAITING"
        own = (file.name, file.size, file.sha256)
        made.append((db.new_id(), batch_id, n, *own, at, *said, state, problem))
        at += 0 if problem else file.size
    return made
