"""/account/authenticator and /account/recovery-codes: the authenticator app is set up, renewed and taken away."""

from typing import Any

from litestar import Request, Response, get, post

from app.accounts import queries
from app.accounts.actions import factors as deeds
from app.accounts.deps import TheUser
from app.accounts.factors import in_fours, picture
from app.accounts.forms import Nothing, TypeCode
from app.accounts.principal import Principal
from app.accounts.say import wait_for
from app.errors import Busy, TooMany
from app.i18n import gettext as _
from app.web.posted import posted
from app.web.render import go, page

Asked = Request[Any, Any, Any]
Html = Response[bytes]


@get("/account/authenticator", who="user", first=True, fresh=True)
async def show(request: Asked, user: TheUser) -> Html:
    """The QR code and the secret, as long as the app's first code has not been shown."""
    if await queries.has_authenticator(user.id):
        return go(request, "/account")
    return await _form(user)


async def _form(user: Principal, error: str = "", status: int = 200) -> Html:
    secret = await deeds.begin_authenticator(user)
    errors = {"code": error} if error else {}
    return page(
        "accounts/authenticator.html",
        status=status,
        secret=in_fours(secret),
        must=user.kind == "staff",
        errors=errors,
    )


@get("/account/authenticator.svg", who="user", first=True, fresh=True)
async def qr(user: TheUser) -> Response[bytes]:
    """The QR code; gone once the app is confirmed.  Raises Closed."""
    own = await queries.user_by_id(user.id)
    return Response(picture(await deeds.begin_authenticator(user), own["email"]), media_type="image/svg+xml")


@post("/account/authenticator", who="user", first=True, fresh=True, hold=False, status_code=200)
async def confirm(request: Asked, user: TheUser) -> Html:
    """The app's first code; answered by the recovery codes, which are shown this once."""
    form = await posted(request, TypeCode)
    if await queries.has_authenticator(user.id):
        return go(request, "/account")
    if form.value is None:
        return await _form(user, form.errors["code"], 422)
    try:
        codes = await deeds.confirm_authenticator(form.value.code, by=user)
    except (TooMany, Busy) as no:
        return await _form(user, wait_for(no.retry_after if isinstance(no, TooMany) else 5), 429)
    if not codes:
        return await _form(user, _("Koden stemmer ikke. Se på appen, og skriv den koden som står der nå."), 422)
    return page("accounts/recovery_codes.html", codes=codes, first=True)


@post("/account/authenticator/removal", who="user", fresh=True, status_code=200)
async def remove(request: Asked, user: TheUser) -> Html:
    await posted(request, Nothing)
    await deeds.remove_authenticator(by=user)
    return go(request, "/account?saved=removed")


@post("/account/recovery-codes", who="user", fresh=True, status_code=200)
async def renew(request: Asked, user: TheUser) -> Html:
    """Ten new ones; the old ones count no longer."""
    await posted(request, Nothing)
    return page("accounts/recovery_codes.html", codes=await deeds.new_recovery_codes(by=user), first=False)


ROUTES = [show, qr, confirm, remove, renew]
