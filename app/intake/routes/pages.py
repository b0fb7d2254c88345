"""An upload's page: its state picks what is shown."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from litestar import Request, Response

from app import clock
from app.accounts.principal import Principal
from app.employers.shell import Shell
from app.errors import Closed, NotFound
from app.i18n import gettext
from app.intake import queries
from app.intake.actions.comparison import found_of
from app.intake.actions.move import Elsewhere, elsewhere, with_other_unions
from app.intake.actions.read import start_again
from app.intake.queries.found import Found, can_be_ours, can_undo_upload
from app.intake.reading import MOST_LINES, Question, Reading
from app.intake.remembered import Remembered
from app.intake.sentences import REASONS, WARNINGS
from app.intake.upload import ACCEPT, Upload
from app.intake.upload_ask import ANEW, Asked, asked, filled
from app.intake.upload_choices import Choice, Wrong, faults, is_decided, meant, proposed_day, settled_by, sum_after
from app.intake.upload_columns import ROLES, twice_words
from app.intake.upload_differences import Compared
from app.intake.upload_faults import Fault, by_field
from app.intake.upload_reading import FileReading, Read, TooMany, questions_left
from app.intake.upload_rows import Row
from app.intake.upload_shown import shown as shown_rows
from app.settings import settings
from app.web.render import go, page

Ask = Request[Any, Any, Any]
Html = Response[bytes]

SIZE = 100
_KNOWN_HERE = {"no_orgnr", "other_unions", "invalid_ids"}
"""What the reader warns of and the page knows or says itself."""


class Asking(NamedTuple):
    """The file that something is asked about, and what."""

    one: FileReading
    reading: Reading
    question: Question
    about: str
    left: int


class View(NamedTuple):
    """Which rows of the differences are shown: todo, check or all, and which page of them."""

    show: str = ""
    page: int = 1


def read_view(typed: Mapping[str, str]) -> View:
    """From a link, or the form: where it was (`show`, `at`) unless another tab (`to`) or page is asked for."""
    show = typed.get("to") or typed.get("show", "")
    number = "1" if "to" in typed else typed.get("page") or typed.get("at", "1")
    return View(
        show if show in {"todo", "check", "all"} else "", int(number) if re.fullmatch("[1-9][0-9]{0,4}", number) else 1
    )


async def show_upload(
    upload: Upload,
    shell: Shell,
    by: Principal,
    request: Ask,
    *,
    faulty: list[Fault] | None = None,
    typed: dict[str, str] | None = None,
    status: int = 200,
    moved: str = "",
    **more: Any,
) -> Html:
    """The page of an upload as it stands; `moved` says where a file came from, `more` is for the state's template."""
    if upload.state == "SENT" and upload.sent_list is not None:
        return go(request, f"/e/{upload.employer_id}/submissions/{upload.sent_list.submission_id}")
    shell.period = upload.period
    readings = await queries.readings_of(upload)
    context: dict[str, Any] = {
        "shell": shell,
        "upload": upload,
        "readings": readings,
        "errors": by_field(faulty or []),
        "typed": typed or {"remark": upload.remark},
        "accept": ACCEPT,
        "moved": moved,
    }
    try:
        name, own = await _own(upload, readings, by, **more)
    except NotFound:  # what was read is erased after seven days
        await start_again(upload)
        return go(request, upload.path)
    except Closed:
        name, own = "intake/upload.html", {}
    except TooMany:
        name, own = "intake/too_many.html", {"most": MOST_LINES}
    return page(name, status=status, **context, **own)


async def _own(upload: Upload, readings: list[FileReading], by: Principal, **more: Any) -> tuple[str, dict[str, Any]]:
    match upload.state:
        case "READING":
            return "intake/progress.html", {}
        case "ASK":
            asking = await asking_of(upload, readings)
            proposed = await queries.proposed(upload.employer_id, asking.reading.fingerprint)
            places = await elsewhere(upload, asking.question, by)
            return "intake/question.html", question_context(upload, asking, proposed=proposed, places=places, **more)
        case "UNREADABLE":
            return "intake/unreadable.html", await _unreadable(upload, readings, by)
        case "READ":
            found = more.pop("found", None) or await found_of(upload, readings, by)
            return "intake/rows.html", await rows_context(upload, readings, found, **more)
        case "ACCEPTED":
            return "intake/accepted.html", {"undoable": await can_undo_upload(by, upload)}
        case _:
            return "intake/upload.html", {}


async def _unreadable(upload: Upload, readings: list[FileReading], by: Principal) -> dict[str, Any]:
    """Why each file that cannot be read cannot, by file number; and of those for other unions, the ways on."""
    reasons, places, ours = {}, {}, set()
    union = ", ".join(dict.fromkeys(one.union_name for one in upload.lists))
    for one in readings:
        if one.state == "UNREADABLE":
            reading = await queries.result_of(one)
            sentence = gettext(REASONS.get(reading.reason, REASONS["corrupt"]))
            reasons[one.file.n] = filled(sentence, reading.values | {"ours": union})
            if reading.reason == "other_union":
                places[one.file.n] = await with_other_unions(upload, reading, by)
            if can_be_ours(upload, reading):
                ours.add(one.file.n)
    return {"reasons": reasons, "of_others": places, "ours": ours, "union": union}


async def reading_of(upload: Upload, n: int) -> FileReading:
    """The reading of the n-th file.  Raises NotFound where there is none, or it is erased."""
    one = next((one for one in await queries.readings_of(upload) if one.file.n == n), None)
    if one is None or one.result_file_id is None:
        raise NotFound("file")
    return one


async def asking_of(upload: Upload, readings: list[FileReading]) -> Asking:
    """The first file with a question, and the first of its questions.  Raises NotFound when there is none."""
    orgnr = await queries.orgnr_of(upload.employer_id)
    for one in readings:
        if one.state == "ASK":
            reading = await queries.result_of(one)
            left = questions_left(reading, one.answers, upload.period, orgnr)
            if left:
                return Asking(one, reading, left[0], left[0].code, len(left))
    raise NotFound("file")


def question_context(
    upload: Upload,
    asking: Asking,
    *,
    chosen: dict[str, str] | None = None,
    result: Reading | None = None,
    missing: bool = False,
    proposed: Remembered | None = None,
    places: Sequence[Elsewhere] = (),
) -> dict[str, Any]:
    """`chosen` roles stay as they were picked, else those `proposed`; `result` is the reading that they would give, and
    `places` are where the file can be moved to."""
    anew = asking.about == ANEW
    shown = asked(asking.question, asking.reading, chosen, proposed)
    return {
        "answers_to": f"{upload.path}/files/{asking.one.file.n}/columns" if anew else f"{upload.path}/answers",
        "anew": anew,
        "places": places,
        "asked": shown,
        "one": asking.one,
        "reading": asking.reading,
        "result": result or asking.reading,
        "left": asking.left,
        "roles": [(role, gettext(words)) for role, words in ROLES.items()],
        "missing": missing,
        "wanted": _wanted(shown) if missing else "",
    }


def _wanted(shown: Asked) -> str:
    """What an answer that cannot be taken lacks."""
    if shown.kind != "columns":
        return gettext("Velg ett av svarene.")
    return twice_words(shown.heads) or gettext("Velg hvilken kolonne som er beløpet som er trukket.")


async def rows_context(
    upload: Upload,
    readings: list[FileReading],
    found: Found,
    *,
    view: View | None = None,
    choices: dict[str, Choice] | None = None,
    told: bool = False,
    unsure: bool = False,
    said: str = "",
) -> dict[str, Any]:
    """The differences, a page of them.

    `told`: faults are shown; `unsure`: the tick that is needed was not set; `said`: why the lists did not take it.
    """
    view = view or View()
    if choices is None:
        choices = await queries.choices_of(upload)
    part = await asyncio.to_thread(_part, upload, found.compared, choices, view, told=told)
    return {
        **part,
        "compared": found.compared,
        "lists": list(found.lists.values()),
        "last_before": proposed_day(upload.period),
        "unsure": unsure,
        "refusals": _refusals(found.compared, part["wrong"], unsure=unsure, said=said, told=told),
        "notes": _notes(found.read),
        "filled_before": await queries.filled_before(upload),
    }


def _part(upload: Upload, compared: Compared, choices: dict[str, Choice], view: View, *, told: bool) -> dict[str, Any]:
    """The rows that are shown, and what all of them come to: in a thread, since there may be thousands."""
    today, synthetic = clock.today(), not settings().https
    wrong = faults(compared, choices, upload.period, today, synthetic=synthetic) if told else {}
    settled = settled_by(compared, choices)
    left = [row for row in compared.undecided if row.key not in settled and not is_decided(row, choices)]
    view = view._replace(show=view.show or _first_view(compared, settled))
    rows = [row for row in compared.rows if row.key in wrong] or _rows(compared, view.show, settled)
    pages = max(1, -(-len(rows) // SIZE))
    number = min(view.page, pages)
    part = rows[(number - 1) * SIZE : number * SIZE]
    return {
        "rows": shown_rows(part, choices, wrong, today, synthetic=synthetic, settled=settled),
        "to_check": len(_rows(compared, "check", settled)),
        "absent": sum(1 for row in _rows(compared, "check", settled) if row.is_absent),
        "view": view._replace(page=number),
        "pages": pages,
        "count": len(rows),
        "left": len(left),
        "wrong": wrong,
        "bulks": {what: len(meant(what, compared, choices)) for what in _bulks(upload, view.show)},
        "after": sum_after(compared, choices),
    }


def _bulks(upload: Upload, show: str) -> list[str]:
    """What can be said of many rows at once in a view."""
    if show == "check":
        return ["file", "expected", "zero", "LAID_OFF", "LEFT"]
    files = [f"file@{file.n}" for file in upload.files[:4]] if len(upload.files) > 1 else []
    return ["new", "out", "expected", "keep", "file", *files, "file@all"] if show == "todo" else []


def _refusals(
    compared: Compared, wrong: Mapping[str, Wrong], *, unsure: bool, said: str, told: bool
) -> list[tuple[str, str]]:
    """(id of field, sentence) of all that keeps the files from being used."""
    found = [("sure", gettext("Kryss av for at det er riktig fil."))] if unsure else []
    found += [("", said)] if said else []
    if compared.same_files and told:
        found.append(("kept-h", gettext("Ta bort den ene av filene som sier det samme.")))
    for row in compared.rows:
        if row.key in wrong:
            name, one = row.name or gettext("Uten navn"), wrong[row.key]
            found.append((f"{one.field}-{row.key}", f"{name}: {one.sentence}"))
    return found


def _first_view(compared: Compared, settled: Mapping[str, Row]) -> str:
    return next((show for show in ("todo", "check") if _rows(compared, show, settled)), "all")


def _rows(compared: Compared, show: str, settled: Mapping[str, Row]) -> list[Row]:
    """`settled` are seen among all of them alone."""
    if show not in {"todo", "check"}:
        return compared.rows
    rows = compared.undecided if show == "todo" else compared.worth_a_look
    return [row for row in rows if row.key not in settled]


def _notes(read: list[Read]) -> list[tuple[str, str, str]]:
    """(file name, sentence, kind of notice) for what the reader wants known."""
    told = [(one.of.file.name, code) for one in read for code in one.reading.warnings if code not in _KNOWN_HERE]
    kinds = {"total_mismatch": "warn"}
    return [(name, gettext(WARNINGS[code]), kinds.get(code, "info")) for name, code in told if code in WARNINGS]
