"""/sign-in/factor: the second factor on a new device."""

from contextlib import suppress
from typing import Any

from litestar import Request, Response, get, post

from app import clock
from app.accounts import queries
from app.accounts.actions import Halfway
from app.accounts.actions.codes import is_on_its_way
from app.accounts.actions.sign_in import send_factor, show_factor
from app.accounts.codes import FACTOR
from app.accounts.factors import SMS, TOTP, asked_for, code_at
from app.accounts.forms import Nothing, ShowFactor
from app.accounts.principal import Principal
from app.accounts.say import fault_of_code, wait_for
from app.crypto import unseal
from app.errors import Busy, Closed, TooMany
from app.i18n import gettext as _
from app.settings import settings
from app.values.email import mask_email
from app.values.mobile import mask_mobile
from app.web.here import here
from app.web.posted import Posted, asked_plain, posted
from app.web.render import go, page
from app.web.roads import roads

Asked = Request[Any, Any, Any]


async def on_to_factor(request: Asked, halfway: Halfway) -> Response[bytes]:
    """Have the code sent, and on to the page that asks for it; the page says so when no code could be sent now."""
    with suppress(TooMany, Busy):
        await send_factor(halfway.user_id)
    return go(request, "/sign-in/factor")


@get("/sign-in/factor", who="anyone")
async def show(request: Asked) -> Response[bytes]:
    """The form for what the user is asked for."""
    step = await queries.step_here(here().flow_hash)
    if step is None:
        return go(request, "/sign-in")
    return await _form(step, recovery=asked_plain(request).get("way") == "recovery")


@post("/sign-in/factor", who="anyone", flow=True, status_code=200)
async def prove(request: Asked) -> Response[bytes]:
    """In, or the form again."""
    form = await posted(request, ShowFactor)
    step = await queries.step_here(here().flow_hash)
    if step is None or not here().trusted:
        return go(request, "/sign-in")
    recovery = form.typed.get("way") == "recovery"
    if form.value is None:
        return await _form(step, form, recovery=recovery, status=422)

    try:
        shown = await show_factor(step, form.value.code, recovery=recovery, remember=form.value.remember)
    except (TooMany, Busy) as no:
        return await _later(step, recovery, no)
    except Closed:
        return go(request, "/sign-in")
    if isinstance(shown, Principal):
        return go(request, roads().safe_next(step["onwards"]))
    return await _form(step, form, recovery=recovery, status=422, left=shown.left)


@post("/sign-in/factor/again", who="anyone", flow=True, status_code=200)
async def again(request: Asked) -> Response[bytes]:
    """Another code; the one before counts no longer."""
    await posted(request, Nothing)
    step = await queries.step_here(here().flow_hash)
    if step is None or not here().trusted:
        return go(request, "/sign-in")
    try:
        await send_factor(step["user_id"])
    except (TooMany, Busy) as no:
        return await _later(step, False, no)
    return go(request, "/sign-in/factor")


async def _later(step: dict[str, Any], recovery: bool, no: TooMany | Busy) -> Response[bytes]:
    wait = no.retry_after if isinstance(no, TooMany) else 5
    status = 429 if isinstance(no, TooMany) else 503
    answer = await _form(step, recovery=recovery, status=status, problem=wait_for(wait))
    answer.headers["Retry-After"] = str(wait)
    return answer


async def _form(
    step: dict[str, Any],
    form: Posted[ShowFactor] | None = None,
    *,
    recovery: bool = False,
    status: int = 200,
    left: int | None = None,
    problem: str = "",
) -> Response[bytes]:
    user = await queries.user_by_id(step["user_id"])
    factor = asked_for(has_authenticator=bool(user["has_authenticator"]), mobile=user["mobile"])
    errors = dict(form.errors) if form else {}
    if left is not None:
        errors["code"] = _fault(factor, recovery, left)
    return page(
        "accounts/factor.html",
        status=status,
        factor=factor,
        recovery=recovery and factor == TOTP,
        sent_to=mask_mobile(user["mobile"]) if factor == SMS else mask_email(user["email"]),
        sent=factor == TOTP or await is_on_its_way(FACTOR),
        may_remember=user["kind"] == "EMPLOYER",
        errors=errors,
        problem=problem,
        demo_code=await _demo_code(user) if settings().demo and factor == TOTP else "",
    )


def _fault(factor: str, recovery: bool, left: int) -> str:
    if factor != TOTP:
        return fault_of_code(left)
    if recovery:
        return _("Koden stemmer ikke, eller er brukt før. Skriv en annen av kodene.")
    return _("Koden stemmer ikke. Se på appen, og skriv den koden som står der nå.")


async def _demo_code(user: dict[str, Any]) -> str:
    """In the demo nobody has the app: the page tells what it would show."""
    app = await queries.authenticator_of(user["id"])
    assert app is not None  # noqa: S101 - the factor says so
    return code_at(unseal(app["secret"], f"authenticator|secret|{app['id']}"), clock.now())


ROUTES = [show, prove, again]
