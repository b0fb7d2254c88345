"""/confirm: showing again who one is, before something sensitive."""

from typing import Any

from litestar import Request, Response, get, post

from app.accounts import queries
from app.accounts.actions.sessions import prove_anew
from app.accounts.actions.sign_in import confirm
from app.accounts.deps import TheUser
from app.accounts.forms import Confirm, Onwards
from app.accounts.principal import Principal
from app.accounts.say import wait_for
from app.errors import Busy, TooMany
from app.i18n import gettext as _
from app.web.posted import Posted, asked, posted
from app.web.render import go, page
from app.web.roads import roads

Asked = Request[Any, Any, Any]


@get("/confirm", who="user", first=True)
async def show(request: Asked, user: TheUser) -> Response[bytes]:
    """Asks for the password, and the app's code."""
    onwards = roads().safe_next(asked(request, Onwards).typed.get("next", "/account"), "/account")
    return go(request, onwards) if user.fresh else await _form(user, onwards)


async def _form(
    user: Principal, onwards: str, form: Posted[Confirm] | None = None, status: int = 200, problem: str = ""
) -> Response[bytes]:
    return page(
        "accounts/confirm.html",
        status=status,
        onwards=onwards,
        has_authenticator=await queries.has_authenticator(user.id),
        errors=form.errors if form else {},
        problem=problem,
    )


@post("/confirm", who="user", first=True, hold=False, status_code=200)
async def prove(request: Asked, user: TheUser) -> Response[bytes]:
    """On to what was sensitive."""
    form = await posted(request, Confirm)
    onwards = roads().safe_next(form.typed.get("next", "/account"), "/account")
    if form.value is None:
        return await _form(user, onwards, form, 422)
    try:
        right = await confirm(form.value.password, form.value.code, by=user)
    except (TooMany, Busy) as no:
        return await _form(user, onwards, None, 429, wait_for(no.retry_after if isinstance(no, TooMany) else 5))
    if not right:
        return await _form(user, onwards, None, 422, _("Passordet eller koden stemmer ikke. Prøv igjen."))
    await prove_anew(user)
    return go(request, onwards)


ROUTES = [show, prove]
