"""What the employer says about each difference, and what then happens to the list."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from app.i18n import N_, gettext
from app.intake.upload_differences import Compared, Row
from app.lists.line import check_end
from app.lists.reasons import REASONS
from app.values.comment import COMMENT_MAX
from app.values.day import read_day
from app.values.kroner import LIMIT
from app.values.names import NAME_MAX
from app.values.national_id import eleven_digits
from app.values.national_id import fault as id_fault
from app.values.period import first_day, last_day
from app.values.text import parse_text

FILE, EXPECTED, ZERO, NEW, OUT = "file", "expected", "zero", "new", "out"

WORDS = {
    "file": N_("Bruk beløpet i filen"),
    "expected": N_("Behold forventet beløp"),
    "zero": N_("Ikke trukket"),
    "new": N_("Nytt medlem"),
    "out": N_("Ta ikke med"),
    "same_person": N_("Samme person, bruk beløpet"),
    "other_person": N_("En annen person, ta ikke med"),
}

FAULTS = {
    "undecided": N_("Velg hva som skal skje."),
    "id": N_("Skriv fødselsnummeret med 11 siffer. Det som står i filen, kan ikke brukes."),
    "name": N_("Skriv hele navnet."),
    "day": N_("Skriv datoen slik: 15.11.2026."),
    "end.reason_missing": N_("Velg en årsak."),
    "end.too_early": N_("Datoen er mer enn et år tilbake. Se etter skrivefeil."),
    "end.too_late": N_("Datoen er mer enn to år fram. Se etter skrivefeil."),
}


class Choice(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was chosen for one row, as it was typed."""

    act: str = ""
    day: str = ""
    number: str = ""
    name: str = ""


class NewPerson(NamedTuple):
    """Somebody to be put on a list.  `deducted` in øre."""

    national_id: str
    name: str
    deducted: int
    comment: str


class Outcome(NamedTuple):
    """What accepting does to one list: amounts in øre by line, ends and comments by line, and people who come."""

    amounts: dict[int, int]
    ends: dict[int, tuple[dt.date, str]]
    comments: dict[int, str]
    people: list[NewPerson]


def offered(row: Row) -> list[tuple[str, str]]:
    """(act, words) for a row, the one that holds if nothing is said first; none for who is as expected."""
    acts: list[tuple[str, str]]
    match row.kind:
        case "same":
            return []
        case "changed" | "other_union":
            acts = [(FILE, "file"), (EXPECTED, "expected")] if row.expected is not None else [(FILE, "file")]
            acts += [(OUT, "out")] if row.kind == "other_union" else []
        case "id_typo":
            acts = [(FILE, "same_person"), (ZERO, "other_person")]
        case "undeducted":
            acts = [(ZERO, "zero")]
            acts += [(EXPECTED, "expected")] if row.expected else []
        case "ended" | "not_started" if row.is_on_list:
            acts = [(FILE, "file"), (ZERO, "zero")]
        case "too_large":
            acts = [(EXPECTED, "expected"), (ZERO, "zero")] if row.is_on_list else [(OUT, "out")]
        case _:
            acts = [(NEW, "new"), (OUT, "out")]
    found = [(act, gettext(WORDS[words])) for act, words in acts]
    if row.kind == "undeducted":
        found += [(reason, gettext(words)) for reason, words in REASONS.items() if reason != "OTHER"]
    return found


def is_decided(row: Row, choices: Mapping[str, Choice]) -> bool:
    """Whether anything more must be said about it."""
    return not row.needs_deciding or bool(act_of(row, choices))


def act_of(row: Row, choices: Mapping[str, Choice]) -> str:
    """What holds for a row: what was chosen if it can still be chosen, else what is offered first; '' is undecided."""
    allowed = [act for act, _ in offered(row)]
    chosen = choices.get(row.key, Choice()).act
    if chosen in allowed:
        return chosen
    return "" if row.needs_deciding or not allowed else allowed[0]


def needs_id(row: Row, today: dt.date, *, synthetic: bool) -> bool:
    """Whether the file's id is none that somebody can be added with."""
    return row.national_id is None or id_fault(row.national_id, today=today, synthetic=synthetic) is not None


def read_choices(typed: Mapping[str, str], rows: Sequence[Row]) -> dict[str, Choice]:
    """From the fields `c-<key>`, `d-<key>`, `i-<key>`, `n-<key>` of the rows that were shown."""
    found = {}
    for row in rows:
        if f"c-{row.key}" in typed:
            found[row.key] = Choice(
                act=typed[f"c-{row.key}"][:20],
                day=typed.get(f"d-{row.key}", "")[:30],
                number=typed.get(f"i-{row.key}", "")[:30],
                name=typed.get(f"n-{row.key}", "")[:200],
            )
    return found


def in_bulk(what: str, compared: Compared, choices: Mapping[str, Choice]) -> dict[str, Choice]:
    """The same for all of a kind: NEW or OUT for those still undecided, FILE or EXPECTED for changed amounts."""
    changed = {}
    for row in compared.rows:
        may = what in {act for act, _ in offered(row)}
        undecided = what in {NEW, OUT} and may and row.needs_deciding and not act_of(row, choices)
        if undecided or (what in {FILE, EXPECTED} and row.kind == "changed"):
            changed[row.key] = msgspec.structs.replace(choices.get(row.key, Choice()), act=what)
    return {**choices, **changed}


def faults(
    compared: Compared, choices: Mapping[str, Choice], period: str, today: dt.date, *, synthetic: bool
) -> dict[str, str]:
    """What keeps the files from being used, as a sentence by row key."""
    found = {}
    for row in compared.rows:
        if code := _fault(row, choices, period, today, synthetic=synthetic):
            found[row.key] = gettext(FAULTS[code])
    return found


def _fault(row: Row, choices: Mapping[str, Choice], period: str, today: dt.date, *, synthetic: bool) -> str:
    act, choice = act_of(row, choices), choices.get(row.key, Choice())
    if row.needs_deciding and not act:
        return "undecided"
    if act == NEW:
        if needs_id(row, today, synthetic=synthetic):
            digits = eleven_digits(choice.number)
            if digits is None or id_fault(digits, today=today, synthetic=synthetic) is not None:
                return "id"
        if not row.name and len(parse_text(choice.name, NAME_MAX) or "") < 2:
            return "name"
    if act in REASONS:
        day = read_day(choice.day) if choice.day else first_day(period)
        return (check_end(day, act, first_day(period), last_day(period)) or "") if day else "day"
    return ""


def outcomes(compared: Compared, choices: Mapping[str, Choice], period: str) -> dict[int, Outcome]:
    """What each list becomes, by its id.  Ask `faults` first."""
    found: dict[int, Outcome] = defaultdict(lambda: Outcome({}, {}, {}, []))
    for row in compared.rows:
        act, choice, outcome = act_of(row, choices), choices.get(row.key, Choice()), found[row.list_id]
        comment = parse_text(row.remark[:COMMENT_MAX], COMMENT_MAX) or ""
        if row.n is None:
            if act == NEW:
                number = eleven_digits(choice.number) or row.national_id or ""
                name = parse_text(row.name[:NAME_MAX] or choice.name, NAME_MAX) or row.key
                outcome.people.append(NewPerson(number, name, row.deducted or 0, comment))
            continue
        amount = _amount(row, act)
        if amount is not None:
            outcome.amounts[row.n] = amount
        if comment:
            outcome.comments[row.n] = comment
        if act in REASONS:
            outcome.ends[row.n] = (read_day(choice.day) or first_day(period), act)
    return dict(found)


def _amount(row: Row, act: str) -> int | None:
    """What the line's amount becomes; None leaves it as it is."""
    if act == EXPECTED:
        return row.expected
    if act == OUT:
        return None
    if act == ZERO or act in REASONS:
        return 0
    return row.deducted if row.deducted is not None and abs(row.deducted) <= LIMIT else None


class Shown(NamedTuple):
    """A row with what can be chosen for it, as the page shows it."""

    row: Row
    offered: list[tuple[str, str]]
    act: str
    choice: Choice
    asks_day: bool
    asks_id: bool
    asks_name: bool
    fault: str


def shown(
    rows: Sequence[Row],
    choices: Mapping[str, Choice],
    wrong: Mapping[str, str],
    today: dt.date,
    *,
    synthetic: bool,
) -> list[Shown]:
    """The rows ready for the page; `wrong` has sentences by row key."""
    return [
        Shown(
            row=row,
            offered=offered(row),
            act=act_of(row, choices),
            choice=choices.get(row.key, Choice()),
            asks_day=row.kind == "undeducted",
            asks_id=row.needs_deciding and not row.is_on_list and needs_id(row, today, synthetic=synthetic),
            asks_name=row.needs_deciding and not row.is_on_list and not row.name,
            fault=wrong.get(row.key, ""),
        )
        for row in rows
    ]
