"""/sign-in, /sign-out, /language, /held-form."""

from typing import Any

from litestar import Request, Response, get, post

from app.accounts import actions
from app.accounts.deps import TheUser, page_before
from app.accounts.forms import ChooseLanguage, Nothing, Onwards, SignIn
from app.accounts.principal import Principal
from app.accounts.routes.factor import on_to_factor
from app.accounts.say import wait_for
from app.errors import Busy, TooMany
from app.i18n import gettext as _
from app.web.cookies import LANGUAGE, LANGUAGE_AGE
from app.web.here import here
from app.web.posted import Malformed, Posted, asked, posted
from app.web.render import go, page
from app.web.roads import roads
from app.web.rules import Turned

Asked = Request[Any, Any, Any]


@get("/sign-in", who="anyone")
async def show_sign_in(request: Asked) -> Response[bytes]:
    """The form; whoever is signed in already goes on."""
    onwards = roads().safe_next(asked(request, Onwards).typed.get("next", "/"))
    return go(request, onwards) if here().principal else _form(Posted(), onwards)


@post("/sign-in", who="anyone", flow=True, status_code=200)
async def sign_in(request: Asked) -> Response[bytes]:
    """On to where they were going, or the form again: the same for every pair that does not belong together."""
    form = await posted(request, SignIn)
    onwards = roads().safe_next(form.typed.get("next", "/"))
    if here().principal:
        return go(request, onwards)
    if not here().trusted:
        return _form(form, onwards, 403, _("Siden hadde stått åpen for lenge. Skriv passordet og logg inn på nytt."))
    if form.value is None:
        return _form(form, onwards, 422)

    try:
        who = await actions.sign_in(form.value.email, form.value.password, onwards)
    except (TooMany, Busy) as no:
        return _later(form, onwards, no)
    if isinstance(who, actions.Halfway):
        return await on_to_factor(request, who)
    wrong = _("E-postadressen og passordet hører ikke sammen. Se etter skrivefeil, og prøv igjen.")
    return go(request, onwards) if who else _form(form, onwards, 422, wrong)


def _later(form: Posted[SignIn], onwards: str, no: TooMany | Busy) -> Response[bytes]:
    """Too many tries, or too many at once: when to come back, with the address kept."""
    wait = no.retry_after if isinstance(no, TooMany) else 5
    answer = _form(form, onwards, 429 if isinstance(no, TooMany) else 503, wait_for(wait))
    answer.headers["Retry-After"] = str(wait)
    return answer


def _form(form: Posted[SignIn], onwards: str, status: int = 200, problem: str = "") -> Response[bytes]:
    here().start_flow()
    return page(
        "accounts/sign_in.html",
        status=status,
        email=form.typed.get("email", ""),
        errors=form.errors if status == 422 else {},
        problem=problem,
        onwards=onwards,
    )


@post("/sign-out", who="anyone", flow=True, status_code=200)
async def sign_out(request: Asked) -> Response[bytes]:
    """The session ends, and what the browser keeps of ours is cleared; from a stale page it has ended already."""
    who = here().principal
    if not isinstance(who, Principal):
        return go(request, "/sign-in")
    if not here().trusted:
        raise Turned(403, "untrusted")
    await posted(request, Nothing)

    await actions.sign_out(who)
    answer = go(request, "/sign-in")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@post("/language", who="anyone", status_code=200)
async def choose_language(request: Asked) -> Response[bytes]:
    """Remembered in the browser, and with the user when there is one; the same page again."""
    form = await posted(request, ChooseLanguage)
    if form.value is None:
        raise Malformed

    if (who := here().principal) is not None and who.kind != "list":
        await actions.choose_language(who.id, form.value.language)
    here().set_cookie(LANGUAGE, form.value.language, LANGUAGE_AGE)
    back = page_before(request, roads().safe_next(form.value.back))
    return go(request, back)


@get("/held-form", who="user")
async def show_held_form(request: Asked, user: TheUser) -> Response[bytes]:
    """What was posted after the session was over, to be sent again by a button."""
    held = await actions.held_form(user)
    return page("accounts/held_form.html", held=held) if held else go(request, "/")


@post("/held-form/removal", who="user", status_code=200)
async def drop_held_form(request: Asked, user: TheUser) -> Response[bytes]:
    """It is not wanted after all."""
    await posted(request, Nothing)
    await actions.drop_held_form(user)
    return go(request, "/")


ROUTES = [show_sign_in, sign_in, sign_out, choose_language, show_held_form, drop_held_form]
