"""Who is asking, and whether they may: the guard that every route passes, and what a handler is handed."""

from typing import Any
from urllib.parse import urlsplit

from litestar.connection import ASGIConnection
from litestar.di import NamedDependency, Provide
from litestar.handlers import BaseRouteHandler

from app.accounts import actions
from app.accounts.actions.declarations import what_first
from app.accounts.principal import Principal
from app.errors import NotFound
from app.web.errors import GoFirst, SignInFirst
from app.web.here import Here, here
from app.web.roads import roads
from app.web.rules import Turned

TheUser = NamedDependency[Principal]
"""Whoever is signed in with a user account: `user: TheUser`."""

ThePrincipal = NamedDependency[Principal]
"""Whoever is signed in, in whichever way: `principal: ThePrincipal`."""

# Staff are not employers: what they do for one goes by their own pages.
KINDS = {
    "user": frozenset({"user", "staff"}),
    "signed-in": frozenset({"user", "staff", "list"}),
    "deliver": frozenset({"user", "list"}),
    "submit": frozenset({"user"}),
    "manage": frozenset({"user"}),
    "staff": frozenset({"staff"}),
    "operator": frozenset({"staff"}),
}


async def guard(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Deny, unless the route says that this person may ask it and the form is from a page of ours.

    Which employers and lists are theirs is for the queries to know.  Raises SignInFirst, NotFound, Turned.
    """
    asking, who = here(), handler.opt.get("who")
    if who == "dev":
        if not asking.dev:
            raise NotFound("not_found")
    elif who != "anyone":
        if asking.principal is None:
            raise await _sign_in_first(connection, asking, bool(handler.opt.get("hold", True)))
        if not _is_one_of(asking.principal, str(who)):
            raise NotFound("not_found")
    if asking.method == "POST" and not asking.trusted and not asking.multipart and not handler.opt.get("flow"):
        raise Turned(403, "untrusted")
    if who not in {"anyone", "dev"} and isinstance(asking.principal, Principal):
        await _what_comes_first(connection, asking, asking.principal, handler.opt)


async def _what_comes_first(connection: Any, asking: Here, by: Principal, opt: dict[str, Any]) -> None:
    """A declaration, or showing again who one is; a form that was posted is held meanwhile.  Raises GoFirst."""
    place, code = "", "first"
    if not by.cleared and not opt.get("first"):
        place = await what_first(by)
    if not place and opt.get("fresh") and not by.fresh:
        place, code = "/confirm", "confirm"
    if place:
        raise GoFirst(place, await _onwards(connection, asking, by, bool(opt.get("hold", True))), code)


async def _onwards(connection: Any, asking: Here, by: Principal, may_hold: bool) -> str:
    if asking.method != "POST":
        return f"{asking.path}?{asking.query}" if asking.query else asking.path
    form = asking.form if may_hold and by.kind != "list" and not asking.htmx else None
    if form is not None and await actions.hold(by.id, asking.path, form):
        return "/held-form"
    return page_before(connection)


def _is_one_of(principal: Any, who: str) -> bool:
    if principal.kind not in KINDS.get(who, frozenset()):
        return False
    return who != "operator" or principal.operator


async def _sign_in_first(connection: Any, asking: Here, may_hold: bool) -> SignInFirst | GoFirst:
    """Where to come back to: the page itself; for a form the page it stood on, or the form itself where it is held."""
    if asking.expired and asking.expired.principal.kind == "list" and not asking.htmx:
        return GoFirst("/lists/sign-in")
    if asking.method != "POST":
        return SignInFirst(f"{asking.path}?{asking.query}" if asking.query else asking.path)
    if may_hold and asking.trusted and asking.expired and asking.form is not None and not asking.htmx:
        owner = asking.expired.principal
        if owner.kind != "list" and await actions.hold(owner.id, asking.path, asking.form):
            return SignInFirst("/held-form")
    return SignInFirst(page_before(connection))


def page_before(request: Any, otherwise: str = "/") -> str:
    """The page of ours that the form stood on, by its Referer."""
    parts = urlsplit(request.headers.get("referer", ""))
    return roads().safe_next(f"{parts.path}?{parts.query}" if parts.query else parts.path, otherwise)


def provide_principal() -> Principal:
    """Whoever is signed in.  Raises SignInFirst, on a route that is for anyone."""
    principal = here().principal
    if not isinstance(principal, Principal):
        raise SignInFirst
    return principal


def provide_user() -> Principal:
    """Whoever is signed in with a user account.  Raises SignInFirst."""
    principal = provide_principal()
    if principal.kind not in {"user", "staff"}:
        raise NotFound("not_found")
    return principal


DEPENDENCIES = {
    "user": Provide(provide_user, sync_to_thread=False),
    "principal": Provide(provide_principal, sync_to_thread=False),
}
"""For the app: any handler may ask for them."""
