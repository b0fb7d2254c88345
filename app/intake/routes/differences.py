"""The differences: settled row by row, and taken into the lists."""

import asyncio
from collections.abc import Mapping
from typing import Any

from litestar import post

from app import clock
from app.accounts.deps import ThePrincipal
from app.accounts.principal import Principal
from app.employers.deps import AShell
from app.employers.shell import Shell
from app.errors import Conflict, Invalid
from app.i18n import gettext
from app.i18n.say import say
from app.intake import queries
from app.intake.actions.accept import accept, refuse_changed, settle
from app.intake.actions.comparison import found_of
from app.intake.actions.take_back import take_back
from app.intake.deps import AnUpload
from app.intake.forms import read_number
from app.intake.queries.found import Found
from app.intake.routes.pages import Ask, Html, read_view, rows_context, show_upload
from app.intake.upload import Upload
from app.intake.upload_choices import Choice, Wrong, act_of, faults, in_bulk, meant, read_choices, settled_by
from app.intake.upload_faults import Fault
from app.intake.upload_offers import WORDS, base_of
from app.intake.upload_reading import TooMany
from app.intake.upload_shown import shown
from app.lists.queries import list_for
from app.lists.reasons import REASONS
from app.settings import settings
from app.web.here import here
from app.web.posted import posted
from app.web.render import go, page

MANY = 10
"""Rows: for more than these at once somebody is asked again."""


async def _chosen(upload: Upload, found: Found, typed: dict[str, str]) -> dict[str, Choice]:
    """What was settled before with what the form says now; kept at once, so that nothing is lost by a refusal."""
    choices = await queries.choices_of(upload) | read_choices(typed, found.compared.rows)
    if bulk := typed.get("bulk", ""):
        choices = await asyncio.to_thread(in_bulk, bulk, found.compared, choices)
    await settle(upload, choices)
    return choices


@post("/uploads/{upload_id:int}/choices", who="submit", status_code=200, body_limit=512_000, fields=6000)
async def choose(upload: AnUpload, shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """What is said about the differences, one of them or a page of them."""
    form = await posted(request)
    if upload.state != "READ":
        return go(request, upload.path)
    readings = await queries.readings_of(upload)
    try:
        found = await found_of(upload, readings, principal)
    except TooMany:
        return go(request, upload.path)
    before, view = await queries.choices_of(upload), read_view(form.typed)
    if many := await _asked_of_many(upload, found, form.typed):
        shell.period = upload.period
        return page("intake/bulk.html", upload=upload, shell=shell, view=view, bulk=form.typed["bulk"], **many)
    choices = await _chosen(upload, found, form.typed)
    if not here().htmx or form.typed.get("bulk"):
        return go(request, f"{upload.path}?show={view.show}&page={view.page}" if view.show else upload.path)
    told = form.typed.get("told", "")
    unsure = bool(told) and found.compared.is_doubtful and form.typed.get("sure") != "yes"
    context = await rows_context(upload, readings, found, view=view, choices=choices, told=bool(told), unsure=unsure)
    changed = await asyncio.to_thread(_what_changed, upload, found, before, choices, form.typed, context)
    return page("intake/choices_saved.html", upload=upload, was_told=told, **context, **changed)


async def _asked_of_many(upload: Upload, found: Found, typed: dict[str, str]) -> dict[str, Any]:
    """How many it is for and in which words, where something is said of so many at once that it is asked about first:
    what else was chosen is kept meanwhile."""
    bulk = typed.get("bulk", "")
    if not bulk:
        return {}
    choices = await queries.choices_of(upload) | read_choices(typed, found.compared.rows)
    count = len(await asyncio.to_thread(meant, bulk, found.compared, choices))
    if count <= MANY or typed.get("certain") == str(count):
        return {}
    await settle(upload, choices)
    words = dict(WORDS) | dict(REASONS)
    return {"count": count, "words": gettext(words.get(bulk) or words[base_of(bulk)])}


def _what_changed(
    upload: Upload,
    found: Found,
    before: Mapping[str, Choice],
    choices: Mapping[str, Choice],
    typed: Mapping[str, str],
    context: Mapping[str, Any],
) -> dict[str, Any]:
    """What must be shown anew beside the controls, which are never swapped: somebody may be in one.

    `opened`: rows whose choice asks something else than it did; `errors`: by row key, where the sentence is another;
    `moved`: rows that a choice elsewhere has settled, or opened again.
    """
    compared, today, synthetic = found.compared, clock.today(), not settings().https
    there = [row for row in compared.rows if f"c-{row.key}" in typed]
    wrong: Mapping[str, Wrong] = context["wrong"]
    was: Mapping[str, Wrong] = {}
    if typed.get("told"):
        was = faults(compared, before, upload.period, today, synthetic=synthetic)
    now, then = settled_by(compared, choices), settled_by(compared, before)
    changed = [
        row for row in there if act_of(row, before) != act_of(row, choices) or (row.key in was and row.key not in wrong)
    ]
    return {
        "opened": [one for one in shown(changed, choices, wrong, today, synthetic=synthetic, settled=now) if one.asks],
        "errors": {
            row.key: wrong[row.key].sentence if row.key in wrong else ""
            for row in there
            if typed.get("told") and was.get(row.key) != wrong.get(row.key)
        },
        "moved": [
            one for one in context["rows"] if (one.row.key in now) != (one.row.key in then) and not typed.get("told")
        ],
    }


@post("/uploads/{upload_id:int}/acceptance", who="submit", status_code=200, body_limit=512_000, fields=6000)
async def take_in(upload: AnUpload, shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """Take the files into the lists as if typed; what is not settled is shown with a sentence."""
    form = await posted(request)
    if upload.state != "READ":
        return go(request, upload.path)
    readings = await queries.readings_of(upload)
    try:
        found = await found_of(upload, readings, principal, anew=True)
    except TooMany:
        return go(request, upload.path)
    choices = await _chosen(upload, found, form.typed)
    try:
        refuse_changed(found, _versions(form.typed.get("lists", "")))
    except Conflict as no:
        return await _changed(upload, shell, principal, request, no)
    unsure = found.compared.is_doubtful and form.typed.get("sure") != "yes"
    if unsure or await asyncio.to_thread(_has_faults, upload, found, choices):
        more: dict[str, Any] = {"choices": choices, "told": True, "unsure": unsure, "found": found}
        return await show_upload(upload, shell, principal, request, status=422, **more)
    try:
        lists = await accept(
            upload, found, choices, readings, seen=read_number(form.typed.get("version", "")), by=principal
        )
    except (Conflict, Invalid) as no:
        return await _changed(upload, shell, principal, request, no)
    return go(request, await _onwards(upload, lists, principal))


@post("/uploads/{upload_id:int}/retraction", who="submit", status_code=200)
async def take_out(upload: AnUpload, shell: AShell, principal: ThePrincipal, request: Ask) -> Html:
    """Take the files out of a list again.  Asked for twice, it is done once."""
    form = await posted(request)
    try:
        await take_back(upload, read_number(form.typed.get("list", "")), by=principal)
    except Conflict:
        return await show_upload(upload, shell, principal, request, status=409, faulty=[Fault("", "touched")])
    return go(request, upload.path)


def _versions(text: str) -> dict[int, int]:
    """The lists' versions as the page had them: '12:3 14:1'."""
    pairs = (part.partition(":") for part in text[:2000].split())
    return {read_number(list_id): read_number(version) for list_id, _, version in pairs}


def _has_faults(upload: Upload, found: Found, choices: dict[str, Choice]) -> bool:
    wrong = faults(found.compared, choices, upload.period, clock.today(), synthetic=not settings().https)
    return bool(wrong) or bool(found.compared.same_files)


async def _changed(upload: Upload, shell: Shell, by: Principal, request: Ask, no: Conflict | Invalid) -> Html:
    """Somebody changed the list or the files meanwhile, or a new person is on the list already."""
    upload = await queries.upload_for(by, upload.employer_id, upload.id)
    if isinstance(no, Invalid):
        return await show_upload(upload, shell, by, request, status=422, said=say(no.code, **no.values))
    code = "list_changed" if no.code == "list.changed_since_shown" else "changed"
    return await show_upload(upload, shell, by, request, status=409, faulty=[Fault("", code)])


async def _onwards(upload: Upload, lists: list[int], by: Principal) -> str:
    """To the one list's review, or what must be put right in it; with several lists to where they all stand."""
    if len(lists) > 1:
        return upload.path
    the_list = await list_for(by, upload.employer_id, lists[0])
    return f"{the_list.path}?show=problems&saved=1" if the_list.has_problems else f"{the_list.path}/review"
