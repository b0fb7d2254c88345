"""/activation and /password-reset: a code by e-mail, and a password of one's own.

Both say the same whoever is asked for: nobody learns here who has an account.
"""

from typing import Any, NamedTuple

from litestar import Request, Response, Router, get, post

from app.accounts import codes
from app.accounts.actions import Halfway
from app.accounts.actions.codes import Tried, typed_address
from app.accounts.actions.sign_in import ask_password_code, choose_password
from app.accounts.emails import is_email
from app.accounts.forms import AskCode, ChoosePassword, Nothing
from app.accounts.principal import Principal
from app.accounts.routes.factor import on_to_factor
from app.accounts.say import fault_of_code, fault_of_password, wait_for
from app.accounts.strength import strength, weakness
from app.errors import Busy, TooMany
from app.i18n import gettext as _
from app.values.email import mask_email
from app.web.here import here
from app.web.posted import Posted, posted
from app.web.render import go, page

Asked = Request[Any, Any, Any]


class Way(NamedTuple):
    """One of the two."""

    path: str
    purpose: str


ACTIVATION = Way("/activation", codes.ACTIVATE)
RESET = Way("/password-reset", codes.RESET)


@get("/", who="anyone")
async def show() -> Response[bytes]:
    """Asks for the address."""
    return _ask_form(_here(), Posted())


def _here() -> Way:
    return ACTIVATION if here().path.startswith(ACTIVATION.path) else RESET


def _ask_form(way: Way, form: Posted[AskCode], status: int = 200, problem: str = "", wait: int = 0) -> Response[bytes]:
    here().start_flow()
    answer = page(
        "accounts/ask_code.html",
        status=status,
        way=way.path,
        email=form.typed.get("email", ""),
        errors=form.errors if status == 422 else {},
        problem=problem,
    )
    if wait:
        answer.headers["Retry-After"] = str(wait)
    return answer


@post("/", who="anyone", flow=True, status_code=200)
async def ask(request: Asked) -> Response[bytes]:
    """On to the code, whether or not there is such a user."""
    form, way = await posted(request, AskCode), _here()
    if not here().trusted:
        return _ask_form(way, form, 403, _("Siden hadde stått åpen for lenge. Prøv en gang til."))
    if form.value is None or not is_email(form.value.email):
        form.errors.setdefault("email", _("Skriv e-postadressen din, for eksempel kari@example.com."))
        return _ask_form(way, form, 422)
    return await _send(request, way, form)


async def _send(request: Asked, way: Way, form: Posted[AskCode]) -> Response[bytes]:
    try:
        await ask_password_code(way.purpose, form.typed["email"])
    except (TooMany, Busy) as no:
        wait = no.retry_after if isinstance(no, TooMany) else 5
        return _ask_form(way, form, 429 if isinstance(no, TooMany) else 503, wait_for(wait), wait)
    return go(request, f"{way.path}/code")


@post("/again", who="anyone", flow=True, status_code=200)
async def again(request: Asked) -> Response[bytes]:
    """Another code to the same address."""
    await posted(request, Nothing)
    way = _here()
    address = await typed_address(way.purpose)
    if not address or not here().trusted:
        return go(request, way.path)
    return await _send(request, way, Posted(typed={"email": address}))


@get("/code", who="anyone")
async def show_code(request: Asked) -> Response[bytes]:
    """Asks for the code and a password."""
    way = _here()
    address = await typed_address(way.purpose)
    return _code_form(way, address, Posted()) if address else go(request, way.path)


def _code_form(
    way: Way, address: str, form: Posted[ChoosePassword], status: int = 200, problem: str = "", bar: int = 0
) -> Response[bytes]:
    return page(
        "accounts/choose_password.html",
        status=status,
        way=way.path,
        address=mask_email(address),
        email=address,
        code=form.typed.get("code", "") if "code" not in form.errors else "",
        errors=form.errors if status == 422 else {},
        problem=problem,
        bar=bar,
    )


@post("/code", who="anyone", flow=True, status_code=200)
async def choose(request: Asked) -> Response[bytes]:
    """In; or halfway; or the form again.  A password that will not do costs no try."""
    form, way = await posted(request, ChoosePassword), _here()
    address = await typed_address(way.purpose)
    if not address or not here().trusted:
        return go(request, way.path)
    typed = form.value.password if form.value else ""
    fault = fault_of_password(weakness(typed, address)) if typed else ""
    if fault:
        form.errors["password"] = fault
    if form.value is None or fault:
        return _code_form(way, address, form, 422, bar=strength(typed, address))

    try:
        came = await choose_password(way.purpose, form.value.code, typed)
    except (TooMany, Busy) as no:
        wait = no.retry_after if isinstance(no, TooMany) else 5
        return _code_form(way, address, form, 429 if isinstance(no, TooMany) else 503, wait_for(wait))
    return await _on(request, way, address, form, came)


async def _on(
    request: Asked, way: Way, address: str, form: Posted[ChoosePassword], came: Principal | Halfway | Tried
) -> Response[bytes]:
    if isinstance(came, Halfway):
        return await on_to_factor(request, came)
    if isinstance(came, Principal):
        return go(request, "/")
    form.errors["code"] = fault_of_code(came.left)
    return _code_form(way, address, form, 422)


def _router(way: Way) -> Router:
    return Router(way.path, route_handlers=[show, ask, again, show_code, choose])


ROUTES = [_router(ACTIVATION), _router(RESET)]
