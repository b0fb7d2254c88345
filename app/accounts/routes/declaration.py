"""/declaration: what is to be accepted before anything else opens."""

from typing import Any

from litestar import Request, Response, get, post

from app.accounts import queries
from app.accounts.actions.declarations import accept
from app.accounts.declarations import worded
from app.accounts.deps import ThePrincipal
from app.accounts.forms import Accept, Onwards
from app.accounts.principal import Principal
from app.i18n import gettext as _
from app.web.here import here
from app.web.posted import asked, id_in, posted
from app.web.render import go, page
from app.web.roads import roads

Asked = Request[Any, Any, Any]


@get("/declaration", who="signed-in", first=True)
async def show(request: Asked, principal: ThePrincipal) -> Response[bytes]:
    """The texts that are new to this person; without any, on."""
    onwards = roads().safe_next(asked(request, Onwards).typed.get("next", "/"))
    return await _form(request, principal, onwards)


async def _form(request: Asked, by: Principal, onwards: str, status: int = 200, error: str = "") -> Response[bytes]:
    waiting = await queries.declarations_for(by)
    if not waiting:
        return go(request, onwards)
    return page(
        "accounts/declaration.html",
        status=status,
        wordings=worded(waiting, here().language),
        ids=[one.id for one in waiting],
        onwards=onwards,
        errors={"accepted": error} if error else {},
    )


@post("/declaration", who="signed-in", first=True, hold=False, status_code=200)
async def accept_it(request: Asked, principal: ThePrincipal) -> Response[bytes]:
    """Accepted, and on to where they were going; a text that is newer than the page is shown first."""
    form = await posted(request, Accept)
    onwards = roads().safe_next(form.typed.get("next", "/"))
    if form.value is None or not form.value.accepted:
        error = _("Kryss av for at du har lest og godtar erklæringen.")
        return await _form(request, principal, onwards, 422, error)
    ids = [number for number in map(id_in, form.value.d) if number is not None]
    if not await accept(ids, by=principal, name=here().user_name):
        return await _form(request, principal, onwards)
    return go(request, onwards)


ROUTES = [show, accept_it]
