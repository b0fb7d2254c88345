"""/access-request: asking to deliver for one employer, or for many at once."""

from typing import Any

from litestar import Request, Response, get, post

from app.accounts.emails import is_email
from app.accounts.principal import Principal
from app.accounts.queries import user_by_id
from app.accounts.say import wait_for
from app.employers.access import MOST, Asked, read_employers
from app.employers.actions.requests import ask_access
from app.employers.forms import AskAccess
from app.errors import Busy, NotFound, TooMany
from app.i18n import gettext as _
from app.unions.queries import TheUnion, all_unions
from app.values.mobile import parse_mobile
from app.values.names import tidy_name
from app.web.here import here
from app.web.posted import Posted, posted
from app.web.render import go, page

Req = Request[Any, Any, Any]
Html = Response[bytes]


def _asking() -> Principal | None:
    """Whoever is signed in as an employer's user; a list's session asks as a stranger does."""
    by = here().principal
    if isinstance(by, Principal) and by.kind == "staff":
        raise NotFound("not_found")
    return by if isinstance(by, Principal) and by.kind == "user" else None


@get("/access-request", who="anyone")
async def show() -> Html:
    """The form; whoever is signed in is known already."""
    by = _asking()
    own = await user_by_id(by.id) if by else {}
    typed = {key: own.get(key, "") for key in ("name", "email", "mobile")}
    return await _form(Posted(typed=typed))


async def _form(form: Posted[AskAccess], status: int = 200, problem: str = "") -> Html:
    if here().principal is None:
        here().start_flow()
    return page(
        "employers/ask_access.html",
        status=status,
        unions=await all_unions(),
        typed=form.typed,
        chosen=form.lists.get("unions", []),
        errors=form.errors if status == 422 else {},
        problem=problem,
        known=_asking() is not None,
    )


@post("/access-request", who="anyone", flow=True, status_code=200)
async def ask(request: Req) -> Html:
    """Received; the same answer whoever asks for whatever."""
    form, by = await posted(request, AskAccess), _asking()
    if not here().trusted:
        return await _form(form, 403, _("Siden hadde stått åpen for lenge. Prøv en gang til."))
    if by:
        form.typed["email"] = (await user_by_id(by.id))["email"]
    employers = _employers(form)
    unions = await _unions(form)
    mobile = _mobile(form)
    if not is_email(form.typed.get("email", "")):
        form.errors.setdefault("email", _("Skriv e-postadressen, for eksempel kari@example.com."))
    if form.value is None or form.errors:
        return await _form(form, 422)
    try:
        await ask_access(
            employers,
            [one.id for one in unions],
            name=tidy_name(form.value.name),
            email=form.typed["email"],
            mobile=mobile,
            note=form.value.note,
            user_id=by.id if by else None,
        )
    except (TooMany, Busy) as no:
        return await _form(form, 429, wait_for(no.retry_after if isinstance(no, TooMany) else 5))
    return go(request, "/access-request/received")


def _employers(form: Posted[AskAccess]) -> list[Asked]:
    found, unread = read_employers(form.typed.get("employers", ""))
    if unread:
        form.errors["employers"] = _(
            "Finner ikke et riktig organisasjonsnummer her: «%(line)s». Skriv de ni sifrene.", line=unread[0]
        )
    elif not found:
        form.errors.setdefault("employers", _("Skriv virksomhetens navn og organisasjonsnummer."))
    elif len(found) > MOST:
        form.errors["employers"] = _("Be om høyst %(most)s virksomheter om gangen.", most=MOST)
    return found


async def _unions(form: Posted[AskAccess]) -> list[TheUnion]:
    chosen = [one for one in await all_unions() if one.slug in form.lists.get("unions", [])]
    if not chosen:
        form.errors["unions"] = _("Velg minst ett forbund.")
    return chosen


def _mobile(form: Posted[AskAccess]) -> str:
    typed = form.typed.get("mobile", "")
    found = parse_mobile(typed) if typed else ""
    if found is None:
        form.errors["mobile"] = _("Skriv mobilnummeret med åtte sifre, for eksempel 912 34 567.")
    return found or ""


@get("/access-request/received", who="anyone")
async def received() -> Html:
    """What happens now."""
    return page("employers/access_asked.html")


ROUTES = [show, ask, received]
