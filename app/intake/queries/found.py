"""What was read in an upload against the lists as they stand now."""

import asyncio
from typing import NamedTuple

from app import db
from app.accounts.principal import Principal
from app.crypto import blind_index
from app.errors import Closed, NotFound
from app.intake.queries import result_of, unions_here, upload_for
from app.intake.reading import Reading
from app.intake.register import Expected
from app.intake.upload import Upload
from app.intake.upload_differences import Compared, compare
from app.intake.upload_reading import FileReading, OfUnion, Read
from app.intake.upload_rows import Book
from app.lists.deps import FilledFrom
from app.lists.queries import lines_of, lists_of
from app.lists.the_list import TheList


class Found(NamedTuple):
    """The differences, the open lists that they are against, and what was read."""

    compared: Compared
    lists: dict[int, TheList]
    read: list[Read]


class Against(NamedTuple):
    """What files are compared with: open lists by id, and unions by theirs."""

    lists: dict[int, TheList]
    unions: dict[int, OfUnion]


async def against(by: Principal, upload: Upload) -> Against:
    """The month's open lists that this principal delivers.  Raises Closed when none of the upload's own is open."""
    unions = {one.id: one for one in await unions_here()}
    lists = {one.id: one for one in await lists_of(by, upload.employer_id, upload.period) if one.is_open}
    if not lists.keys() & {one.list_id for one in upload.lists}:
        raise Closed("list.closed")
    return Against(lists, unions)


async def compared_with_lists(upload: Upload, read: list[Read], them: Against) -> Found:
    """The files against these lists."""
    lists, unions = them
    main = {one.list_id for one in upload.lists}
    by_hand = await _by_hand(list(lists))
    books = [
        Book(
            one.id,
            unions[one.union_id],
            _label(one),
            one.id in main,
            await lines_of(one),
            frozenset(by_hand.get(one.id, ())),
            one.policy.comment_required,
        )
        for one in lists.values()
    ]
    books.sort(key=lambda book: not book.is_main)
    ids = {line.national_id for one in read for line in one.reading.lines if line.national_id}
    ids -= {line.national_id for book in books for line in book.lines}
    ended = {one.union_id: await _inactive(one.union_id, lists, ids, upload.period) for one in lists.values()}
    orgnr = next(iter(lists.values())).orgnr
    compared = await asyncio.to_thread(compare, read, books, ended, upload.period, orgnr)
    return Found(compared, lists, read)


async def _by_hand(list_ids: list[int]) -> dict[int, set[int]]:
    """The lines, by list, in which somebody has typed since the last file was taken in: not an upload's own changes."""
    found: dict[int, set[int]] = {}
    if not list_ids:
        return found
    rows = await db.rows(
        f"""SELECT c.list_id, c.n FROM line_change c WHERE c.list_id IN ({db.marks(len(list_ids))}) AND c.undone = ?
 AND c.field <> 'person' AND NOT EXISTS (
 SELECT 1 FROM upload_list x WHERE x.list_id = c.list_id AND x.upload_id = c.batch) AND NOT EXISTS (
 SELECT 1 FROM line_change f JOIN upload_list x ON x.list_id = f.list_id AND x.upload_id = f.batch
 WHERE f.list_id = c.list_id AND f.n = c.n AND f.field = c.field AND f.undone = ?
 AND f.changed_at > c.changed_at)""",  # noqa: S608
        *(*list_ids, False, False),
    )
    for row in rows:
        found.setdefault(row["list_id"], set()).add(row["n"])
    return found


def _label(the_list: TheList) -> str:
    return f"{the_list.union_name}, {the_list.agreement_name}" if the_list.agreement_name else the_list.union_name


async def _inactive(union_id: int, lists: dict[int, TheList], national_ids: set[str], period: str) -> list[Expected]:
    """Those of these people who have an order at the same agreements that is over, or has not begun."""
    by_index = {blind_index("national_id", union_id, one): one for one in national_ids}
    agreements = sorted({one.agreement_id for one in lists.values() if one.union_id == union_id})
    found: dict[str, Expected] = {}
    indexes = sorted(by_index)
    for start in range(0, len(indexes), 500):
        part = indexes[start : start + 500]
        rows = await db.rows(
            f"""SELECT m.national_id_index, m.member_no, m.name, o.starts, o.ends FROM member m
 JOIN deduction_order o ON o.member_id = m.id AND o.agreement_id IN ({db.marks(len(agreements))})
 WHERE m.union_id = ? AND m.national_id_index IN ({db.marks(len(part))}) ORDER BY o.starts""",  # noqa: S608
            *(*agreements, union_id, *part),
        )
        for row in rows:
            number = by_index[row["national_id_index"]]
            found[number] = Expected(
                member_no=row["member_no"],
                name=row["name"],
                national_id=number,
                orgnr=next(iter(lists.values())).orgnr,
                start=row["starts"],
                end=row["ends"],
            )
    return [one for one in found.values() if not one.active_in(period)]


def can_be_ours(upload: Upload, reading: Reading) -> bool:
    """Whether somebody may say that a file which names another union is for this one all the same.

    Not of our own template, whose rows are another list's; nor where several unions are to share the files.
    """
    return (
        reading.reason == "other_union"
        and "template" not in reading.values
        and len({one.union_id for one in upload.lists}) == 1
    )


async def of_other_unions(readings: list[FileReading]) -> list[FileReading]:
    """The files that are another union's alone: they are sent to nobody here, read or unread (`decisions.md` 12)."""
    unread = [one for one in readings if one.state == "UNREADABLE"]
    return [one for one in unread if (await result_of(one)).reason == "other_union"]


async def can_undo_upload(by: Principal, upload: Upload) -> set[int]:
    """The open lists that these files can be taken out of again: nobody has touched since what came from them."""
    found = set()
    for one in upload.open_lists:
        moved = await db.row(
            """SELECT COUNT(*) AS came, COUNT(l.id) AS stand FROM line_change c
 LEFT JOIN deduction_line l ON l.list_id = c.list_id AND l.n = c.n AND l.version = c.line_version
 WHERE c.list_id = ? AND c.revision = ? AND c.batch = ? AND c.undone = ?""",
            *(one.list_id, one.revision, upload.id, False),
        )
        if moved and moved["came"] and moved["came"] == moved["stand"]:
            found.add(one.list_id)
    return found


async def what_filled(by: Principal, the_list: TheList) -> FilledFrom | None:
    """The files that were taken into an open list last, if they can be taken out of it again."""
    if by.kind != "user":
        return None
    last = await db.value(
        """SELECT u.id FROM upload_list x JOIN upload u ON u.id = x.upload_id AND u.state = 'ACCEPTED'
 WHERE x.list_id = ? AND x.taken_back_at IS NULL ORDER BY u.accepted_at DESC LIMIT 1""",
        the_list.id,
    )
    if last is None:
        return None
    try:
        upload = await upload_for(by, the_list.employer_id, last)
    except NotFound:  # it is for another's lists too
        return None
    if the_list.id not in await can_undo_upload(by, upload):
        return None
    return FilledFrom([file.name for file in upload.files], f"{upload.path}/retraction")
