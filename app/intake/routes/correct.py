"""When a file was read wrongly or lies in the wrong place: columns said anew, its form forgotten, the file moved."""

from typing import Any

from litestar import get, post
from litestar.params import FromPath

from app.accounts.deps import ThePrincipal
from app.accounts.principal import Principal
from app.employers.deps import AShell
from app.errors import NotFound
from app.intake import queries
from app.intake.actions.forget import forget_form
from app.intake.actions.move import Elsewhere, elsewhere, with_other_unions
from app.intake.actions.move import move as move_file
from app.intake.actions.read import answer, claim, settled
from app.intake.actions.read import preview as try_out
from app.intake.actions.receive import Faulty
from app.intake.deps import AnUpload
from app.intake.queries.found import can_be_ours
from app.intake.reading import Question
from app.intake.routes.pages import Ask, Asking, Html, asking_of, question_context, reading_of, show_upload
from app.intake.upload import ACCEPT, Upload
from app.intake.upload_ask import ANEW, answered
from app.intake.upload_columns import roles_typed
from app.intake.upload_reading import FileReading
from app.web.here import here
from app.web.posted import asked_plain, posted
from app.web.render import go, page


async def _anew(upload: Upload, n: int, table: str) -> Asking:
    """The question that nobody asked: what are the columns?  Raises NotFound, and Closed when it is delivered."""
    await queries.refuse_delivered(upload)
    one = await reading_of(upload, n)
    reading = await queries.result_of(one)
    if one.state not in {"READ", "ASK"} or not table.isdecimal() or int(table[:3]) >= len(reading.first_rows):
        raise NotFound("file")
    return Asking(one, reading, Question(code=ANEW, about="columns", values={"table": table}), ANEW, 1)


@get("/uploads/{upload_id:int}/files/{n:int}/columns", who="submit")
async def columns(upload: AnUpload, n: FromPath[int], shell: AShell, request: Ask) -> Html:
    """«Les filen på en annen måte»: what the columns were taken for, to be put right."""
    shell.period = upload.period
    asking = await _anew(upload, n, asked_plain(request).get("table", "0"))
    return await _page(upload, shell, asking)


async def _page(upload: Upload, shell: AShell, asking: Asking, status: int = 200, **more: Any) -> Html:
    context = question_context(upload, asking, **more)
    return page(
        "intake/question.html",
        status=status,
        upload=upload,
        shell=shell,
        readings=await queries.readings_of(upload),
        errors={},
        typed={"remark": upload.remark},
        accept=ACCEPT,
        **context,
    )


@post("/uploads/{upload_id:int}/files/{n:int}/columns", who="submit", status_code=200, fields=300)
async def read_anew(upload: AnUpload, n: FromPath[int], shell: AShell, request: Ask) -> Html:
    """What the columns are; the file is read again with it, and what was settled stays where it still fits."""
    form = await posted(request, lists=("several",))
    shell.period = upload.period
    asking = await _anew(upload, n, form.typed.get("table", "0"))
    answers = answered(asking.question, form.typed, [], upload.period, "")
    if here().htmx or answers is None or form.typed.get("go") == "preview":
        result = await try_out(upload, asking.one, answers) if answers is not None else None
        if here().htmx:
            roles = roles_typed(form.typed)
            context = question_context(upload, asking, chosen=roles, result=result, missing=answers is None)
            return page("intake/previewed.html", upload=upload, **context)
        chosen = roles_typed(form.typed)
        status = 422 if answers is None else 200
        return await _page(upload, shell, asking, status, chosen=chosen, result=result, missing=answers is None)
    await answer(upload, asking.one, answers)
    await settled(upload.id)
    return go(request, upload.path)


@post("/uploads/{upload_id:int}/files/{n:int}/forgetting", who="submit", status_code=200)
async def forget(upload: AnUpload, n: FromPath[int], request: Ask) -> Html:
    """Forget what was said of such files, and read this one as if nothing had been."""
    await posted(request)
    await queries.refuse_delivered(upload)
    await forget_form(upload, await reading_of(upload, n))
    await settled(upload.id)
    return go(request, upload.path)


@post("/uploads/{upload_id:int}/files/{n:int}/move", who="submit", status_code=200)
async def move(upload: AnUpload, n: FromPath[int], shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """To the list of the month, of the employer or of the union that the file says itself."""
    form = await posted(request)
    if upload.state not in {"ASK", "UNREADABLE"}:
        return go(request, upload.path)
    one = await reading_of(upload, n)
    to = next((to for to in await _places(upload, one, principal) if to.value == form.typed.get("to")), None)
    if to is None:
        return go(request, upload.path)
    try:
        moved = await move_file(upload, one, to, by=principal)
    except Faulty as no:
        return await show_upload(upload, shell, principal, request, faulty=no.faults, status=422)
    await settled(moved)
    return go(request, f"/e/{to.employer_id}/uploads/{moved}?from={upload.id}")


async def _places(upload: Upload, one: FileReading, by: Principal) -> list[Elsewhere]:
    """Where the file may belong by what it says: asked about, or why it cannot be read here."""
    if one.state == "UNREADABLE":
        return await with_other_unions(upload, await queries.result_of(one), by)
    if upload.state != "ASK":
        return []
    asking = await asking_of(upload, await queries.readings_of(upload))
    return await elsewhere(upload, asking.question, by) if asking.one.file.n == one.file.n else []


@post("/uploads/{upload_id:int}/files/{n:int}/claim", who="submit", status_code=200)
async def ours(upload: AnUpload, n: FromPath[int], request: Ask) -> Html:
    """«Filen gjelder likevel …»: what names only another union is read as this one's."""
    await posted(request)
    await queries.refuse_delivered(upload)
    one = await reading_of(upload, n)
    if one.state == "UNREADABLE" and can_be_ours(upload, await queries.result_of(one)):
        await claim(upload, one)
        await settled(upload.id)
    return go(request, upload.path)


@get(
    [
        "/uploads/{upload_id:int}/" + form
        for form in (
            "answers",
            "choices",
            "acceptance",
            "delivery",
            "files",
            "preview",
            "reading",
            "cancellation",
            "retraction",
        )
    ],
    who="submit",
)
async def back(upload: AnUpload, request: Ask) -> Html:
    """A page that came back with faults has its form's address: asked for again, it is the upload's."""
    return go(request, upload.path)
