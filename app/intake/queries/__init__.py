"""What we know of uploads.  `upload_for` is the only door: whoever asks must hold the key to every list it concerns."""

import datetime as dt
from typing import Any

import msgspec

from app import db
from app.accounts.principal import Principal
from app.crypto import unseal
from app.employers.queries import TheAgreement, agreements_for
from app.errors import Closed, NotFound
from app.files.queries import read as read_file
from app.intake.reading import MOST_LINES, Answers, Reading
from app.intake.remembered import Remembered
from app.intake.upload import WAITING, Concerned, Option, Upload, UploadedFile, mark_replaced
from app.intake.upload_choices import Choice
from app.intake.upload_reading import FileReading, OfUnion, Read, TooMany
from app.lists.queries import lists_of
from app.lists.the_list import TheList
from app.unions.queries import all_unions

COLUMNS = """u.id, u.employer_id, u.period, u.state, u.remark, u.actor_label, u.received_at, u.sent_at, u.accepted_at,
 u.version"""
GONE = "WITHDRAWN"
OPEN_STATES = ", ".join(f"'{state}'" for state in sorted(WAITING))

_LINKED = "SELECT 1 FROM upload_list x JOIN deduction_list l ON l.id = x.list_id WHERE x.upload_id = u.id"


def _key(by: Principal) -> tuple[str, list[Any]]:
    """What must be true of upload `u` for this principal: every list that it concerns is theirs."""
    match by.kind:
        case "user":
            grant = "SELECT 1 FROM access_grant g WHERE g.agreement_id = l.agreement_id AND g.user_id = ?"
            return f"EXISTS ({_LINKED}) AND NOT EXISTS ({_LINKED} AND NOT EXISTS ({grant}))", [by.id]
        case "list":
            return f"EXISTS ({_LINKED}) AND NOT EXISTS ({_LINKED} AND l.id <> ?)", [by.list_id]
        case "cli" | "job":
            return "1 = 1", []
        case _:
            raise NotFound("upload.not_found")


async def upload_for(by: Principal, employer_id: int, upload_id: int) -> Upload:
    """An upload, for someone who may deliver all that it concerns.  Raises NotFound, for a stranger too."""
    allowed, values = _key(by)
    found = await db.rows(
        f"SELECT {COLUMNS} FROM upload u WHERE u.id = ? AND u.employer_id = ? AND u.state <> ? AND {allowed}",  # noqa: S608
        *(upload_id, employer_id, GONE, *values),
    )
    if not found:
        raise NotFound("upload.not_found", onwards=f"/e/{employer_id}/uploads")
    return (await _whole(found))[0]


async def came_from(by: Principal, upload_id: int) -> Upload | None:
    """The upload that a file was moved from, by then perhaps empty; None unless all that it concerned is theirs."""
    allowed, values = _key(by)
    found = await db.rows(f"SELECT {COLUMNS} FROM upload u WHERE u.id = ? AND {allowed}", upload_id, *values)  # noqa: S608
    return (await _whole(found))[0] if found else None


async def waiting_uploads(by: Principal, employer_id: int, period: str) -> list[Upload]:
    """Uploads of the month that are not delivered yet, oldest first."""
    allowed, values = _key(by)
    found = await db.rows(
        f"""SELECT {COLUMNS} FROM upload u WHERE u.employer_id = ? AND u.period = ? AND u.state IN ({OPEN_STATES})
 AND {allowed} ORDER BY u.received_at, u.id""",  # noqa: S608
        *(employer_id, period, *values),
    )
    return await _whole(found)


async def delivered_uploads(by: Principal, employer_id: int, limit: int = 100) -> list[Upload]:
    """What has been sent or taken into the lists, of all months, newest first."""
    allowed, values = _key(by)
    found = await db.rows(
        f"""SELECT {COLUMNS} FROM upload u WHERE u.employer_id = ? AND u.state IN ('ACCEPTED', 'SENT') AND {allowed}
 ORDER BY COALESCE(u.sent_at, u.accepted_at) DESC, u.id LIMIT ?""",  # noqa: S608
        *(employer_id, *values, limit),
    )
    uploads = await _whole(found)
    mark_replaced(uploads)
    return uploads


async def how_many_files(employer_id: int, period: str) -> int:
    """Files that lie waiting for this month, of all the employer's people."""
    return int(
        await db.value(
            f"""SELECT COUNT(*) FROM upload u JOIN upload_file f ON f.upload_id = u.id AND f.removed_at IS NULL
 WHERE u.employer_id = ? AND u.period = ? AND u.state IN ({OPEN_STATES})""",  # noqa: S608
            *(employer_id, period),
        )
    )


async def options(by: Principal, employer_id: int, period: str, waiting: list[Upload]) -> list[Option]:
    """Each agreement of theirs, and whether its month can be delivered by file, knowing what waits already.

    Raises NotFound for a stranger.
    """
    agreements = await agreements_for(by, employer_id)
    lists = {one.agreement_id: one for one in await lists_of(by, employer_id, period)}
    by_files = {union.id: union.policy.by_files for union in await all_unions()}
    taken = {concerned.list_id: upload.id for upload in waiting for concerned in upload.lists}
    receipts = await _receipts([one.id for one in lists.values() if one.is_sent])
    return [_option(one, lists.get(one.id), by_files.get(one.union_id, True), taken, receipts) for one in agreements]


async def _receipts(list_ids: list[int]) -> dict[int, int]:
    """The submission of each sent list as it stands."""
    if not list_ids:
        return {}
    found = await db.rows(
        f"""SELECT s.list_id, s.id FROM submission s
 JOIN deduction_list l ON l.id = s.list_id AND l.revision = s.revision
 WHERE s.list_id IN ({db.marks(len(list_ids))})""",  # noqa: S608
        *list_ids,
    )
    return {one["list_id"]: one["id"] for one in found}


def _option(
    agreement: TheAgreement,
    the_list: TheList | None,
    by_files: bool,
    taken: dict[int, int],
    receipts: dict[int, int],
) -> Option:
    why, submission = "", None
    if not by_files:
        why = "grid"
    elif the_list is not None and the_list.is_sent:
        why, submission = "sent", receipts.get(the_list.id)
    elif the_list is not None and the_list.is_settled:
        why = "settled"
    elif the_list is not None and the_list.id in taken:
        why = "waiting"
    return Option(
        agreement_id=agreement.id,
        union_id=agreement.union_id,
        label=f"{agreement.union_name}, {agreement.name}" if agreement.name else agreement.union_name,
        union_name=agreement.union_name,
        why=why,
        list_id=the_list.id if the_list else None,
        upload_id=taken.get(the_list.id) if the_list else None,
        submission_id=submission,
    )


async def _whole(found: list[dict[str, Any]]) -> list[Upload]:
    """Uploads with their files and lists, in three questions however many there are."""
    ids = [one["id"] for one in found]
    if not ids:
        return []
    files = await db.rows(
        f"""SELECT f.upload_id, f.id, f.n, f.file_id, f.name, f.size, f.format, f.macros FROM upload_file f
 WHERE f.upload_id IN ({db.marks(len(ids))}) AND f.removed_at IS NULL ORDER BY f.n""",  # noqa: S608
        *ids,
    )
    lists = await db.rows(
        f"""SELECT x.upload_id, l.id AS list_id, l.agreement_id, l.union_id, t.name AS union_name,
 a.name AS agreement_name, l.list_number, l.state, l.revision, s.id AS submission_id, s.sent_at,
 x.taken_back_at
 FROM upload_list x JOIN upload u ON u.id = x.upload_id JOIN deduction_list l ON l.id = x.list_id
 JOIN agreement a ON a.id = l.agreement_id JOIN trade_union t ON t.id = l.union_id
 LEFT JOIN submission s ON s.id = (SELECT z.id FROM submission z WHERE z.list_id = l.id
  AND x.taken_back_at IS NULL AND z.sent_at >= COALESCE(u.sent_at, u.accepted_at) ORDER BY z.sent_at LIMIT 1)
 WHERE x.upload_id IN ({db.marks(len(ids))}) ORDER BY t.name, a.name, l.list_number""",  # noqa: S608
        *ids,
    )
    return [_upload(one, files, lists) for one in found]


def _upload(found: dict[str, Any], files: list[dict[str, Any]], lists: list[dict[str, Any]]) -> Upload:
    row = dict(found)
    remark = row.pop("remark")
    return Upload(
        **row,
        remark=unseal(remark, f"upload|remark|{row['id']}") if remark else "",
        files=[UploadedFile(**_without(one)) for one in files if one["upload_id"] == row["id"]],
        lists=[Concerned(**_without(one)) for one in lists if one["upload_id"] == row["id"]],
    )


def _without(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "upload_id"}


async def bytes_received(employer_id: int, since: dt.datetime) -> int:
    """How much the employer has sent since then, also what was taken away again."""
    return int(
        await db.value(
            """SELECT CAST(COALESCE(SUM(f.size), 0) AS BIGINT) FROM upload u JOIN upload_file f ON f.upload_id = u.id
 JOIN stored_file s ON s.id = f.file_id WHERE u.employer_id = ? AND s.kept_at >= ?""",
            *(employer_id, since),
        )
    )


async def digests_in(upload_id: int) -> dict[str, str]:
    """The names of the files that are there by their digests, to know one that is dropped a second time."""
    found = await db.rows(
        """SELECT s.sha256, f.name FROM upload_file f JOIN stored_file s ON s.id = f.file_id
 WHERE f.upload_id = ? AND f.removed_at IS NULL""",
        upload_id,
    )
    return {one["sha256"]: one["name"] for one in found}


async def refuse_delivered(upload: Upload) -> None:
    """Raises Closed when it has been delivered in the meantime."""
    state = await db.value("SELECT state FROM upload WHERE id = ?", upload.id)
    if state not in WAITING:
        raise Closed("upload.closed")


async def refuse_closed(list_ids: set[int]) -> None:
    """Raises Closed when one of the lists no longer takes anything."""
    ids = sorted(list_ids)
    closed = await db.value(
        f"SELECT COUNT(*) FROM deduction_list WHERE id IN ({db.marks(len(ids))}) AND state <> 'OPEN'",  # noqa: S608
        *ids,
    )
    if closed:
        raise Closed("list.closed")


def turn(reading: str) -> str:
    """SQL: how many files of its own upload are before this one, in the table so called.  Uploads take turns, so that
    twenty files of one do not keep the single file of another waiting."""
    before = f"o.asked_at < {reading}.asked_at OR (o.asked_at = {reading}.asked_at AND o.id < {reading}.id)"
    mine = f"o.upload_id = {reading}.upload_id"
    return (
        f"(SELECT COUNT(*) FROM reading o WHERE {mine} AND (o.state = 'READING'"  # noqa: S608
        f" OR (o.state = 'WAITING' AND ({before}))))"
    )


async def readings_of(upload: Upload) -> list[FileReading]:
    """How far each file has come, in the files' order; a file that nobody has asked to read is not among them."""
    found = await db.rows(
        f"""SELECT r.id, r.upload_file_id, r.state, r.recalled, r.fingerprint, r.result_file_id, r.answers,
 r.attempts, r.started_at, (SELECT COUNT(*) FROM reading w WHERE w.state = 'WAITING'
  AND ({turn("w")} < {turn("r")} OR ({turn("w")} = {turn("r")} AND w.asked_at <= r.asked_at))) AS place
 FROM reading r JOIN upload_file f ON f.id = r.upload_file_id
 WHERE r.upload_id = ? AND f.removed_at IS NULL ORDER BY f.n""",  # noqa: S608
        upload.id,
    )
    files = {file.id: file for file in upload.files}
    return [_file_reading(one, files[one["upload_file_id"]]) for one in found if one["upload_file_id"] in files]


def _file_reading(found: dict[str, Any], file: UploadedFile) -> FileReading:
    answers = found["answers"]
    return FileReading(
        id=found["id"],
        file=file,
        state=found["state"],
        place=found["place"] if found["state"] == "WAITING" else 0,
        recalled=bool(found["recalled"]),
        fingerprint=found["fingerprint"],
        result_file_id=found["result_file_id"],
        answers=answers_of(found["id"], answers),
        attempts=found["attempts"],
        again_at=found["started_at"] if found["state"] == "WAITING" else None,
    )


def answers_of(reading_id: int, sealed: str | None) -> Answers:
    """What was said about a file, unsealed."""
    if not sealed:
        return Answers()
    return msgspec.json.decode(unseal(sealed, f"reading|answers|{reading_id}"), type=Answers)


_results = msgspec.json.Decoder(Reading)


async def result_of(one: FileReading) -> Reading:
    """What the file was understood to say.  Raises NotFound when it is erased, which it is after seven days."""
    if one.result_file_id is None:
        raise NotFound("file")
    return _results.decode(await read_file(one.result_file_id))


async def results_of(readings: list[FileReading]) -> list[Read]:
    """All of them.  Raises NotFound, and TooMany lines."""
    found, lines, others = [], 0, 0
    for one in readings:
        read = Read(one, await result_of(one))
        lines, others = lines + len(read.reading.lines), others + len(read.reading.others)
        if lines > MOST_LINES or lines + others > 4 * MOST_LINES:
            raise TooMany
        found.append(read)
    return found


async def choices_of(upload: Upload) -> dict[str, Choice]:
    """What was settled in the differences so far."""
    sealed = await db.value("SELECT choices FROM upload WHERE id = ?", upload.id)
    if not sealed:
        return {}
    return msgspec.json.decode(unseal(sealed, f"upload|choices|{upload.id}"), type=dict[str, Choice])


async def unions_here() -> list[OfUnion]:
    """The installation's unions, as files name them."""
    found = await all_unions()
    here = tuple((one.name, one.aliases) for one in found)
    return [OfUnion(one.id, one.name, one.aliases, here) for one in found]


async def unions_of(upload: Upload) -> list[OfUnion]:
    """The unions that it concerns, as files name them."""
    wanted = {one.union_id for one in upload.lists}
    return [one for one in await unions_here() if one.id in wanted]


async def mapping_for(employer_id: int, fingerprint: str) -> Remembered | None:
    """How the employer said that files with these headings are read."""
    kept = await db.value(
        "SELECT answers FROM mapping WHERE employer_id = ? AND fingerprint = ?", employer_id, fingerprint
    )
    return msgspec.json.decode(kept, type=Remembered) if kept else None


async def proposed(employer_id: int, fingerprint: str) -> Remembered:
    """What the employer once said of such files, or the columns that at least two others agree on.

    Of what others said, only words of our own dictionary are passed on (`decisions.md` 34).
    """
    own = await mapping_for(employer_id, fingerprint)
    if own is not None:
        return own
    found = await db.rows(
        "SELECT answers FROM mapping WHERE fingerprint = ? AND employer_id <> ? ORDER BY confirmed_at DESC LIMIT 20",
        *(fingerprint, employer_id),
    )
    said = [msgspec.json.decode(one["answers"], type=Remembered).columns for one in found]
    agreed = [columns for columns in said if columns and said.count(columns) > 1]
    return Remembered(columns=agreed[0] if agreed else {})


async def orgnr_of(employer_id: int) -> str:
    """The orgnr of an employer that is allowed already."""
    return str(await db.value("SELECT orgnr FROM employer WHERE id = ?", employer_id))


async def name_of(employer_id: int) -> str:
    """The name of an employer that is allowed already."""
    return str(await db.value("SELECT name FROM employer WHERE id = ?", employer_id))


async def filled_before(upload: Upload) -> bool:
    """Whether other files were taken into one of its lists, which is not sent yet."""
    ids = [one.list_id for one in upload.lists if one.state == "OPEN"]
    if not ids:
        return False
    found = await db.value(
        f"""SELECT COUNT(*) FROM upload_list x
 JOIN upload u ON u.id = x.upload_id AND u.state = 'ACCEPTED' AND u.id <> ?
 WHERE x.list_id IN ({db.marks(len(ids))}) AND x.taken_back_at IS NULL AND NOT EXISTS (
 SELECT 1 FROM submission s WHERE s.list_id = x.list_id AND s.sent_at >= u.accepted_at)""",  # noqa: S608
        *(upload.id, *ids),
    )
    return bool(found)
