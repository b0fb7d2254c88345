"""The drop: files for a month with one remark, taken away again or sent as they are."""

import datetime as dt
from typing import Any

from litestar import get, post
from litestar.params import FromPath

from app import clock
from app.accounts.deps import ThePrincipal
from app.accounts.principal import Principal
from app.employers.deps import AShell
from app.employers.shell import Shell
from app.errors import Conflict
from app.i18n import gettext
from app.i18n.dates import period as say_period
from app.intake import queries
from app.intake.actions.read import settled
from app.intake.actions.receive import Faulty, has_room, look_at
from app.intake.actions.receive import add as add_files
from app.intake.actions.receive import receive as receive_files
from app.intake.actions.receive import remove as remove_file
from app.intake.actions.send import send_as_they_are
from app.intake.deps import AnUpload
from app.intake.forms import DeliveryForm, FilesForm, UploadForm, read_agreements, read_number, read_remark
from app.intake.queries.found import of_other_unions
from app.intake.routes.pages import Ask, Html, read_view, show_upload
from app.intake.upload import ACCEPT, LARGEST, MOST_FILES, WHOLE, Upload
from app.intake.upload_faults import Fault, by_field
from app.lists.periods import chosen, picker
from app.web.logs import log
from app.web.multipart import Received, received
from app.web.posted import asked_plain, posted
from app.web.render import go, page
from app.web.throttle import Limit, take

OFTEN = Limit("upload", 60, dt.timedelta(minutes=1))


@get("/uploads", who="submit")
async def index(shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """Files for a month: to drop them, those that wait, and what has been sent."""
    asked = asked_plain(request)
    period = chosen(asked.get("period", ""), clock.today())
    return await _index(shell, principal, period, typed=UploadForm(agreement=asked.get("agreement", "")))


async def _index(
    shell: Shell,
    by: Principal,
    period: str,
    *,
    faults: list[Fault] | None = None,
    typed: UploadForm | None = None,
    status: int = 200,
) -> Html:
    shell.period = period
    waiting = await queries.waiting_uploads(by, shell.employer.id, period)
    return page(
        "intake/uploads.html",
        status=status,
        shell=shell,
        period=period,
        picker=picker(period, clock.today()),
        options=await queries.options(by, shell.employer.id, period, waiting),
        waiting=waiting,
        delivered=await queries.delivered_uploads(by, shell.employer.id),
        taken=await queries.how_many_files(shell.employer.id, period),
        accept=ACCEPT,
        errors=by_field(faults or []),
        typed=typed or UploadForm(),
    )


@post("/uploads", who="submit", upload=True, body_limit=WHOLE, status_code=200)
async def receive(shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """New files for a month, all of them or none; what was typed comes back with what is wrong."""
    await take(OFTEN, principal.kind, principal.id)
    async with received(request, most=_most(), each=LARGEST) as came:
        typed = came.form(UploadForm).value or UploadForm()
        period = chosen(typed.period, clock.today())
        waiting = await queries.waiting_uploads(principal, shell.employer.id, period)
        options = await queries.options(principal, shell.employer.id, period, waiting)
        agreements, faults = read_agreements(typed.agreement, options)
        remark, wrong = read_remark(typed.remark)
        try:
            files = await _files(came, [*faults, *wrong])
            upload_id = await receive_files(shell.employer.id, period, agreements, files, remark, by=principal)
        except Faulty as no:
            return await _index(shell, principal, period, faults=no.faults, typed=typed, status=_status(no))
    await settled(upload_id)
    return go(request, f"/e/{shell.employer.id}/uploads/{upload_id}")


def _most() -> int:
    """Where there is no room nothing is written, and the form is read all the same so that it can be shown again."""
    return MOST_FILES if has_room() else 0


async def _files(came: Received, faults: list[Fault], *, needed: bool = True) -> list[Any]:
    """The files that came, looked at.  Raises Faulty with all that is wrong, `faults` too."""
    if not has_room():
        log.error("disk_full", where="upload")
        raise Faulty([Fault("files", "full")], ours=True)
    files, wrong = await look_at(came.files)
    if came.too_many:
        wrong.append(Fault("files", "many"))
    if not came.files and needed:
        wrong.append(Fault("files", "none"))
    if wrong or faults:
        raise Faulty([*wrong, *faults])
    return files


def _status(no: Faulty) -> int:
    if no.ours:
        log.error("upload_not_kept", error="full")
    return 503 if no.ours else 422


@get("/uploads/{upload_id:int}", who="submit")
async def show(upload: AnUpload, shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """One upload: its state picks what is shown."""
    more: dict[str, Any] = {"view": read_view(asked_plain(request))} if upload.state == "READ" else {}
    moved = await _moved(upload, principal, asked_plain(request).get("from", ""))
    return await show_upload(upload, shell, principal, request, moved=moved, **more)


async def _moved(upload: Upload, by: Principal, text: str) -> str:
    """«Filen er flyttet hit fra …», for whoever may see where that was."""
    origin = await queries.came_from(by, read_number(text)) if text else None
    if origin is None or origin.id == upload.id:
        return ""
    if origin.employer_id != upload.employer_id:
        place = await queries.name_of(origin.employer_id)
    else:
        place = say_period(origin.period) if origin.period != upload.period else ", ".join(origin.labels)
    return gettext("Filen er flyttet hit fra %(place)s.", place=place)


@post("/uploads/{upload_id:int}/files", who="submit", upload=True, body_limit=WHOLE, status_code=200)
async def add(upload: AnUpload, shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """More files for the same month and lists, or another remark for those that are there."""
    await take(OFTEN, principal.kind, principal.id)
    async with received(request, most=_most(), each=LARGEST) as came:
        form = came.form(FilesForm)
        await queries.refuse_delivered(upload)
        remark, wrong = read_remark(form.typed.get("remark", ""))
        try:
            files = await _files(came, wrong, needed=not upload.files)
            await add_files(upload, files, remark, by=principal)
            if files and form.typed.get("replace") == "yes":
                for file in upload.files:
                    await remove_file(upload, file.n, by=principal)
            await settled(upload.id)
        except Faulty as no:
            return await show_upload(
                upload, shell, principal, request, faulty=no.faults, typed=form.typed, status=_status(no)
            )
    return go(request, upload.path)


@post("/uploads/{upload_id:int}/files/{n:int}/removal", who="submit", status_code=200)
async def remove(upload: AnUpload, n: FromPath[int], principal: ThePrincipal, request: Ask) -> Html:
    """Take a file away again; with the last one the upload is gone."""
    await posted(request)
    any_left = await remove_file(upload, n, by=principal)
    return go(request, upload.path if any_left else f"/e/{upload.employer_id}/uploads?period={upload.period}")


@post("/uploads/{upload_id:int}/delivery", who="submit", status_code=200)
async def deliver(upload: AnUpload, shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """Send the files as they are, unread.  The same form posted again leads to the same receipt."""
    form = await posted(request, DeliveryForm)
    wanted = form.value or DeliveryForm()
    if upload.is_waiting and (faults := await _delivery_faults(upload, wanted)):
        return await show_upload(upload, shell, principal, request, faulty=faults, status=422)

    try:
        sent = await send_as_they_are(upload, read_number(wanted.list), seen=read_number(wanted.version), by=principal)
    except Conflict:
        upload = await queries.upload_for(principal, upload.employer_id, upload.id)
        if upload.is_waiting:
            changed = [Fault("", "changed")]
            return await show_upload(upload, shell, principal, request, faulty=changed, status=409)
        return go(request, upload.path)
    return go(request, f"/e/{upload.employer_id}/submissions/{sent}")


async def _delivery_faults(upload: Upload, wanted: DeliveryForm) -> list[Fault]:
    of_others = await of_other_unions(await queries.readings_of(upload))
    faults = [Fault("", "of_others", one.file.name) for one in of_others]
    if read_number(wanted.list) not in {one.list_id for one in upload.open_lists}:
        faults.append(Fault("list", "whose"))
    if wanted.alone != "yes":
        faults.append(Fault("alone", "alone"))
    return faults
