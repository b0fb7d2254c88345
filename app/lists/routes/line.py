"""One row's end date, reason and comment: a page of its own, opened below the row where it can be."""

from typing import Any

from litestar import get, post

from app import clock
from app.accounts.deps import ThePrincipal
from app.employers.deps import AShell
from app.employers.shell import Shell
from app.errors import Closed, NotFound
from app.i18n.say import say
from app.lists.actions.grid import save_rows
from app.lists.deps import ACell, Cell
from app.lists.forms import read_rows
from app.lists.line import Line
from app.lists.reasons import REASONS
from app.lists.routes.grid import Ask, Html
from app.lists.the_list import TheList
from app.values.comment import COMMENT_MAX
from app.web.here import here
from app.web.posted import posted
from app.web.render import go, page


@get("/lists/{list_id:int}/lines/{n:int}", who="deliver")
async def show(cell: ACell, shell: AShell) -> Html:
    """The row's panel."""
    if not cell.the_list.is_open:
        raise Closed("list.closed")
    return _panel(cell, shell, {}, {}, 200)


def _panel(cell: Cell, shell: Shell, errors: dict[str, str], typed: dict[str, str], status: int) -> Html:
    name = "lists/line_panel.html" if here().htmx else "lists/line.html"
    known: dict[str, Any] = {
        "the_list": cell.the_list,
        "line": cell.line,
        "reasons": REASONS,
        "errors": errors,
        "typed": typed,
    }
    return page(name, status=status, shell=shell, **known)


@post("/lists/{list_id:int}/lines/{n:int}", who="deliver", status_code=200)
async def save(cell: ACell, shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """End date with its reason, and comment."""
    form = await posted(request)
    row = next((row for row in read_rows(form.typed, cell.the_list.period) if row.n == cell.line.n), None)
    if row is None:
        raise NotFound("line.not_found")
    if row.wrong:
        errors = {field: say(wrong.code, most=COMMENT_MAX) for field, wrong in row.wrong.items()}
        return _panel(cell, shell, errors, row.typed, 422)

    outcome = await save_rows(cell.the_list, [row], by=principal, line=cell.line)
    if outcome.conflicts:
        now = Cell(outcome.the_list, outcome.lines[row.n])
        return _panel(now, shell, {"k": say("line.changed_by_other")}, row.typed, 409)
    return _saved(outcome.the_list, outcome.lines[row.n], request)


def _saved(the_list: TheList, line: Line, request: Ask) -> Html:
    if not here().htmx:
        return go(request, f"{the_list.path}#r-{line.n}")
    return page("lists/line_saved.html", the_list=the_list, line=line, at=clock.now())
