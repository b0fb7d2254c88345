"""Review, sending, and the month without deductions."""

import re

from litestar import get, post

from app.accounts.deps import ThePrincipal
from app.accounts.principal import Principal
from app.employers.deps import AShell
from app.employers.shell import Shell
from app.errors import Conflict
from app.i18n.say import say
from app.lists import queries
from app.lists.actions.send import send
from app.lists.deps import FILLED_FROM, AList
from app.lists.routes.grid import Ask, Html, already
from app.lists.the_list import TheList
from app.lists.view import read_view
from app.values.comment import REMARK_MAX, comment_fault
from app.values.text import parse_text
from app.web.posted import asked_plain, posted
from app.web.render import go, page

SHOWN = 100


@get("/lists/{list_id:int}/review", who="deliver")
async def review(the_list: AList, shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """What will be sent, the differences, who is not deducted."""
    if not the_list.is_open:
        return await already(the_list, request)
    return await _review(the_list, shell, principal, number=read_view(asked_plain(request)).page)


async def _review(
    the_list: TheList,
    shell: Shell,
    by: Principal,
    *,
    number: int = 1,
    errors: dict[str, str] | None = None,
    typed: str | None = None,
    status: int = 200,
) -> Html:
    lines = await queries.differing_lines(the_list, limit=SHOWN + 1, offset=(number - 1) * SHOWN)
    return page(
        "lists/review.html",
        status=status,
        shell=shell,
        the_list=the_list,
        lines=lines[:SHOWN],
        more=len(lines) > SHOWN,
        filled=[one for ask in FILLED_FROM if (one := await ask(by, the_list))],
        page=number,
        beside=await queries.beside_last_month(the_list),
        errors=errors or {},
        comment=the_list.comment or "" if typed is None else typed,
    )


@post("/lists/{list_id:int}/delivery", who="deliver", status_code=200)
async def deliver(the_list: AList, shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """Send for good.  The same form posted again leads to the same receipt."""
    form = await posted(request)
    comment = form.typed.get("comment", "")
    errors = _send_errors(the_list, form.typed)
    if errors and the_list.is_open:
        return await _review(the_list, shell, principal, errors=errors, typed=comment, status=422)

    text = parse_text(comment, REMARK_MAX, lines=True) or ""
    try:
        sent = await send(the_list, by=principal, seen=_version(form.typed), comment=text)
    except Conflict as changed:
        now = await queries.list_for(principal, the_list.employer_id, the_list.id)
        return await _review(now, shell, principal, errors={"form": say(changed.code)}, typed=comment, status=409)
    return go(request, f"/e/{the_list.employer_id}/submissions/{sent}")


def _version(typed: dict[str, str]) -> int:
    text = typed.get("version", "")
    return int(text) if re.fullmatch("[0-9]{1,15}", text) else -1


def _send_errors(the_list: TheList, typed: dict[str, str]) -> dict[str, str]:
    errors = {}
    if the_list.has_problems:
        errors["form"] = say("list.problems")
    if typed.get("confirmed") != "yes":
        errors["confirmed"] = say("send.not_confirmed")
    if code := comment_fault(typed.get("comment", ""), REMARK_MAX):
        errors["comment"] = say(code, most=REMARK_MAX)
    return errors


@get("/lists/{list_id:int}/none", who="deliver")
async def none(the_list: AList, shell: AShell, request: Ask) -> Html:
    """«Ingen trekk denne måneden»: asks why."""
    if not the_list.is_open:
        return await already(the_list, request)
    return page("lists/none.html", shell=shell, the_list=the_list, errors={}, typed={})


@post("/lists/{list_id:int}/none", who="deliver", status_code=200)
async def report_none(the_list: AList, shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """Report that nobody was deducted this month, with the reason."""
    form = await posted(request)
    reason = parse_text(form.typed.get("reason", ""), REMARK_MAX, lines=True) or ""
    if not reason and the_list.is_open:
        errors = {"reason": say("none.reason_missing")}
        return page("lists/none.html", status=422, shell=shell, the_list=the_list, errors=errors, typed=form.typed)
    try:
        sent = await send(the_list, by=principal, seen=_version(form.typed), kind="NONE", reason=reason)
    except Conflict as changed:
        now = await queries.list_for(principal, the_list.employer_id, the_list.id)
        errors = {"form": say(changed.code)}
        return page("lists/none.html", status=409, shell=shell, the_list=now, errors=errors, typed=form.typed)
    return go(request, f"/e/{the_list.employer_id}/submissions/{sent}")
