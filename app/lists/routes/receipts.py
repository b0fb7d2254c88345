"""What was sent: the list of sendings, each one's receipt, its lines, and asking to open it again."""

from litestar import get, post

from app.accounts.deps import ThePrincipal
from app.employers.deps import AShell
from app.i18n.say import say
from app.lists import queries
from app.lists.actions.reopen import ask_reopening as ask_the_union
from app.lists.deps import AList, ASubmission
from app.lists.routes.grid import Ask, Html
from app.lists.view import read_view
from app.values.comment import REMARK_MAX
from app.values.text import parse_text
from app.web.posted import asked_plain, posted
from app.web.render import go, page

PAGE = 50
LINES = 200


@get("/submissions", who="submit")
async def index(shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """Every sending of this employer, newest first."""
    count = await queries.how_many_submissions(principal, shell.employer.id)
    view = read_view(asked_plain(request))._replace(size=PAGE).within(count)
    sent = await queries.submissions_of(principal, shell.employer.id, limit=PAGE, offset=view.offset)
    return page("lists/submissions.html", shell=shell, sent=sent, view=view, pages=view.pages(count), count=count)


@get("/submissions/{submission_id:int}", who="deliver")
async def show(submission: ASubmission, shell: AShell) -> Html:
    """The receipt."""
    return page("lists/receipt.html", shell=shell, submission=submission)


@get("/submissions/{submission_id:int}/lines", who="submit")
async def lines(submission: ASubmission, shell: AShell, request: Ask) -> Html:
    """The lines as they were sent, national ids masked."""
    sent = await queries.lines_sent(submission)
    view = read_view(asked_plain(request))._replace(size=LINES).within(len(sent))
    shown = sent[view.offset : view.offset + LINES]
    return page(
        "lists/sent_lines.html", shell=shell, submission=submission, lines=shown, view=view, pages=view.pages(len(sent))
    )


@get("/lists/{list_id:int}/reopening", who="deliver")
async def ask(the_list: AList, shell: AShell) -> Html:
    """Asks why the list must be opened again."""
    return page("lists/reopening.html", shell=shell, the_list=the_list, errors={}, typed={})


@post("/lists/{list_id:int}/reopening", who="deliver", status_code=200)
async def ask_reopening(the_list: AList, shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """Ask the union to open it again."""
    form = await posted(request)
    reason = parse_text(form.typed.get("reason", ""), REMARK_MAX, lines=True) or ""
    if not reason:
        errors = {"reason": say("reopening.reason_missing")}
        return page("lists/reopening.html", status=422, shell=shell, the_list=the_list, errors=errors, typed=form.typed)
    await ask_the_union(the_list, reason, by=principal)
    sent = await queries.latest_submission_id(the_list)
    return go(request, f"/e/{the_list.employer_id}/submissions/{sent}" if sent else f"{the_list.path}/settled")


@get("/lists/{list_id:int}/settled", who="deliver")
async def settled(the_list: AList, shell: AShell, request: Ask) -> Html:
    """When and by what the list was settled without having been sent, and asking to open it again."""
    if not the_list.is_settled:
        return go(request, the_list.path)
    return page("lists/settled.html", shell=shell, the_list=the_list)
