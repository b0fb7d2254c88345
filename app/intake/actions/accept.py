"""Settling the differences, and taking what was read into the lists: all of them in one transaction."""

import asyncio
from collections.abc import Mapping

import msgspec

from app import clock, db
from app.accounts.principal import Principal
from app.audit.actions import record
from app.crypto import seal
from app.errors import Conflict
from app.files.actions import erase, keep, store
from app.files.tables import StoredFile
from app.intake import queries
from app.intake.actions.comparison import let_go
from app.intake.actions.request import expected_of
from app.intake.actions.send import keep_files
from app.intake.queries.found import Found
from app.intake.remembered import remember, share_expected
from app.intake.upload import Upload
from app.intake.upload_choices import Choice, Outcome, left_out, outcomes
from app.intake.upload_reading import FileReading, Read
from app.intake.upload_rows import Where
from app.lists.actions.fill import fill
from app.lists.line import Line
from app.unions.queries import union_by_id


async def settle(upload: Upload, choices: Mapping[str, Choice]) -> None:
    """Keep what was said about the differences so far.  Raises Closed when it is delivered."""
    await queries.refuse_delivered(upload)
    text = msgspec.json.encode(dict(choices)).decode()
    await db.execute("UPDATE upload SET choices = ? WHERE id = ?", seal(text, f"upload|choices|{upload.id}"), upload.id)


def refuse_changed(found: Found, versions: Mapping[int, int]) -> None:
    """Raises Conflict when a list is not as it was on the screen; `versions` by list."""
    if any(versions.get(list_id) != the_list.version for list_id, the_list in found.lists.items()):
        raise Conflict("list.changed_since_shown")


async def accept(
    upload: Upload,
    found: Found,
    choices: Mapping[str, Choice],
    readings: list[FileReading],
    *,
    seen: int,
    by: Principal,
) -> list[int]:
    """Take the files into the lists as if typed; answers the lists' ids, those that the files were for first.

    `seen` is the upload's version that was on the screen; `found` and `choices` have no faults left.  Raises Conflict
    when files or lists have changed since, with nothing done.
    """
    mine = {one.list_id for one in upload.lists}
    becomes = {list_id: Outcome({}, {}, {}, []) for list_id in mine}
    becomes |= await asyncio.to_thread(outcomes, found.compared, choices, upload.period)
    touched = sorted(
        (one for one in becomes if one in mine or _is_something(becomes[one])), key=lambda one: one not in mine
    )
    remembered = await _to_remember(upload, found.read)
    lighter = await _without(readings, left_out(found.compared, choices))
    async with db.transaction(durable=True):
        ours = await db.row(
            """UPDATE upload SET state = 'ACCEPTED', accepted_at = ?, choices = NULL, version = version + 1
 WHERE id = ? AND version = ? AND state = 'READ' RETURNING id""",
            *(clock.now(), upload.id, seen),
        )
        if ours is None:
            raise Conflict("upload.changed")
        for list_id in touched:
            await _fill(upload, found, list_id, becomes[list_id], by)
            if list_id not in mine:
                await db.execute(
                    "INSERT INTO upload_list (id, upload_id, list_id, joined) VALUES (?, ?, ?, ?)",
                    *(db.new_id(), upload.id, list_id, True),
                )
        await db.execute("UPDATE upload_list SET taken_back_at = NULL WHERE upload_id = ?", upload.id)
        await let_go(upload.id)
        await _let_go(readings, lighter)
        await _keep(upload, readings, lighter)
        await _remember(upload, remembered, by)
        await record(
            "file_accepted",
            by=by,
            object_kind="upload",
            object_id=upload.id,
            employer_id=upload.employer_id,
            period=upload.period,
            lists=touched,
            kinds=[f"{kind} {count}" for kind, count in sorted(found.compared.counts().items())],
        )
    return touched


def _is_something(outcome: Outcome) -> bool:
    return bool(outcome.amounts or outcome.ends or outcome.comments or outcome.people)


async def _without(readings: list[FileReading], gone: set[Where]) -> dict[int, StoredFile]:
    """By the reading's id: what was read, stored once more without the people who were not taken in.

    The file itself stays as it came, closed to all (`decisions.md` 12).
    """
    stored = {}
    for one in readings:
        places = {(where.sheet, where.row) for where in gone if where.file == one.file.n}
        if places:
            reading = await queries.result_of(one)
            reading.lines = [line for line in reading.lines if (line.sheet, line.row) not in places]
            reading.others = [line for line in reading.others if (line.sheet, line.row) not in places]
            reading.first_rows = []
            for column in reading.columns:
                column.samples = []
            reading.open_questions, reading.question = [], None
            stored[one.id] = await store(msgspec.json.encode(reading), kind="reading", erase_on=clock.today())
    return stored


async def _let_go(readings: list[FileReading], lighter: Mapping[int, StoredFile]) -> None:
    for one in readings:
        if one.id in lighter:
            await keep(lighter[one.id])
            await db.execute("UPDATE reading SET result_file_id = ? WHERE id = ?", lighter[one.id].id, one.id)
            if one.result_file_id is not None:
                await erase(one.result_file_id)


async def _fill(upload: Upload, found: Found, list_id: int, outcome: Outcome, by: Principal) -> None:
    the_list = found.lists.get(list_id)
    if the_list is None:
        raise Conflict("upload.changed")
    people = [
        Line(
            n=0,
            name=one.name,
            national_id=one.national_id,
            deducted=one.deducted,
            comment=one.comment or None,
            origin="FILE",
        )
        for one in outcome.people
    ]
    await fill(
        the_list,
        seen=the_list.version,
        amounts=outcome.amounts,
        ends=outcome.ends,
        comments=outcome.comments,
        people=people,
        by=by,
        batch=upload.id,
    )


async def _keep(upload: Upload, readings: list[FileReading], lighter: Mapping[int, StoredFile]) -> None:
    """Files and readings stay as long as the most careful of the unions keeps files."""
    months = [(await union_by_id(one.union_id)).policy.keep_files_months for one in upload.lists]
    results = [lighter[one.id].id if one.id in lighter else one.result_file_id for one in readings]
    await keep_files([file.file_id for file in upload.files] + [one for one in results if one is not None], min(months))


async def _to_remember(upload: Upload, read: list[Read]) -> dict[str, str]:
    """How these files were read, by their headings, for the next ones that have the same."""
    register = None
    found = {}
    for one in read:
        if one.of.fingerprint and one.of.answers.is_something:
            register = register or await expected_of(upload)
            kept = remember(one.of.answers, one.reading, share_expected(one.reading.lines, register))
            if kept is not None:
                found[one.of.fingerprint] = msgspec.json.encode(kept).decode()
    return found


async def _remember(upload: Upload, remembered: Mapping[str, str], by: Principal) -> None:
    for fingerprint, kept in remembered.items():
        await db.execute(
            """INSERT INTO mapping (id, employer_id, fingerprint, answers, confirmed_by, confirmed_at, uses)
 VALUES (?, ?, ?, ?, ?, ?, 1) ON CONFLICT (employer_id, fingerprint) DO UPDATE SET answers = excluded.answers,
 confirmed_by = excluded.confirmed_by, confirmed_at = excluded.confirmed_at, uses = mapping.uses + 1""",
            *(db.new_id(), upload.employer_id, fingerprint, kept, by.label, clock.now()),
        )
