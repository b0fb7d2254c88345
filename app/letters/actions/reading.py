"""Downloaded, and as if it had not been."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

from app import clock, db
from app.accounts.principal import Principal
from app.audit.actions import record
from app.files.queries import stream
from app.letters.letter import Letter, file_name
from app.letters.zipped import Entry, zipped

TOLD_OF = 100  # ids in one event


async def sent(letter: Letter, *, by: Principal, counts: bool = True) -> AsyncIterator[bytes]:
    """The letter's bytes; when the last of them has gone, it is downloaded.  Not `counts`: it is only asked about."""
    async for piece in stream(letter.file_id):
        yield piece
    if counts:
        await mark_downloaded([letter], by=by)


async def sent_together(letters: Sequence[Letter], *, by: Principal) -> AsyncIterator[bytes]:
    """A zip of them; when the last bytes have gone, they are downloaded."""
    entries, names = [], set[str]()
    for letter in letters:
        at = letter.created_at.astimezone(clock.OSLO)
        number = 0
        while (name := file_name(letter, at.date(), number)) in names:
            number += 1
        names.add(name)
        entries.append(Entry(name, at, lambda file_id=letter.file_id: stream(file_id)))  # type: ignore[misc]
    async for piece in zipped(entries):
        yield piece
    await mark_downloaded(letters, by=by)


async def mark_downloaded(letters: Sequence[Letter], *, by: Principal) -> None:
    """Who was first, and when, stands with each letter; that they were downloaded now is in the trail."""
    at = clock.now()
    async with db.transaction():
        for start in range(0, len(letters), TOLD_OF):
            ids = [letter.id for letter in letters[start : start + TOLD_OF]]
            await db.execute(
                f"""UPDATE letter SET downloaded_at = ?, downloaded_by = ?
 WHERE downloaded_at IS NULL AND id IN ({db.marks(len(ids))})""",  # noqa: S608
                *(at, by.label, *ids),
            )
        for union_id in sorted({letter.union_id for letter in letters}):
            await _tell([letter for letter in letters if letter.union_id == union_id], by)


async def _tell(letters: Sequence[Letter], by: Principal) -> None:
    for start in range(0, len(letters), TOLD_OF):
        some = letters[start : start + TOLD_OF]
        more: dict[str, Any] = {"letters": [str(letter.id) for letter in some]} if len(some) > 1 else {}
        await record(
            "letter_downloaded",
            by=by,
            object_kind="letter",
            object_id=some[0].id,
            union_id=some[0].union_id,
            employer_id=some[0].employer_id,
            count=len(some),
            **more,
        )


async def mark_unread(letter: Letter, *, by: Principal) -> None:
    """New again, for everybody at the employer."""
    async with db.transaction():
        found = await db.row(
            """UPDATE letter SET downloaded_at = NULL, downloaded_by = NULL
 WHERE id = ? AND downloaded_at IS NOT NULL RETURNING id""",
            letter.id,
        )
        if found:
            await record(
                "letter_marked_unread",
                by=by,
                object_kind="letter",
                object_id=letter.id,
                union_id=letter.union_id,
                employer_id=letter.employer_id,
            )
