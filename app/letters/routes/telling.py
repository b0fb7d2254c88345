"""/staff/letters/notices and /staff/letters/templates: what employers are told of orders, how long it has waited, and
the words of the letters."""

import asyncio
from typing import Any

from litestar import Request, Response, get, post

from app import clock
from app.accounts.deps import ThePrincipal
from app.errors import NotFound
from app.i18n import speaking
from app.i18n.say import say
from app.letters import words
from app.letters.actions import notices as telling
from app.letters.deps import AStaffShell
from app.letters.forms import WordsForm, read_id, read_page, read_words
from app.letters.letter import KINDS
from app.letters.notices import AGES, NOTICE_KINDS
from app.letters.queries import notices as queries
from app.letters.sample import sample
from app.letters.staff import StaffShell
from app.letters.typeset import typeset
from app.unions.queries import union_for
from app.web.download import whole
from app.web.posted import asked_plain, posted
from app.web.render import go, page

Ask = Request[Any, Any, Any]
Html = Response[bytes]

NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}


@get("/notices", who="staff")
async def index(frame: AStaffShell, request: Ask) -> Html:
    """What has not been ticked off, the longest first."""
    asked = asked_plain(request)
    unions, age = list(frame.unions), asked.get("age", "")
    age = age if age in {name for name, _, _ in AGES} else ""
    now = clock.now()
    counts = await queries.ages(unions, now) if unions else []
    total = sum(one.number for one in counts if age in {"", one.name})
    last = max(1, -(-total // queries.PAGE))
    at = min(read_page(asked.get("page", "")), last)
    return page(
        "letters/waiting.html",
        shell=frame,
        counts=counts,
        words={name: said for name, _, said in AGES},
        age=age,
        now=now,
        notices=await queries.waiting_at(unions, now, age, offset=(at - 1) * queries.PAGE) if total else [],
        told=await queries.told_unions(unions) if unions else {},
        total=total,
        page=at,
        last=last,
    )


@post("/notices/making", who="staff", status_code=200)
async def make(principal: ThePrincipal, request: Ask) -> Html:
    """Begin telling employers of orders, or do it now."""
    form = await posted(request)
    union_id = read_id(form.typed.get("union", ""))
    await union_for(principal, union_id, "HANDLE")
    if form.typed.get("begin") == "yes":
        await telling.begin(union_id, by=principal)
    else:
        await telling.ask_now(union_id, by=principal)
    return go(request, "/staff/letters/notices")


def _wanted(frame: StaffShell, typed: dict[str, str]) -> WordsForm:
    """Which words: the first union, kind and language where it is not said.  Raises NotFound."""
    wanted = read_words(typed)
    union_id = wanted.union_id or next(iter(frame.unions), 0)
    if union_id not in frame.unions:
        raise NotFound("union.not_found")
    return WordsForm(union_id, wanted.kind or "START", wanted.language or "nb", wanted.title, wanted.body)


@get("/templates", who="staff")
async def show(frame: AStaffShell, request: Ask) -> Html:
    """The words of one kind of letter."""
    if not frame.unions:
        return page("letters/words.html", shell=frame, wanted=None, may=False)
    wanted = _wanted(frame, asked_plain(request))
    with speaking(wanted.language):
        title, body = await queries.words_for(wanted.union_id, wanted.kind, wanted.language)
    return _page(frame, wanted._replace(title=title, body=body), {})


def _page(frame: StaffShell, wanted: WordsForm, errors: dict[str, str], status: int = 200) -> Html:
    return page(
        "letters/words.html",
        status=status,
        shell=frame,
        wanted=wanted,
        errors=errors,
        kinds={kind: KINDS[kind] for kind in NOTICE_KINDS},
        languages=NAMES,
        fields=words.FIELDS,
        may=wanted.union_id in frame.handled,
    )


@post("/templates", who="staff", status_code=200)
async def save(frame: AStaffShell, principal: ThePrincipal, request: Ask) -> Html:
    """Keep other words, or with `look` show the letter that they make."""
    form = await posted(request)
    wanted = _wanted(frame, form.typed)
    faults = words.faults(wanted.title, wanted.body)
    if faults:
        return _page(frame, wanted, {field: say(code, **values) for field, (code, values) in faults.items()}, 422)

    if form.typed.get("look") == "yes":
        return await _sample(principal, wanted)
    await telling.change_words(wanted.union_id, wanted.kind, wanted.language, wanted.title, wanted.body, by=principal)
    asked = f"union={wanted.union_id}&kind={wanted.kind}&language={wanted.language}"
    return go(request, f"/staff/letters/templates?{asked}")


async def _sample(principal: ThePrincipal, wanted: WordsForm) -> Html:
    union = await union_for(principal, wanted.union_id)
    with speaking(wanted.language):
        made = await asyncio.to_thread(typeset, sample(union, wanted.kind, wanted.title, wanted.body, clock.today()))
    return whole(made, "application/pdf", "brev-prove.pdf")


HANDLERS = [index, make, show, save]
