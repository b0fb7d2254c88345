"""What others have changed in an open list while one looks at it: asked for now and then by the page itself."""

import datetime as dt
from typing import Annotated

import msgspec
from litestar import Response, get

from app import clock
from app.accounts.deps import ThePrincipal
from app.errors import Closed
from app.lists import queries
from app.lists.deps import AList
from app.lists.routes.grid import Ask, Html
from app.web.posted import Malformed, asked
from app.web.render import HTML, page

WATCHED = dt.timedelta(minutes=20)  # then the page stops asking: it must not keep a forgotten session alive
STOP = 286  # what tells htmx to ask no more


class Since(msgspec.Struct):
    """The rows that are shown, since when (seconds UTC), and when the page was opened."""

    first: Annotated[int, msgspec.Meta(ge=1, le=10_000_000)] = 1
    last: Annotated[int, msgspec.Meta(ge=1, le=10_000_000)] = 1
    since: Annotated[int, msgspec.Meta(ge=0, le=9_999_999_999)] = 0
    opened: Annotated[int, msgspec.Meta(ge=0, le=9_999_999_999)] = 0


@get("/lists/{list_id:int}/changes", who="deliver")
async def show(the_list: AList, principal: ThePrincipal, request: Ask) -> Html:
    """The rows that others have changed, as they are now; nothing when there are none."""
    if not the_list.is_open:
        raise Closed("list.closed")
    form, at = asked(request, Since), clock.now()
    if form.value is None:
        raise Malformed
    since, opened = (dt.datetime.fromtimestamp(moment, dt.UTC) for moment in (form.value.since, form.value.opened))
    lines = await queries.changed_by_others(the_list, principal, since, form.value.first, form.value.last)
    over = at - opened > WATCHED
    if not lines:
        return Response(b"", status_code=STOP if over else 204, media_type=HTML)
    watch = {"first": form.value.first, "last": form.value.last, "opened": form.value.opened}
    return page(
        "lists/changed.html",
        status=STOP if over else 200,
        the_list=the_list,
        lines=lines,
        watch=watch | {"since": int(at.timestamp())},
        can_undo=await queries.can_undo(the_list, principal),
    )
