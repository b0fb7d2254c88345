"""/staff/letters: posting letters, many at once, and placing what could not be placed."""

import datetime as dt
from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.accounts.deps import ThePrincipal
from app.accounts.principal import Principal
from app.errors import Invalid
from app.i18n.say import say
from app.letters import pdf
from app.letters.actions.place import place_by_hand
from app.letters.actions.place import remove as remove_file
from app.letters.actions.receive import mapping_in
from app.letters.actions.receive import receive as receive_files
from app.letters.batch import PROBLEMS
from app.letters.deps import ABatch, AStaffShell
from app.letters.forms import PostingForm, read_id, read_kind
from app.letters.letter import KINDS
from app.letters.queries import batches as queries
from app.letters.staff import StaffShell
from app.web.here import here
from app.web.multipart import Received, received
from app.web.posted import asked_plain, posted
from app.web.render import go, page
from app.web.throttle import Limit, take

Ask = Request[Any, Any, Any]
Html = Response[bytes]

OFTEN = Limit("letters", 30, dt.timedelta(minutes=1))


@get("/", who="staff")
async def index(frame: AStaffShell, principal: ThePrincipal) -> Html:
    """What has been posted, and the form for more."""
    return await _index(frame, principal)


async def _index(
    frame: StaffShell,
    by: Principal,
    *,
    errors: dict[str, str] | None = None,
    typed: PostingForm | None = None,
    status: int = 200,
) -> Html:
    unions = queries.unions_of(by)
    return page(
        "letters/posted.html",
        status=status,
        shell=frame,
        batches=await queries.batches_of(unions) if unions else [],
        kinds=KINDS,
        errors=errors or {},
        typed=typed or PostingForm(),
    )


@post("/", who="staff", upload=True, body_limit=pdf.WHOLE, status_code=200)
async def receive(frame: AStaffShell, principal: ThePrincipal, request: Ask) -> Html:
    """Letters of one batch; they are placed afterwards, and the batch's page shows how far that has come."""
    await take(OFTEN, principal.kind, principal.id)
    async with received(request, most=pdf.MOST_FILES + 1, each=pdf.LARGEST) as came:
        typed = came.form(PostingForm).value or PostingForm()
        try:
            batch_id = await _receive(frame, came, typed, principal)
        except Invalid as no:
            errors = {_field(no.code): say(no.code, **no.values)}
            return await _index(frame, principal, errors=errors, typed=typed, status=422)
    return go(request, f"/staff/letters/batches/{batch_id}")


async def _receive(frame: StaffShell, came: Received, typed: PostingForm, by: Principal) -> int:
    letters = [file for file in came.files if file.field == "files"]
    if came.too_many or len(letters) > pdf.MOST_FILES:
        raise Invalid("letters.too_many")
    union_id = read_id(typed.union) if typed.union else next(iter(frame.handled), 0)
    if not letters:
        raise Invalid("letters.none_chosen")
    mapping = await mapping_in(next((file for file in came.files if file.field == "mapping"), None))
    return await receive_files(union_id, letters, read_kind(typed.kind), mapping, by=by)


def _field(code: str) -> str:
    return "mapping" if code.startswith("mapping.") else "files"


@get("/batches/{batch_id:int}", who="staff")
async def show(batch: ABatch, frame: AStaffShell, principal: ThePrincipal) -> Html:
    """How far a batch has come, and what is left to do by hand."""
    return page(
        "letters/batch.html",
        shell=frame,
        batch=batch,
        left=await queries.files_of(batch.id, ("UNPLACED",)) if batch.is_done else [],
        refused=await queries.files_of(batch.id, ("REFUSED",)),
        twice=await queries.files_of(batch.id, ("TWICE",)) if batch.is_done else [],
        placed=await queries.files_of(batch.id, ("POSTED",)) if batch.is_done else [],
        problems=PROBLEMS,
        kinds=KINDS,
        may=principal.may(batch.union_id, "HANDLE"),
    )


@get("/batches/{batch_id:int}/progress", who="staff")
async def progress(batch: ABatch, request: Ask) -> Html:
    """A fragment that asks for itself until the batch is done."""
    if batch.is_done or not here().htmx:
        return go(request, batch.path)
    return page("letters/progressed.html", batch=batch)


@get("/batches/{batch_id:int}/files/{n:int}", who="staff")
async def choose(batch: ABatch, n: FromPath[int], frame: AStaffShell, request: Ask) -> Html:
    """Whose letter is it?  Searched for by name, orgnr or employer id."""
    file = await queries.file_for(batch, n)
    if file.state != "UNPLACED":
        return go(request, batch.path)
    search = asked_plain(request).get("q", "").strip()[:60]
    return page(
        "letters/choose.html",
        shell=frame,
        batch=batch,
        file=file,
        search=search,
        places=await queries.places_like(batch.union_id, search),
        problems=PROBLEMS,
        kinds=KINDS,
    )


@post("/batches/{batch_id:int}/files/{n:int}/placing", who="staff", status_code=200)
async def place(batch: ABatch, n: FromPath[int], principal: ThePrincipal, request: Ask) -> Html:
    """It is this employer's."""
    form = await posted(request)
    file = await queries.file_for(batch, n)
    where = await queries.place_for(batch.union_id, read_id(form.typed.get("agreement", "")))
    whole = form.typed.get("whole") == "yes"

    await place_by_hand(batch, file, where, whole, read_kind(form.typed.get("kind", "")), by=principal)
    return go(request, batch.path)


@post("/batches/{batch_id:int}/files/{n:int}/removal", who="staff", status_code=200)
async def remove(batch: ABatch, n: FromPath[int], principal: ThePrincipal, request: Ask) -> Html:
    """It is not to be posted after all."""
    await posted(request)
    await remove_file(batch, await queries.file_for(batch, n), by=principal)
    return go(request, batch.path)


HANDLERS = [index, receive, show, progress, choose, place, remove]
