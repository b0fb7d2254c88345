"""/invitations/{token}: a colleague has asked one to deliver as well."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.accounts.principal import Principal
from app.employers.actions.colleagues import accept
from app.employers.forms import Button
from app.employers.queries import access as known
from app.errors import Closed
from app.web.csrf import fingerprint
from app.web.here import here
from app.web.posted import posted
from app.web.render import go, page
from app.web.rules import Turned

Req = Request[Any, Any, Any]
Html = Response[bytes]


@get("/invitations/{token:str}", who="anyone")
async def show(token: FromPath[str]) -> Html:
    """What it is about; opening the link does nothing yet."""
    found = await known.invitation(fingerprint(token))
    if found is None:
        raise Closed("invitation.over")
    if here().principal is None:
        here().start_flow()
    by = here().principal
    is_theirs = by is not None and by.kind == "user" and by.id == found["user_id"]
    return page("employers/invitation.html", invitation=found, token=token, may_accept=found["is_new"] or is_theirs)


@post("/invitations/{token:str}", who="anyone", flow=True, status_code=200)
async def accept_it(token: FromPath[str], request: Req) -> Html:
    """Accepted: on to the employer, or to choose a password."""
    await posted(request, Button)
    if not here().trusted:
        raise Turned(403, "untrusted")
    by = here().principal
    return go(request, await accept(token, by=by if isinstance(by, Principal) else None))


ROUTES = [show, accept_it]
