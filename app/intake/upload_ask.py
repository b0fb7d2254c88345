"""One thing asked about a file: how it is shown, and what an answer means to the reading."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

import msgspec

from app.i18n import N_, gettext
from app.intake.reading import Answers, Choice, Column, FirstRows, Question, Reading
from app.intake.remembered import Remembered, roles_here
from app.intake.sentences import QUESTIONS
from app.intake.upload_reading import OTHER_EMPLOYER, OTHER_MONTH, secret_columns, shown_cell
from app.intake.upload_spots import Spot, spots
from app.values.kroner import format_kroner

Kind = Literal["month", "employer", "columns", "one_of", "several_of", "yes"]

SHOWN_ROWS = 15
ANEW = "anew"
"""The code where nothing was asked, and somebody says what the columns are all the same."""

ROLES = {
    "national_id": N_("Fødselsnummer"),
    "birth_date": N_("Fødselsdato"),
    "id_number": N_("Personnummer, fem siffer"),
    "name": N_("Navn"),
    "first_name": N_("Fornavn"),
    "last_name": N_("Etternavn"),
    "employee_no": N_("Ansattnummer"),
    "member_no": N_("Medlemsnummer"),
    "amount": N_("Trukket beløp"),
    "part": N_("Legges til beløpet"),
    "period": N_("Periode"),
    "orgnr": N_("Organisasjonsnummer"),
    "union": N_("Forbund"),
    "wage_type": N_("Lønnsart"),
    "ignored": N_("Brukes ikke"),
}
"""What a column can be said to be; the rest of the reader's roles are `ignored` here."""

_KINDS: dict[str, Kind] = {
    "period": "month",
    "several_months": "month",
    OTHER_MONTH: "month",
    "orgnr": "employer",
    OTHER_EMPLOYER: "employer",
    "id_column": "columns",
    "broken_ids": "columns",
    "amount": "columns",
    "numbers": "columns",
    ANEW: "columns",
    "sheets": "one_of",
    "scale": "one_of",
    "sign": "one_of",
    "hidden_rows": "one_of",
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


class Head(NamedTuple):
    """A column over the file's own first rows, with what it is taken for."""

    key: str
    letter: str
    heading: str
    role: str
    doubtful: bool
    hidden: bool


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
        shown.heads = _heads(reading, table, chosen or roles_here(proposed.columns, reading))
        shown.rows = _rows(reading, table)
    elif kind == "month":
        shown.has_lines_of_others = any(line.period for line in reading.lines)
        shown.months = sorted({one.value for one in question.choices if one.value} | {question.proposal} - {""})
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


def _heads(reading: Reading, table: int, chosen: dict[str, str]) -> list[Head]:
    known = {column.index: column for column in reading.columns if column.block == table}
    first = _first_rows(reading, table)
    width = len(first.letters) if first else max(known, default=-1) + 1
    return [_head(table, index, known.get(index), first, chosen) for index in range(width)]


def _head(table: int, index: int, column: Column | None, first: FirstRows | None, chosen: dict[str, str]) -> Head:
    key = f"{table}:{index}"
    role = chosen.get(key) or (column.role if column else "ignored")
    letter = column.letter if column else first.letters[index] if first else str(index + 1)
    return Head(
        key,
        letter,
        column.heading if column else "",
        role if role in ROLES else "ignored",
        bool(column and column.doubtful),
        bool(column and column.hidden),
    )


def _first_rows(reading: Reading, table: int) -> FirstRows | None:
    return reading.first_rows[table] if table < len(reading.first_rows) else None


def _rows(reading: Reading, table: int) -> list[tuple[int, list[str]]]:
    first = _first_rows(reading, table)
    if first is None:
        return []
    secret = secret_columns(reading, table)
    width = len(first.letters)
    return [
        (number, [shown_cell(text, secret=n in secret) for n, text in enumerate(cells)] + [""] * (width - len(cells)))
        for number, cells in first.rows[:SHOWN_ROWS]
    ]


def answered(question: Question, typed: dict[str, str], several: list[str], period: str, orgnr: str) -> Answers | None:
    """What an answer to the question means; None when nothing that can be taken was answered.

    `typed` has the fields of the page: `answer`, and `r-<table>:<column>` for the columns; `several` the ticked boxes.
    """
    answer = typed.get("answer", "")
    kind = kind_of(question)
    if kind == "columns":
        roles = roles_typed(typed)
        accepted = ["amount", "id_column"] if question.code in {ANEW} else [question.code]
        return Answers(columns=roles, accepted=accepted) if "amount" in roles.values() or _parts(roles) else None
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
        case "after_total":
            return Answers(below_total=answer == "yes", accepted=accepted)
        case "union_rows":
            return Answers(union_rows="all" if answer == "all" else "named", accepted=accepted)
        case _:
            names = [one.value for one in question.choices] if answer == "*" else [answer]
            return Answers(sheets=names, accepted=accepted)


def roles_typed(typed: dict[str, str]) -> dict[str, str]:
    """Roles by column key, from the selects `r-<key>`."""
    return {name[2:]: role for name, role in typed.items() if name.startswith("r-") and role in ROLES}


class Understood(NamedTuple):
    """One table of a file: where it stands, what its columns were taken for, and its first rows with ids covered."""

    sheet: str
    first_row: int
    last_row: int
    people: int
    total: int
    heads: list[Head]
    rows: list[tuple[int, list[str]]]
    used: list[int]


def understood(reading: Reading) -> list[Understood]:
    """How each table was read, for «slik leste vi filen»."""
    found = []
    for n, table in enumerate(reading.tables):
        heads = _heads(reading, n, {})
        used = [k for k, head in enumerate(heads) if head.role != "ignored"]
        rows = _rows(reading, n)
        found.append(
            Understood(table.sheet, table.first_row, table.last_row, table.people, table.total, heads, rows, used)
        )
    return found


def role_words(role: str) -> str:
    """What a role is called on a page."""
    return gettext(ROLES.get(role, ROLES["ignored"]))
