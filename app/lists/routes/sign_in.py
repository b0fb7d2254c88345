"""/lists/sign-in: one list by its number, its employer's id or code, and where the union wants it a code sent."""

from typing import Annotated, Any

from litestar import Request, Response, get, post
from msgspec import Meta, Struct

from app.accounts.actions.codes import typed_address
from app.accounts.codes import LIST
from app.accounts.say import fault_of_code, wait_for
from app.errors import Busy, NotFound, TooMany
from app.i18n import N_
from app.i18n import gettext as _
from app.lists.actions.sign_in import Moved, Opened, Outcome, knock, show_code
from app.lists.sign_in import read_number
from app.unions.queries import TheUnion, all_unions, union_by_slug
from app.web.here import here
from app.web.posted import Posted, asked_plain, posted
from app.web.render import go, page

Asked = Request[Any, Any, Any]
Html = Response[bytes]


class Knock(Struct, kw_only=True, frozen=True):
    """What stands on the list."""

    union: Annotated[str, Meta(max_length=40, extra={"missing": N_("Velg forbundet som står på listen.")})]
    number: Annotated[str, Meta(max_length=40, extra={"missing": N_("Skriv trekklistenummeret, bare sifrene.")})]
    secret: Annotated[
        str, Meta(max_length=60, extra={"missing": N_("Skriv arbeidsgiver-ID-en eller arbeidsgiverkoden.")})
    ]


class Code(Struct, kw_only=True, frozen=True):
    """The code that was sent."""

    code: Annotated[str, Meta(max_length=40, extra={"secret": True, "missing": N_("Skriv koden, bare sifrene.")})]


@get("/lists/sign-in", who="anyone")
async def show(request: Asked) -> Html:
    """The form; a link on the list fills in union and number."""
    asked = asked_plain(request)
    return await _form(Posted(typed={"union": asked.get("union", ""), "number": asked.get("number", "")}))


async def _form(form: Posted[Knock], status: int = 200, problem: str = "", wait: int = 0) -> Html:
    here().start_flow()
    unions = [one for one in await all_unions() if one.policy.list_sign_in != "OFF"]
    answer = page(
        "lists/sign_in.html",
        status=status,
        unions=[(one.slug, one.name) for one in unions],
        typed=form.typed,
        errors=form.errors if status == 422 else {},
        problem=problem,
    )
    if wait:
        answer.headers["Retry-After"] = str(wait)
    return answer


@post("/lists/sign-in", who="anyone", flow=True, status_code=200)
async def sign_in(request: Asked) -> Html:
    """To the list, or on to the code; else the form again, with one sentence for every wrong pair."""
    form = await posted(request, Knock)
    if not here().trusted:
        return await _form(form, 403, _("Siden hadde stått åpen for lenge. Prøv en gang til."))
    union = await _union(form)
    if form.typed.get("number") and read_number(form.typed["number"]) is None:
        form.errors["number"] = _("Skriv trekklistenummeret, bare sifrene.")
    if form.value is None or union is None or form.errors:
        return await _form(form, 422)
    try:
        came = await knock(union, form.value.number, form.value.secret)
    except (TooMany, Busy) as no:
        wait = no.retry_after if isinstance(no, TooMany) else 5
        return await _form(form, 429 if isinstance(no, TooMany) else 503, wait_for(wait), wait)
    if came is None:
        wrong = _("Trekklistenummeret og arbeidsgiver-ID-en hører ikke sammen. Se etter på listen, og prøv igjen.")
        return await _form(form, 422, wrong)
    return _on(request, came)


async def _union(form: Posted[Knock]) -> TheUnion | None:
    slug = form.typed.get("union", "")
    try:
        union = await union_by_slug(slug) if slug else None
    except NotFound:
        union = None
    if union is None or union.policy.list_sign_in == "OFF":
        form.errors.setdefault("union", _("Velg forbundet som står på listen."))
        return None
    return union


def _on(request: Asked, came: Outcome) -> Html:
    match came:
        case Opened(path):
            return go(request, path)
        case Moved():
            return page("lists/moved.html", status=409)
        case _:
            return go(request, "/lists/sign-in/code")


@get("/lists/sign-in/code", who="anyone")
async def show_form(request: Asked) -> Html:
    """Asks for the code."""
    return _code_form() if await typed_address(LIST) else go(request, "/lists/sign-in")


def _code_form(status: int = 200, error: str = "") -> Html:
    return page("lists/sign_in_code.html", status=status, errors={"code": error} if error else {})


@post("/lists/sign-in/code", who="anyone", flow=True, status_code=200)
async def prove(request: Asked) -> Html:
    """To the list; or what to do about the code."""
    form = await posted(request, Code)
    if not here().trusted or not await typed_address(LIST):
        return go(request, "/lists/sign-in")
    if form.value is None:
        return _code_form(422, form.errors["code"])
    try:
        came = await show_code(form.value.code)
    except (TooMany, Busy) as no:
        return _code_form(429, wait_for(no.retry_after if isinstance(no, TooMany) else 5))
    if isinstance(came, Opened | Moved):
        return _on(request, came)
    return _code_form(422, fault_of_code(came.left))


ROUTES = [show, sign_in, show_form, prove]
