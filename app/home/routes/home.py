"""/e/{employer}/home: what is left to do; /: the way there; /employers: for whom one delivers."""

import re
from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from app import clock
from app.accounts.deps import ThePrincipal
from app.accounts.principal import Principal
from app.employers.deps import AShell
from app.employers.queries import agreement_for, employers_of, how_many_employers
from app.errors import NotFound
from app.home import queries
from app.home.month import late_periods, year_strip
from app.intake.queries import waiting_uploads
from app.lists.actions.make import make_list
from app.lists.periods import chosen, picker
from app.lists.queries import path_of
from app.web.here import here
from app.web.posted import asked_plain, id_in, posted
from app.web.render import go, page

Ask = Request[Any, Any, Any]
Html = Response[bytes]

PAGE = 50


@get("/", who="anyone")
async def front(request: Ask) -> Html:
    """To one's own employer, the list of them, or sign-in."""
    by = here().principal
    if not isinstance(by, Principal):
        return go(request, "/sign-in")
    if by.list_id is not None:
        return go(request, await path_of(by.list_id))
    if by.kind != "user":
        return page("home/nowhere.html")
    few = await employers_of(by, limit=2)
    if len(few) == 1:
        return go(request, f"/e/{few[0].id}/home")
    return go(request, "/employers") if few else page("home/nowhere.html")


@get("/employers", who="submit")
async def employers(principal: ThePrincipal, request: Ask) -> Html:
    """Everyone one delivers for, with a search."""
    typed = asked_plain(request)
    search, asked = typed.get("q", "")[:100], typed.get("page", "1")
    number = int(asked) if re.fullmatch("[1-9][0-9]{0,4}", asked) else 1
    count = await how_many_employers(principal, search)
    pages = max(1, -(-count // PAGE))
    number = min(number, pages)
    found = await employers_of(principal, search, limit=PAGE, offset=(number - 1) * PAGE)
    waiting = await queries.waiting(principal, [one.id for one in found], clock.today())
    return page(
        "home/employers.html", found=found, waiting=waiting, count=count, search=search, page=number, pages=pages
    )


@get("/home", who="submit")
async def home(shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """What is left to do for this employer in this month."""
    today = clock.today()
    period = chosen(asked_plain(request).get("period", ""), today)
    shell.period = period
    states = await queries.states(principal, shell.employer.id, today)
    return page(
        "home/home.html",
        shell=shell,
        period=period,
        picker=picker(period, today),
        deliveries=await queries.deliveries(principal, shell.employer.id, period, today),
        files=await waiting_uploads(principal, shell.employer.id, period),
        year=year_strip(period, states, today),
        late=late_periods(period, states, today),
        today=today,
    )


@post("/lists", who="submit", status_code=200)
async def make(employer_id: FromPath[int], principal: ThePrincipal, request: Ask) -> Html:
    """Make the list of a month that has none, for one agreement."""
    form = await posted(request)
    agreement_id, period = id_in(form.typed.get("agreement", "")), form.typed.get("period", "")
    if agreement_id is None:
        raise NotFound("agreement.not_found")
    agreement = await agreement_for(principal, agreement_id)
    if agreement.employer_id != employer_id:
        raise NotFound("agreement.not_found")
    made = await make_list(agreement.id, chosen(period, clock.today()), by=principal)
    return go(request, f"/e/{employer_id}/lists/{made}")


ANYWHERE = [front, employers]
AT_EMPLOYER = [home, make]
