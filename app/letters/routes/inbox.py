"""/e/{employer}/letters: «Brev fra forbundet».

A letter is downloaded by a plain link.  That nobody had done so before is noted, once, when the last byte has gone.
"""

from typing import Any

from litestar import Request, Response, get, post
from litestar.response import Stream

from app import clock
from app.accounts.deps import ThePrincipal
from app.accounts.principal import Principal
from app.employers.deps import AShell
from app.employers.shell import Shell
from app.i18n import gettext
from app.i18n.say import say
from app.letters.actions import reading
from app.letters.deps import ALetter
from app.letters.forms import read_id, read_view
from app.letters.letter import KINDS, MOST_IN_ZIP, PAGE, View, file_name, last_page
from app.letters.queries import inbox as queries
from app.web.download import download
from app.web.here import here
from app.web.posted import asked_plain, posted
from app.web.render import go, page

Ask = Request[Any, Any, Any]
Html = Response[bytes]
PDF, ZIP = "application/pdf", "application/zip"


@get("/letters", who="submit")
async def index(shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """A page of letters: new ones first."""
    return await _index(shell, principal, read_view(asked_plain(request)))


async def _index(shell: Shell, by: Principal, view: View, *, error: str = "", status: int = 200) -> Html:
    counts = await queries.counted(by, shell.employer.id, clock.today())
    shown = [count for count in counts if view.shows(count)]
    total = sum(count.total for count in shown)
    last = last_page(total)
    if view.page > last:
        return go(None, view.link(shell.employer.id, page=last))
    return page(
        "letters/index.html",
        status=status,
        shell=shell,
        letters=await queries.letters_of(by, shell.employer.id, clock.today(), view) if total else [],
        view=view,
        unions={count.union_id: count.union_name for count in counts},
        kinds=[kind for kind in KINDS if any(count.kind == kind for count in counts)],
        names=KINDS,
        total=total,
        new=sum(count.new for count in shown),
        all_new=sum(count.new for count in counts),
        first=(view.page - 1) * PAGE,
        last=last,
        error=error,
    )


@get("/letters/{letter_id:int}", who="submit")
async def fetch(letter: ALetter, principal: ThePrincipal) -> Stream:
    """One letter, as a file.  HEAD asks about it and has not downloaded it."""
    day = letter.created_at.astimezone(clock.OSLO).date()
    pieces = reading.sent(letter, by=principal, counts=here().method == "GET")
    return download(pieces, PDF, f"brev-{letter.id}.pdf", file_name(letter, day), size=letter.size)


@post("/letters/zip", who="submit", status_code=200)
async def fetch_some(shell: AShell, principal: ThePrincipal, request: Ask) -> Html | Stream:
    """Those that are ticked, or all new ones, as one zip."""
    form = await posted(request, lists=("letter",))
    everything = form.typed.get("which") == "new"
    ids = [one for one in map(read_id, form.lists["letter"]) if one]
    if not ids and not everything:
        view = read_view(form.typed)
        return await _index(shell, principal, view, error=say("letters.none_ticked"), status=422)

    today = clock.today()
    wanted = None if everything else ids
    letters = await queries.some_letters(principal, shell.employer.id, today, wanted, MOST_IN_ZIP)
    if not letters:
        return go(request, f"/e/{shell.employer.id}/letters")
    name = gettext("Brev fra forbundet %(day)s.zip", day=today.isoformat())
    return download(reading.sent_together(letters, by=principal), ZIP, f"brev-{today}.zip", name)


@post("/letters/{letter_id:int}/unread", who="submit", status_code=200)
async def mark_unread(letter: ALetter, shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """New again."""
    form = await posted(request, lists=("letter",))
    await reading.mark_unread(letter, by=principal)
    return go(request, read_view(form.typed).link(shell.employer.id))


HANDLERS = [index, fetch, fetch_some, mark_unread]
