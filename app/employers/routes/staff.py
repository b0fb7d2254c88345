"""/staff/access-requests: those that wait for the union's staff."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.accounts.deps import TheUser
from app.accounts.principal import Principal
from app.employers.actions.requests import give_access, refuse_access
from app.employers.forms import Decide
from app.employers.queries import access as known
from app.i18n import gettext as _
from app.web.posted import Malformed, Posted, id_in, posted
from app.web.render import go, page

Req = Request[Any, Any, Any]
Html = Response[bytes]


@get("/staff/access-requests", who="staff")
async def show(user: TheUser) -> Html:
    """All that wait, oldest first."""
    return await _queue(user)


async def _queue(user: Principal, errors: dict[str, str] | None = None) -> Html:
    waiting = await known.waiting_for(user)
    return page("employers/access_requests.html", status=422 if errors else 200, waiting=waiting, errors=errors or {})


@post("/staff/access-requests/{request_id:int}/decision", who="staff", status_code=200)
async def decide(user: TheUser, request_id: FromPath[int], request: Req) -> Html:
    """Given or refused, for the parts that are ticked."""
    form = await posted(request, Decide)
    if error := await decided(form, request_id, user):
        return await _queue(user, {f"parts-{request_id}": error})
    return go(request, "/staff/access-requests")


async def decided(form: Posted[Decide], request_id: int, by: Principal) -> str:
    """Do what was decided; or a sentence about what is missing."""
    if form.value is None:
        raise Malformed
    parts = [number for number in map(id_in, form.value.parts) if number is not None]
    if not parts:
        return _("Kryss av for minst én virksomhet.")
    if form.value.deed == "give":
        await give_access(request_id, parts, form.value.role, by=by)
        return ""
    if not form.value.reason.strip():
        return _("Skriv hvorfor forespørselen avslås.")
    await refuse_access(request_id, parts, form.value.reason, by=by)
    return ""


ROUTES = [show, decide]
