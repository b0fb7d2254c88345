"""/e/{employer}/access: who may deliver for an employer, looked after by those who manage it."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.accounts.deps import ThePrincipal
from app.accounts.emails import is_email
from app.accounts.principal import Principal
from app.accounts.say import wait_for
from app.employers.actions import colleagues as deeds
from app.employers.deps import AShell
from app.employers.forms import Button, ChangeRole, Decide, HandOver, Invite
from app.employers.queries import access as known
from app.employers.queries import agreements_for
from app.employers.routes.staff import decided
from app.employers.shell import Shell
from app.errors import Invalid, TooMany
from app.i18n import gettext as _
from app.i18n.say import say
from app.values.names import tidy_name
from app.web.posted import Malformed, Posted, asked_plain, id_in, posted
from app.web.render import go, page

Req = Request[Any, Any, Any]
Html = Response[bytes]

SAID = ("invited", "withdrawn", "role", "removed", "reviewed", "given", "refused")


@get("/access", who="submit")
async def show(shell: AShell, principal: ThePrincipal, request: Req) -> Html:
    """Colleagues; for those who manage also invitations, requests and the yearly look."""
    saved = asked_plain(request).get("saved", "")
    return await _overview(shell, principal, saved=saved if saved in SAID else "")


async def _overview(
    shell: Shell,
    by: Principal,
    *,
    saved: str = "",
    errors: dict[str, str] | None = None,
    form: Posted[Any] | None = None,
    status: int = 422,
) -> Html:
    agreements = await agreements_for(by, shell.employer.id)
    managed = [one for one in agreements if one.may_manage]
    return page(
        "employers/access.html",
        status=status if errors else 200,
        shell=shell,
        me=by.id,
        colleagues=await known.colleagues(shell.employer.id, [one.id for one in agreements]),
        managed=managed,
        invitations=await known.open_invitations(shell.employer.id) if managed else [],
        waiting=await known.waiting_for(by, employer_id=shell.employer.id) if managed else [],
        review=await known.reviewed(shell.employer.id),
        saved=saved,
        errors=errors or {},
        typed=form.typed if form else {},
        chosen=form.lists.get("agreements", []) if form else [str(one.id) for one in managed],
    )


def _back(request: Req, shell: Shell, saved: str) -> Html:
    return go(request, f"/e/{shell.employer.id}/access?saved={saved}")


@post("/access/invitations", who="manage", status_code=200)
async def invite(shell: AShell, principal: ThePrincipal, request: Req) -> Html:
    """A colleague gets a link; the same answer whether or not they have an account."""
    form = await posted(request, Invite)
    if not is_email(form.typed.get("email", "")):
        form.errors.setdefault("email", _("Skriv e-postadressen, for eksempel kari@example.com."))
    agreements = [number for number in map(id_in, form.lists.get("agreements", [])) if number is not None]
    if not agreements:
        form.errors["agreements"] = _("Velg minst én avtale.")
    if form.value is None or form.errors:
        return await _overview(shell, principal, errors=form.errors, form=form)
    try:
        name = tidy_name(form.value.name)
        await deeds.invite(
            shell.employer.id, agreements, form.value.role, email=form.value.email, name=name, by=principal
        )
    except Invalid as no:
        return await _overview(shell, principal, errors={"email": say(no.code)}, form=form)
    except TooMany as no:
        return await _overview(shell, principal, errors={"email": wait_for(no.retry_after)}, form=form, status=429)
    return _back(request, shell, "invited")


@post("/access/invitations/{invitation_id:int}/removal", who="manage", status_code=200)
async def withdraw(shell: AShell, principal: ThePrincipal, invitation_id: FromPath[int], request: Req) -> Html:
    await posted(request, Button)
    await deeds.withdraw(shell.employer.id, invitation_id, by=principal)
    return _back(request, shell, "withdrawn")


@post("/access/users/{user_id:int}/role", who="manage", status_code=200)
async def change_role(shell: AShell, principal: ThePrincipal, user_id: FromPath[int], request: Req) -> Html:
    form = await posted(request, ChangeRole)
    if form.value is None:
        raise Malformed
    await deeds.change_role(shell.employer.id, user_id, form.value.role, by=principal)
    return _back(request, shell, "role")


@post("/access/users/{user_id:int}/removal", who="manage", status_code=200)
async def remove(shell: AShell, principal: ThePrincipal, user_id: FromPath[int], request: Req) -> Html:
    """Taken out; whoever takes themselves out is led to the front."""
    await posted(request, Button)
    await deeds.take_out(shell.employer.id, user_id, by=principal)
    return go(request, "/") if user_id == principal.id else _back(request, shell, "removed")


@post("/access/handover", who="manage", status_code=200)
async def hand_over(shell: AShell, principal: ThePrincipal, request: Req) -> Html:
    """A colleague manages from now on."""
    form = await posted(request, HandOver)
    user_id = id_in(form.value.user) if form.value else None
    if form.value is None or user_id is None:
        return await _overview(shell, principal, errors={"user": _("Velg en kollega.")}, form=form)
    await deeds.hand_over(shell.employer.id, user_id, by=principal, leave=form.value.leave)
    return go(request, "/") if form.value.leave else _back(request, shell, "role")


@post("/access/requests/{request_id:int}/decision", who="manage", status_code=200)
async def decide(shell: AShell, principal: ThePrincipal, request_id: FromPath[int], request: Req) -> Html:
    """Given or refused, by somebody who manages."""
    form = await posted(request, Decide)
    if error := await decided(form, request_id, principal):
        return await _overview(shell, principal, errors={f"parts-{request_id}": error})
    return _back(request, shell, "given" if form.typed["deed"] == "give" else "refused")


@post("/access/review", who="manage", status_code=200)
async def review(shell: AShell, principal: ThePrincipal, request: Req) -> Html:
    """Looked through, and as it should be."""
    await posted(request, Button)
    await deeds.confirm_review(shell.employer.id, by=principal)
    return _back(request, shell, "reviewed")


AT_EMPLOYER = [show, invite, withdraw, change_role, remove, hand_over, decide, review]
