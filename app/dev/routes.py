"""/dev: what the demo and its developers look at; outside demo and debug these pages do not exist."""

from typing import Any

from litestar import Request, Response, Router, get

from app import clock
from app.dev.gallery import FRAME
from app.messages import queries
from app.web.posted import asked_plain
from app.web.render import page

PAGE = 20


@get("/components", who="dev")
async def components() -> Response[bytes]:
    """Every component in every state, live."""
    return page("dev/components.html", shell=FRAME, now=clock.now())


@get("/messages", who="dev")
async def messages(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The e-mails and SMS that would have been sent, newest first, with their words and codes."""
    asked = asked_plain(request).get("page", "1")
    count = await queries.count()
    pages = max(1, -(-count // PAGE))
    number = min(pages, int(asked)) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 6 and int(asked) else 1
    rows = await queries.latest(PAGE, (number - 1) * PAGE)
    told = [(row, queries.words_of(row) if row["values_sealed"] else None) for row in rows]
    return page("dev/messages.html", told=told, count=count, page=number, pages=pages)


router = Router("/dev", route_handlers=[components, messages])
