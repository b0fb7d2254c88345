"""Putting a file where it belongs: another month's list, or another employer that the same person delivers for."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from app import clock, db
from app.accounts.principal import Principal
from app.audit.actions import record
from app.crypto import seal
from app.employers.queries import agreements_for, employers_of
from app.errors import NotFound
from app.intake import queries
from app.intake.actions.read import tell_state
from app.intake.actions.receive import Faulty, open_upload, set_remark, take_turn, touch
from app.intake.reading import Answers, Question, Reading
from app.intake.upload import MOST_FILES, Upload, is_same_set
from app.intake.upload_ask import kind_of
from app.intake.upload_faults import Fault
from app.intake.upload_reading import OTHER_EMPLOYER, OTHER_MONTH, FileReading
from app.jobs.actions import later
from app.lists.actions.make import make_list
from app.lists.periods import choices

MOST = 6
"""Places offered: a file may name every month of the year."""
_ABOUT_THE_PLACE = {OTHER_MONTH, OTHER_EMPLOYER, "period", "several_months", "orgnr"}


class Elsewhere(NamedTuple):
    """A list, or several, that a file can be moved to.  `union` is set where only that is another."""

    employer_id: int
    employer: str
    orgnr: str
    period: str
    agreement_ids: list[int]
    union: str = ""

    @property
    def value(self) -> str:
        place = f"{self.employer_id}/{self.period}"
        return f"{place}/{self.agreement_ids[0]}" if self.union else place


async def elsewhere(upload: Upload, question: Question, by: Principal) -> list[Elsewhere]:
    """Where the file may belong by what it says itself: open lists of the same unions that this user delivers."""
    if by.kind != "user":
        return []
    said = [one.value for one in question.choices if one.value] + [question.proposal]
    match kind_of(question):
        case "month":
            return await _other_months(upload, sorted({*said} - {"", upload.period}), by)
        case "employer":
            return await _other_employers(upload, dict.fromkeys(said), by)
        case _:
            return []


async def with_other_unions(upload: Upload, reading: Reading, by: Principal) -> list[Elsewhere]:
    """The lists of the unions that a file is for by its own word, where this user delivers those too."""
    if by.kind != "user" or reading.reason != "other_union":
        return []
    here = {one.agreement_id for one in upload.lists}
    named = {
        union.id
        for union in await queries.unions_here()
        for label in reading.values.get("unions", "").split(", ")
        if label and (union.name == label or union.is_named(label))
    }
    waiting = await queries.waiting_uploads(by, upload.employer_id, upload.period)
    options = await queries.options(by, upload.employer_id, upload.period, waiting)
    return [
        Elsewhere(upload.employer_id, "", "", upload.period, [one.agreement_id], one.label)
        for one in options
        if one.takes_files and one.union_id in named and one.agreement_id not in here
    ][:MOST]


async def _other_months(upload: Upload, months: Iterable[str], by: Principal) -> list[Elsewhere]:
    allowed = choices(clock.today())
    found = []
    for month in [one for one in months if one in allowed][:MOST]:
        agreements = await _open_there(upload, upload.employer_id, month, by)
        if agreements:
            found.append(Elsewhere(upload.employer_id, "", "", month, agreements))
    return found


async def _other_employers(upload: Upload, orgnrs: Iterable[str], by: Principal) -> list[Elsewhere]:
    found = []
    for orgnr in [one for one in orgnrs if one][:MOST]:
        for employer in await employers_of(by, orgnr, limit=2):
            if employer.orgnr == orgnr and employer.id != upload.employer_id:
                agreements = await _open_there(upload, employer.id, upload.period, by)
                if agreements:
                    found.append(Elsewhere(employer.id, employer.name, orgnr, upload.period, agreements))
    return found


async def _open_there(upload: Upload, employer_id: int, period: str, by: Principal) -> list[int]:
    """The agreements of the same unions there; none where one is closed, or where it is not plain which is meant."""
    theirs = await agreements_for(by, employer_id)
    if employer_id == upload.employer_id:
        wanted = [one.agreement_id for one in upload.lists]
    else:
        unions = {one.union_id for one in upload.lists}
        wanted = [one.id for one in theirs if one.union_id in unions]
        if len(wanted) != len(unions):
            return []
    waiting = await queries.waiting_uploads(by, employer_id, period)
    options = await queries.options(by, employer_id, period, waiting)
    return wanted if set(wanted) <= {one.agreement_id for one in options if one.takes_files} else []


async def move(upload: Upload, one: FileReading, to: Elsewhere, *, by: Principal) -> int:
    """Move a file with what was said of it; answers the upload that it is in now.  Raises Faulty, Closed, NotFound."""
    lists = {await make_list(agreement_id, to.period, by=by) for agreement_id in to.agreement_ids}
    async with db.transaction():
        await take_turn(to.employer_id)
        await queries.refuse_delivered(upload)
        await queries.refuse_closed(lists)
        waiting = await queries.waiting_uploads(by, to.employer_id, to.period)
        there = next((each for each in waiting if is_same_set(each, lists)), None)
        await _check(upload, one, to, there)
        target = there.id if there else await open_upload(to.employer_id, to.period, lists, by)
        await _put(upload, one, target, to)
        if len(upload.files) == 1:
            await set_remark(upload.id, "")
            if upload.remark and not (there and there.remark):
                await set_remark(target, upload.remark)
        await touch(upload.id, queries.GONE if len(upload.files) == 1 else None)
        await touch(target)
        for each in (upload.id, target):
            await tell_state(each)
        await later("intake.read", {"upload_id": target})
        await record(
            "file_moved", by=by, object_kind="upload", object_id=target, employer_id=to.employer_id, period=to.period
        )
    return target


async def _check(upload: Upload, one: FileReading, to: Elsewhere, there: Upload | None) -> None:
    same_place = (to.employer_id, to.period) == (upload.employer_id, upload.period)
    if not same_place and await queries.how_many_files(to.employer_id, to.period) >= MOST_FILES:
        raise Faulty([Fault("files", "many")])
    if there is not None:
        digests = {name: digest for digest, name in (await queries.digests_in(upload.id)).items()}
        if digests.get(one.file.name) in await queries.digests_in(there.id):
            raise Faulty([Fault("files", "twice", one.file.name)])


async def _put(upload: Upload, one: FileReading, target: int, to: Elsewhere) -> None:
    """The file and its reading, to be read again for the list where it is now."""
    n = 1 + int(await db.value("SELECT COALESCE(MAX(n), 0) FROM upload_file WHERE upload_id = ?", target))
    moved = await db.row(
        """UPDATE upload_file SET upload_id = ?, n = ? WHERE id = ? AND upload_id = ? AND removed_at IS NULL
 RETURNING id""",
        *(target, n, one.file.id, upload.id),
    )
    if moved is None:
        raise NotFound("file")
    said = msgspec.structs.replace(
        one.answers,
        period=to.period if to.period != upload.period else None,
        orgnr=to.orgnr if to.employer_id != upload.employer_id else None,
        union_rows=None if to.union else one.answers.union_rows,
        accepted=[code for code in one.answers.accepted if code not in _ABOUT_THE_PLACE],
    )
    sealed = seal(msgspec.json.encode(said).decode(), f"reading|answers|{one.id}") if said != Answers() else None
    await db.execute(
        """UPDATE reading SET upload_id = ?, answers = ?, state = 'WAITING', asked_at = ?, started_at = NULL,
 attempts = 0, recalled = ?
 WHERE id = ?""",
        *(target, sealed, clock.now(), False, one.id),
    )
