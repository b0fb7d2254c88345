"""The grid: reading it, and saving what is typed in it, cell by cell or as one form."""

from typing import Any

from litestar import Request, Response, get, post

from app import clock
from app.accounts.deps import ThePrincipal
from app.accounts.principal import Principal
from app.employers.deps import AShell
from app.employers.reference import format_reference
from app.employers.shell import Shell
from app.errors import NotFound
from app.lists import queries
from app.lists.actions.grid import Outcome, save_rows
from app.lists.actions.remark import mark_of, set_comment
from app.lists.actions.undo import undo as take_back
from app.lists.deps import ACell, AList
from app.lists.forms import read_rows
from app.lists.line import Line
from app.lists.the_list import TheList
from app.lists.view import View, read_view
from app.values.comment import REMARK_MAX, comment_fault
from app.values.names import name_fold
from app.values.text import parse_text
from app.web.here import here
from app.web.posted import asked_plain, posted
from app.web.render import go, page

Ask = Request[Any, Any, Any]
Html = Response[bytes]


@get("/lists/{list_id:int}", who="deliver")
async def show(the_list: AList, shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """The list's rows: editable while it is open, else the receipt's way in."""
    if not the_list.is_open:
        return await already(the_list, request)
    asked = asked_plain(request)
    return await _grid(the_list, shell, read_view(asked), saved="saved" in asked)


def _watch(lines: list[Line]) -> dict[str, int]:
    """What the page asks about now and then: the rows it shows, from now on."""
    now = int(clock.now().timestamp())
    return {"first": lines[0].n, "last": lines[-1].n, "since": now, "opened": now}


async def already(the_list: TheList, request: Ask) -> Html:
    """To the receipt of a list that is sent, or to what is said of one that is settled instead."""
    sent = await queries.latest_submission_id(the_list)
    if sent is None:
        return go(request, f"{the_list.path}/settled")
    return go(request, f"/e/{the_list.employer_id}/submissions/{sent}")


async def _grid(
    the_list: TheList,
    shell: Shell,
    view: View,
    *,
    outcome: Outcome | None = None,
    status: int = 200,
    saved: bool = False,
) -> Html:
    """The grid with one page of rows, and with what could not be saved where it was typed."""
    folded = name_fold(view.search) or view.search.strip()  # «%» is a search too, and finds nothing
    count = await queries.how_many(the_list, show=view.show, search=folded)
    view = view.within(count)
    shell.period = the_list.period
    lines = await queries.lines_of(the_list, show=view.show, search=folded, limit=view.size, offset=view.offset)
    return page(
        "lists/grid.html",
        status=status,
        shell=shell,
        the_list=the_list,
        lines=lines,
        view=view,
        count=count,
        pages=view.pages(count),
        outcome=outcome,
        remark_mark=mark_of(the_list.comment),
        sign_in_code=format_reference(queries.printed_code(the_list)),
        saved_at=clock.now() if saved else None,
        watch=_watch(lines) if lines and view.show == "all" and not view.search else None,
    )


@post("/lists/{list_id:int}/search", who="deliver", status_code=200)
async def search(the_list: AList, shell: AShell, request: Ask) -> Html:
    """Find people by name or number: a POST, so that no name stands in an address (`decisions.md` 23)."""
    if not the_list.is_open:
        return await already(the_list, request)
    form = await posted(request)
    return await _grid(the_list, shell, read_view(form.typed))


@post("/lists/{list_id:int}", who="deliver", status_code=200, body_limit=512 * 1024)
async def save(the_list: AList, shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """The whole page of rows as one form: the way without JavaScript."""
    form = await posted(request)
    outcome = await save_rows(the_list, read_rows(form.typed, the_list.period), by=principal)
    the_list = await _save_remark(outcome.the_list, form.typed, principal)
    if not outcome.is_clean:
        return await _grid(the_list, shell, read_view(form.typed), outcome=outcome, status=422)
    if form.typed.get("go") == "review":
        return go(request, f"{the_list.path}/review")
    view = read_view(form.typed)
    if view.search:
        return await _grid(the_list, shell, view, saved=True)
    return go(request, f"{the_list.path}{view.query}{'&' if view.query else '?'}saved=1")


async def _save_remark(the_list: TheList, typed: dict[str, str], by: Principal) -> TheList:
    if "remark" not in typed or comment_fault(typed["remark"], REMARK_MAX):
        return the_list
    text = parse_text(typed["remark"], REMARK_MAX, lines=True) or ""
    return await set_comment(the_list, text, seen=typed.get("remark-mark", ""), by=by)


@post("/lists/{list_id:int}/lines/{n:int}/amount", who="deliver", status_code=200)
async def save_amount(cell: ACell, principal: ThePrincipal, request: Ask) -> Html:
    """One amount; answered by its status cell, and out-of-band by what follows from it."""
    return await _save_one(cell, principal, request)


async def _save_one(cell: ACell, by: Principal, request: Ask) -> Html:
    form = await posted(request)
    rows = [row for row in read_rows(form.typed, cell.the_list.period) if row.n == cell.line.n]
    if not rows:
        raise NotFound("line.not_found")
    return _answer(await save_rows(cell.the_list, rows, by=by, line=cell.line), request)


def _answer(outcome: Outcome, request: Ask) -> Html:
    """The rows' fragments for htmx; without it, back to the list."""
    if not here().htmx:
        return go(request, outcome.the_list.path)
    status = 409 if outcome.conflicts else 422 if outcome.wrong else 200
    return page("lists/rows_saved.html", status=status, outcome=outcome, the_list=outcome.the_list, at=clock.now())


@post("/lists/{list_id:int}/paste", who="deliver", status_code=200, body_limit=512 * 1024)
async def paste(the_list: AList, principal: ThePrincipal, request: Ask) -> Html:
    """A column of amounts pasted from a spreadsheet: many rows, one step of undo."""
    form = await posted(request)
    return _answer(await save_rows(the_list, read_rows(form.typed, the_list.period), by=principal), request)


@post("/lists/{list_id:int}/undo", who="deliver", status_code=200)
async def undo(the_list: AList, principal: ThePrincipal, request: Ask) -> Html:
    """Take back one's last change.  Fields in the page follow what is answered for them."""
    saved = await take_back(the_list, by=principal)
    if saved.people or not here().htmx:
        return go(request, the_list.path)
    return page(
        "lists/undone.html",
        outcome=Outcome(saved.the_list, saved.lines, {}, {}),
        the_list=saved.the_list,
        at=clock.now(),
    )


@post("/lists/{list_id:int}/remark", who="deliver", status_code=200)
async def save_remark(the_list: AList, principal: ThePrincipal, request: Ask) -> Html:
    """The comment on the whole list, saved by itself."""
    form = await posted(request)
    text = form.typed.get("remark", "")
    if code := comment_fault(text, REMARK_MAX):
        return page(
            "lists/remark_saved.html", status=422, the_list=the_list, code=code, most=REMARK_MAX, mark="", at=None
        )
    the_list = await _save_remark(the_list, form.typed, principal)
    if not here().htmx:
        return go(request, the_list.path)
    mark = mark_of(the_list.comment)
    return page("lists/remark_saved.html", the_list=the_list, code="", most=REMARK_MAX, mark=mark, at=clock.now())
