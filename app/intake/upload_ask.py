"""One thing asked about a file: how it is shown, and what an answer means to the reading."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

import msgspec

from app.i18n import N_, gettext
from app.intake.reading import Answers, Choice, Question, Reading
from app.intake.remembered import Remembered, roles_here
from app.intake.sentences import QUESTIONS
from app.intake.upload_columns import Head, heads_of, roles_typed, rows_of, said_twice
from app.intake.upload_reading import OTHER_EMPLOYER, OTHER_MONTH
from app.intake.upload_spots import Spot, spots
from app.values.kroner import format_kroner

Kind = Literal["month", "employer", "columns", "one_of", "several_of", "yes"]

ANEW = "anew"
"""The code where nothing was asked, and somebody says what the columns are all the same."""

_KINDS: dict[str, Kind] = {
    "period": "month",
    "several_months": "month",
    OTHER_MONTH: "month",
    "orgnr": "employer",
    OTHER_EMPLOYER: "employer",
    "id_column": "columns",
    "broken_ids": "columns",
    "number_column": "columns",
    "amount": "columns",
    "numbers": "columns",
    ANEW: "columns",
    "sheets": "one_of",
    "scale": "one_of",
    "sign": "one_of",
    "hidden_rows": "one_of",
    "struck_rows": "one_of",
    "after_total": "one_of",
    "union_rows": "one_of",
    "wage_types": "several_of",
}

_LABELS = {
    ("scale", "kroner"): N_("Kroner"),
    ("scale", "ore"): N_("Øre"),
    ("sign", "as_printed"): N_("Beløp uten minus er trekk"),
    ("sign", "turned"): N_("Beløp med minus er trekk"),
    ("hidden_rows", "no"): N_("Bare radene som vises"),
    ("hidden_rows", "yes"): N_("De skjulte radene også"),
    ("struck_rows", "no"): N_("Bare radene som ikke er strøket over"),
    ("struck_rows", "yes"): N_("Radene som er strøket over også"),
    ("after_total", "no"): N_("Bare de over sluttsummen"),
    ("after_total", "yes"): N_("De under sluttsummen også"),
    ("union_rows", "named"): N_("Bare linjene der forbundet står"),
    ("union_rows", "all"): N_("Alle linjene"),
    ("sheets", "*"): N_("Alle tabellene"),
}


_SAID_BEFORE = frozenset({"scale", "sign", "union_rows", "wage_types"})


class Option(NamedTuple):
    """One answer, with the people and the sum that it would give."""

    value: str
    label: str
    people: int
    total: int | None
    chosen: bool


class Asked(msgspec.Struct, kw_only=True):
    """A question as the page shows it."""

    code: str
    kind: Kind
    text: str
    places: list[Spot] = []
    options: list[Option] = []
    heads: list[Head] = []
    rows: list[tuple[int, list[str]]] = []
    months: list[str] = []
    orgnrs: list[tuple[str, str]] = []
    table: int = 0
    has_lines_of_others: bool = False
    """Whether lines say another month, or employer, themselves."""

    @property
    def is_yes_or_no(self) -> bool:
        return self.kind in {"yes", "month", "employer"}


def kind_of(question: Question) -> Kind:
    """How a question is put."""
    return _KINDS.get(question.code, "yes")


def asked(
    question: Question,
    reading: Reading,
    chosen: dict[str, str] | None = None,
    proposed: Remembered | None = None,
) -> Asked:
    """The question ready to be shown; `chosen` are roles by column key that somebody has picked already, else those
    `proposed` are."""
    proposed = proposed or Remembered()
    kind = kind_of(question)
    shown = Asked(
        code=question.code,
        kind=kind,
        text=_text(question),
        places=spots(question, reading),
    )
    if kind == "columns":
        table = _table_in_doubt(question, reading)
        shown.table = table
        heads = heads_of(reading, table, chosen or roles_here(proposed.columns, reading))
        order = sorted(range(len(heads)), key=lambda k: not heads[k].doubtful)  # a phone shows but one or two
        shown.heads = [heads[k] for k in order]
        shown.rows = [(row, [cells[k] for k in order]) for row, cells in rows_of(reading, table)]
    elif kind == "month":
        shown.has_lines_of_others = any(line.period for line in reading.lines)
        shown.months = sorted({one.value for one in question.choices if one.value})  # a guess by dates is none of them
    elif kind == "employer":
        shown.has_lines_of_others = len(question.choices) > 1 and any(line.orgnr for line in reading.lines)
        shown.orgnrs = [(one.value, one.label) for one in question.choices if one.value]
    elif kind in {"one_of", "several_of"}:
        shown.options = _options(question, proposed)
    return shown


def _text(question: Question) -> str:
    if question.code not in QUESTIONS:
        return ""
    values = dict(question.values)
    for name in ("printed", "read"):
        if name in values:
            values[name] = format_kroner(int(values[name]))
    return filled(gettext(QUESTIONS[question.code]), values)


def filled(text: str, values: Mapping[str, str]) -> str:
    """One of the reader's sentences, translated already, with its `{…}` filled in."""
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


def _options(question: Question, remembered: Remembered | None = None) -> list[Option]:
    choices = list(question.choices)
    if question.code == "union_rows":
        choices = [Choice(value="named"), Choice(value="all")]
    elif question.code == "sign":
        choices = [Choice(value="as_printed"), Choice(value="turned")]
    elif question.code == "sheets":
        total = sum(one.total or 0 for one in choices)
        choices = [*choices, Choice(value="*", count=sum(one.count for one in choices), total=total)]
    proposed = _said_before(question, remembered) & {one.value for one in choices} or set(question.proposal.split("\n"))
    return [
        Option(one.value, _label(question.code, one), one.count, one.total, one.value in proposed) for one in choices
    ]


def _said_before(question: Question, remembered: Remembered | None) -> set[str]:
    """The values that were chosen for the last file of this form."""
    said = getattr(remembered, question.code, None) if question.code in _SAID_BEFORE else None
    return set(said) if isinstance(said, list) else {said} if said else set()


def _label(code: str, choice: Choice) -> str:
    words = _LABELS.get((code, choice.value))
    return gettext(words) if words else choice.label or choice.value


def _table_in_doubt(question: Question, reading: Reading) -> int:
    if question.values.get("table", "").isdecimal():
        return int(question.values["table"])
    doubtful = [column.block for column in reading.columns if column.doubtful]
    return doubtful[0] if doubtful else 0


def answered(question: Question, typed: dict[str, str], several: list[str], period: str, orgnr: str) -> Answers | None:
    """What an answer to the question means; None when nothing that can be taken was answered.

    `typed` has the fields of the page: `answer`, and `r-<table>:<column>` for the columns; `several` the ticked boxes.
    """
    answer = typed.get("answer", "")
    kind = kind_of(question)
    if kind == "columns":
        roles = roles_typed(typed)
        accepted = ["amount", "id_column"] if question.code in {ANEW} else [question.code]
        if said_twice(roles) or not ("amount" in roles.values() or _parts(roles)):
            return None
        return Answers(columns=roles, accepted=accepted)
    if kind == "several_of":
        return Answers(wage_types=several) if several else None
    if kind in {"yes", "month", "employer"}:
        if answer != "yes":
            return None
        month = period if kind == "month" else None
        return Answers(period=month, orgnr=orgnr if kind == "employer" else None, accepted=[question.code])
    return _one_answer(question, answer)


def _parts(roles: dict[str, str]) -> bool:
    return "part" in roles.values()


def _one_answer(question: Question, answer: str) -> Answers | None:
    allowed = {one.value for one in _options(question)}
    if answer not in allowed:
        return None
    accepted = [question.code]
    match question.code:
        case "scale":
            return Answers(scale="ore" if answer == "ore" else "kroner", accepted=accepted)
        case "sign":
            return Answers(sign="turned" if answer == "turned" else "as_printed", accepted=accepted)
        case "hidden_rows":
            return Answers(include_hidden=answer == "yes", accepted=accepted)
        case "struck_rows":
            return Answers(include_struck=answer == "yes", accepted=accepted)
        case "after_total":
            return Answers(below_total=answer == "yes", accepted=accepted)
        case "union_rows":
            return Answers(union_rows="all" if answer == "all" else "named", accepted=accepted)
        case _:
            names = [one.value for one in question.choices] if answer == "*" else [answer]
            return Answers(sheets=names, accepted=accepted)
