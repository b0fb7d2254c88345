"""/e/{employer}/letters/notices: start, change and stop as a table and a CSV, to be ticked off as done."""

from typing import Any

from litestar import Request, Response, get, post

from app import clock
from app.accounts.deps import ThePrincipal
from app.employers.deps import AShell
from app.letters.actions.notices import tick
from app.letters.export import csv_of
from app.letters.forms import read_id, read_page
from app.letters.queries import notices as queries
from app.web.download import whole
from app.web.posted import asked_plain, posted
from app.web.render import go, page

Ask = Request[Any, Any, Any]
Html = Response[bytes]

MOST_IN_FILE = 20_000


@get("/letters/notices", who="submit")
async def index(shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """Those that wait, or with ?show=done those that are done."""
    asked = asked_plain(request)
    done = asked.get("show") == "done"
    counts = await queries.how_many(principal, shell.employer.id)
    total = counts[1] if done else counts[0]
    last = max(1, -(-total // queries.PAGE))
    at = min(read_page(asked.get("page", "")), last)
    return page(
        "letters/notices.html",
        shell=shell,
        notices=await queries.notices_of(principal, shell.employer.id, done=done, offset=(at - 1) * queries.PAGE),
        done=done,
        waiting=counts[0],
        finished=counts[1],
        page=at,
        last=last,
    )


@post("/letters/notices", who="submit", status_code=200)
async def tick_off(shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """These are done in the payroll system; or, from the list of those that are done, they are not."""
    form = await posted(request, lists=("notice",))
    done = form.typed.get("undo") != "yes"
    ids = [one for one in map(read_id, form.lists["notice"]) if one]
    await tick(shell.employer.id, ids, done=done, by=principal)
    return go(request, f"/e/{shell.employer.id}/letters/notices{'' if done else '?show=done'}")


@get("/letters/notices/file", who="submit")
async def export(shell: AShell, principal: ThePrincipal) -> Html:
    """All that wait, as CSV."""
    found = await queries.notices_of(principal, shell.employer.id, done=False, limit=MOST_IN_FILE)
    name = f"start-endring-stopp-{clock.today()}.csv"
    return whole(csv_of(found), "text/csv; charset=utf-8", name)


HANDLERS = [index, tick_off, export]
