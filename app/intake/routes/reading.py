"""While a file is read, what is asked about it, and how it was understood."""

import datetime as dt
from typing import Any

from litestar import get, post
from litestar.params import FromPath

from app.accounts.deps import ThePrincipal
from app.accounts.principal import Principal
from app.employers.deps import AShell
from app.employers.shell import Shell
from app.intake import queries
from app.intake.actions.read import answer as answer_question
from app.intake.actions.read import cancel as cancel_reading
from app.intake.actions.read import preview as try_out
from app.intake.actions.read import settled, start_again
from app.intake.deps import AnUpload
from app.intake.reading import Answers
from app.intake.routes.pages import Ask, Asking, Html, asking_of, question_context, reading_of, show_upload
from app.intake.upload import Upload
from app.intake.upload_ask import answered
from app.intake.upload_columns import roles_typed, understood
from app.web.here import here
from app.web.posted import Posted, posted
from app.web.render import go, page
from app.web.throttle import Limit, take

OFTEN = Limit("read", 60, dt.timedelta(minutes=1))
"""Each costs a process that may compute for long, and others wait for their turn."""


@get("/uploads/{upload_id:int}/progress", who="submit")
async def progress(upload: AnUpload, request: Ask) -> Html:
    """How far the reading has come: a fragment that asks for itself, until there is something else to show."""
    if upload.state != "READING" or not here().htmx:
        return go(request, upload.path)
    return page("intake/progressed.html", upload=upload, readings=await queries.readings_of(upload))


@post("/uploads/{upload_id:int}/cancellation", who="submit", status_code=200)
async def cancel(upload: AnUpload, request: Ask) -> Html:
    """Stop reading."""
    await cancel_reading(upload)
    return go(request, upload.path)


@post("/uploads/{upload_id:int}/reading", who="submit", status_code=200)
async def read(upload: AnUpload, principal: ThePrincipal, request: Ask) -> Html:
    """Read again what was cancelled."""
    await take(OFTEN, principal.kind, principal.id)
    await queries.refuse_delivered(upload)
    await start_again(upload)
    await settled(upload.id)
    return go(request, upload.path)


@post("/uploads/{upload_id:int}/answers", who="submit", status_code=200, fields=300)
async def answer(upload: AnUpload, shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """An answer to what is asked; the file is read again with it."""
    await take(OFTEN, principal.kind, principal.id)
    form = await posted(request, lists=("several",))
    if upload.state != "ASK":
        return go(request, upload.path)
    asking = await asking_of(upload, await queries.readings_of(upload))
    if not _is_about(asking, form):  # answered already, in another window
        return go(request, upload.path)
    answers = await _answers(upload, asking, form)
    if answers is None or form.typed.get("go") == "preview":
        return await _again(upload, shell, principal, request, asking, answers, form)
    await answer_question(upload, asking.one, answers)
    await settled(upload.id)
    return go(request, upload.path)


def _is_about(asking: Asking, form: Posted[Any]) -> bool:
    return form.typed.get("about") == asking.about and form.typed.get("file") == str(asking.one.file.n)


async def _answers(upload: Upload, asking: Asking, form: Posted[Any]) -> Answers | None:
    if not _is_about(asking, form):
        return None
    orgnr = await queries.orgnr_of(upload.employer_id)
    return answered(asking.question, form.typed, form.lists.get("several", []), upload.period, orgnr)


async def _again(
    upload: Upload,
    shell: Shell,
    by: Principal,
    request: Ask,
    asking: Asking,
    answers: Answers | None,
    form: Posted[Any],
) -> Html:
    result = await try_out(upload, asking.one, answers) if answers is not None else None
    return await show_upload(
        upload,
        shell,
        by,
        request,
        status=422 if answers is None else 200,
        chosen=roles_typed(form.typed),
        result=result,
        missing=answers is None,
    )


@post("/uploads/{upload_id:int}/preview", who="submit", status_code=200, fields=300)
async def preview(upload: AnUpload, principal: ThePrincipal, request: Ask) -> Html:
    """What the file would say with these answers: the live line below them."""
    await take(OFTEN, principal.kind, principal.id)
    form = await posted(request, lists=("several",))
    asking = await asking_of(upload, await queries.readings_of(upload))
    answers = await _answers(upload, asking, form)
    result = await try_out(upload, asking.one, answers) if answers is not None else None
    chosen = roles_typed(form.typed)
    context = question_context(upload, asking, chosen=chosen, result=result, missing=answers is None)
    return page("intake/previewed.html", upload=upload, **context)


@get("/uploads/{upload_id:int}/files/{n:int}/understood", who="submit")
async def how(upload: AnUpload, n: FromPath[int], shell: AShell) -> Html:
    """«Slik leste vi filen»: what was understood, and from which cells."""
    one = await reading_of(upload, n)
    shell.period = upload.period
    reading = await queries.result_of(one)
    return page(
        "intake/understood.html",
        shell=shell,
        upload=upload,
        one=one,
        reading=reading,
        tables=understood(reading),
        is_shown=one.answers.is_something or await queries.mapping_for(upload.employer_id, one.fingerprint) is not None,
    )
