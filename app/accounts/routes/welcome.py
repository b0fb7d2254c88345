"""/welcome/{token}: a new staff user's first link."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.accounts import queries
from app.accounts.actions import Halfway
from app.accounts.actions.sign_in import open_link
from app.accounts.forms import NewPassword
from app.accounts.routes.factor import on_to_factor
from app.accounts.say import fault_of_password
from app.accounts.strength import strength, weakness
from app.errors import Closed
from app.web.csrf import fingerprint
from app.web.here import here
from app.web.posted import Posted, posted
from app.web.render import go, page
from app.web.rules import Turned

Asked = Request[Any, Any, Any]


@get("/welcome/{token:str}", who="anyone")
async def show(token: FromPath[str]) -> Response[bytes]:
    """Asks for a password; opening the link does nothing yet."""
    return _form(await _user(token), token)


async def _user(token: str) -> dict[str, Any]:
    found = await queries.link_opens_for(fingerprint(token))
    if found is None:
        raise Closed("link.over")
    return found


def _form(user: dict[str, Any], token: str, form: Posted[NewPassword] | None = None, bar: int = 0) -> Response[bytes]:
    here().start_flow()
    errors = form.errors if form else {}
    return page("accounts/welcome.html", status=422 if errors else 200, user=user, token=token, errors=errors, bar=bar)


@post("/welcome/{token:str}", who="anyone", flow=True, status_code=200)
async def choose(token: FromPath[str], request: Asked) -> Response[bytes]:
    """The password is set, and the link is used up."""
    form = await posted(request, NewPassword)
    if not here().trusted:
        raise Turned(403, "untrusted")
    user = await _user(token)
    typed = form.value.password if form.value else ""
    if fault := fault_of_password(weakness(typed, user["email"], user["name"])) if typed else "":
        form.errors["password"] = fault
    if form.errors:
        return _form(user, token, form, strength(typed, user["email"], user["name"]))
    came = await open_link(token, typed)
    return await on_to_factor(request, came) if isinstance(came, Halfway) else go(request, "/")


ROUTES = [show, choose]
