"""/e/{employer}/missing: members not deducted, and why.

One click answers laid off or left; any other reason comes from the dropdown, and its own fields follow the choice; many
members are answered at once with the same form.
"""

import re
from typing import Any

from litestar import Request, Response, Router, get, post
from litestar.di import Provide
from litestar.params import FromPath

from app import clock
from app.accounts.deps import ThePrincipal
from app.employers.deps import AShell, provide_shell
from app.employers.shell import Shell
from app.i18n.say import say
from app.lists.reasons import REASONS
from app.missing import actions, queries
from app.missing.forms import read_answer
from app.missing.member import OPEN_ENDED, Missing
from app.values.comment import COMMENT_MAX
from app.web.here import here
from app.web.posted import asked_plain, posted
from app.web.render import go, page

Ask = Request[Any, Any, Any]
Html = Response[bytes]

PAGE = 100
KEY = re.compile(r"[1-9][0-9]{0,18}-[1-9][0-9]{0,18}")


@get("/missing", who="submit")
async def index(shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """Who was not deducted, with those who wait for an answer first."""
    found = await queries.missing_at(principal, shell.employer.id, clock.today())
    return _index(shell, found, asked_plain(request))


def _index(shell: Shell, found: list[Missing], typed: dict[str, str], *, error: str = "", status: int = 200) -> Html:
    waiting = sum(1 for one in found if one.unanswered)
    number = typed.get("page", "1")
    last = max(1, -(-len(found) // PAGE))
    at = min(int(number) if number.isascii() and number.isdigit() and len(number) < 6 and int(number) else 1, last)
    shown = found[(at - 1) * PAGE : at * PAGE]
    return page(
        "missing/index.html",
        status=status,
        shell=shell,
        members=shown,
        waiting=waiting,
        total=len(found),
        page=at,
        last=last,
        reasons=REASONS,
        error=error,
        chosen=set(typed.get("chosen", "").split()),
    )


@get("/missing/{agreement_id:int}/{member_id:int}", who="submit")
async def show(
    shell: AShell, principal: ThePrincipal, agreement_id: FromPath[int], member_id: FromPath[int], request: Ask
) -> Html:
    """The form for one member; asked for again with another reason, it has that reason's fields."""
    member = await _member(principal, shell, f"{agreement_id}-{member_id}")
    return _form(shell, [member], asked_plain(request), {})


async def _member(principal: ThePrincipal, shell: Shell, key: str) -> Missing:
    (found,) = await queries.missing_some(principal, shell.employer.id, [key], clock.today())
    return found


def _form(shell: Shell, members: list[Missing], typed: dict[str, str], errors: dict[str, str]) -> Html:
    reason = typed.get("reason", "")
    fragment = here().htmx and len(members) == 1
    return page(
        "missing/answer_form.html" if fragment else "missing/answer.html",
        status=422 if errors else 200,
        shell=shell,
        members=members,
        member=members[0],
        reasons=REASONS,
        reason=reason if reason in REASONS else "",
        has_until=reason in REASONS and reason not in OPEN_ENDED,
        typed=typed,
        errors=errors,
    )


@post("/missing/{agreement_id:int}/{member_id:int}", who="submit", status_code=200)
async def save(
    shell: AShell, principal: ThePrincipal, agreement_id: FromPath[int], member_id: FromPath[int], request: Ask
) -> Html:
    """The answer for one member."""
    member = await _member(principal, shell, f"{agreement_id}-{member_id}")
    form = await posted(request)
    return await _answer(shell, principal, [member], form.typed, request)


async def _answer(
    shell: Shell, principal: ThePrincipal, members: list[Missing], typed: dict[str, str], request: Ask
) -> Html:
    start = min(member.suggested_from for member in members)
    given, codes = read_answer(typed, suggested_from=start, today=clock.today())
    if given is None:
        return _form(shell, members, typed, {field: say(code, most=COMMENT_MAX) for field, code in codes.items()})

    await actions.answer(shell.employer.id, members, given, by=principal)
    if not here().htmx or len(members) > 1:
        return go(request, f"/e/{shell.employer.id}/missing")
    found = await queries.missing_at(principal, shell.employer.id, clock.today())
    now = next(one for one in found if one.key == members[0].key)
    return _saved(shell, now, sum(1 for one in found if one.unanswered))


def _saved(shell: Shell, member: Missing, waiting: int) -> Html:
    return page("missing/answer_saved.html", shell=shell, member=member, waiting=waiting, reasons=REASONS)


@post("/missing/{agreement_id:int}/{member_id:int}/withdrawal", who="submit", status_code=200)
async def withdraw(
    shell: AShell, principal: ThePrincipal, agreement_id: FromPath[int], member_id: FromPath[int], request: Ask
) -> Html:
    """Take the answer back."""
    member = await _member(principal, shell, f"{agreement_id}-{member_id}")
    await actions.withdraw(shell.employer.id, member, by=principal)
    if not here().htmx:
        return go(request, f"/e/{shell.employer.id}/missing")
    found = await queries.missing_at(principal, shell.employer.id, clock.today())
    now = next(one for one in found if one.key == member.key)
    return _saved(shell, now, sum(1 for one in found if one.unanswered))


@post("/missing", who="submit", status_code=200)
async def save_many(shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """The same answer for all who are ticked: first the form for them, then the answer."""
    form = await posted(request, lists=("member",))
    keys = [key for key in form.lists["member"] if KEY.fullmatch(key)]
    if not keys:
        found = await queries.missing_at(principal, shell.employer.id, clock.today())
        return _index(shell, found, form.typed, error=say("missing.none_chosen"), status=422)
    members = await queries.missing_some(principal, shell.employer.id, keys, clock.today())
    if form.typed.get("step") != "answer":
        return _form(shell, members, form.typed, {})
    return await _answer(shell, principal, members, form.typed, request)


router = Router(
    "/e/{employer_id:int}",
    route_handlers=[index, show, save, withdraw, save_many],
    dependencies={"shell": Provide(provide_shell)},
)
