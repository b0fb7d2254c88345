"""Adding people to a list, and taking added ones away again."""

from litestar import get, post

from app import clock
from app.accounts.deps import ThePrincipal
from app.employers.deps import AShell
from app.employers.shell import Shell
from app.errors import Closed, Invalid
from app.i18n.say import say
from app.lists.actions import people
from app.lists.deps import ACell, AList
from app.lists.forms import read_person
from app.lists.routes.grid import Ask, Html
from app.lists.the_list import TheList
from app.settings import settings
from app.values.comment import COMMENT_MAX
from app.web.posted import posted
from app.web.render import go, page


@get("/lists/{list_id:int}/people/new", who="deliver")
async def new(the_list: AList, shell: AShell) -> Html:
    """The form for somebody who is not on the list."""
    if not the_list.is_open:
        raise Closed("list.closed")
    return _form(the_list, shell, {}, {})


def _form(the_list: TheList, shell: Shell, typed: dict[str, str], errors: dict[str, str], there: int = 0) -> Html:
    status = 422 if errors else 200
    return page(
        "lists/new_person.html", status=status, shell=shell, the_list=the_list, typed=typed, errors=errors, there=there
    )


@post("/lists/{list_id:int}/people", who="deliver", status_code=200)
async def add(the_list: AList, shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """Put somebody on the list; what was typed comes back with what is wrong with it."""
    form = await posted(request)
    person, codes = read_person(form.typed, today=clock.today(), synthetic=not settings().https)
    errors = {field: say(code, most=COMMENT_MAX) for field, code in codes.items()}
    if person is None:
        return _form(the_list, shell, form.typed, errors)
    try:
        saved = await people.add_person(
            the_list,
            national_id=person.national_id,
            name=person.name,
            member_no=person.member_no,
            deducted=person.deducted,
            comment=person.comment,
            by=principal,
        )
    except Invalid as no:
        there = int(str(no.values["n"]))
        return _form(the_list, shell, form.typed, {"national_id": say(no.code, **no.values)}, there)
    last = -(-saved.the_list.totals.people // 100)
    (n,) = saved.lines
    return go(request, f"{the_list.path}?saved=1{f'&page={last}' if last > 1 else ''}#r-{n}")


@post("/lists/{list_id:int}/lines/{n:int}/removal", who="deliver", status_code=200)
async def remove(cell: ACell, principal: ThePrincipal, request: Ask) -> Html:
    """Take an added person away again; undo brings it back."""
    await people.remove_person(cell.the_list, cell.line, by=principal)
    return go(request, f"{cell.the_list.path}?saved=1")
