"""What the employer says about each difference, and what then happens to the list."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from app.i18n import N_, gettext
from app.intake.upload_amounts import odd
from app.intake.upload_differences import Compared
from app.intake.upload_offers import (
    AS,
    BACK,
    EXPECTED,
    FILE,
    KEEP,
    NEW,
    OUT,
    ZERO,
    amount_in,
    base_of,
    list_of,
    offered,
    person_of,
)
from app.intake.upload_rows import Row, Where
from app.lists.line import check_end
from app.lists.reasons import REASONS
from app.values.comment import COMMENT_MAX
from app.values.day import read_day
from app.values.kroner import LIMIT, parse_kroner, within_limit
from app.values.names import NAME_MAX
from app.values.national_id import eleven_digits
from app.values.national_id import fault as id_fault
from app.values.period import first_day, last_day
from app.values.text import parse_text

FIELDS = {"id": "i", "name": "n", "comment": "m", "amount": "a"}
"""The field that a fault belongs to; the choice itself has `c`, and a date `d`."""

FAULTS = {
    "undecided": N_("Velg hva som skal skje."),
    "id": N_("Skriv fødselsnummeret med 11 siffer. Det som står i filen, kan ikke brukes."),
    "name": N_("Skriv hele navnet."),
    "amount": N_("Skriv beløpet med tall, for eksempel 450,50."),
    "joined": N_("Flere i filen er satt til å være samme person. Velg på nytt."),
    "comment": N_("Kommentaren kan være på inntil 500 tegn, uten spesialtegn."),
    "day": N_("Skriv datoen slik: 15.11.2026."),
    "end.reason_missing": N_("Velg en årsak."),
    "end.too_early": N_("Datoen er mer enn et år tilbake. Se etter skrivefeil."),
    "end.too_late": N_("Datoen er mer enn to år fram. Se etter skrivefeil."),
    "end.after": N_("Ingenting er trukket. Da kan siste dag med trekk ikke være etter måneden."),
}


class Choice(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was chosen for one row, as it was typed."""

    act: str = ""
    day: str = ""
    number: str = ""
    name: str = ""
    comment: str | None = None
    amount: str = ""


class Wrong(NamedTuple):
    """What is wrong with a row: the first letter of the field's name, and a sentence."""

    field: str
    sentence: str


class NewPerson(NamedTuple):
    """Somebody to be put on a list.  `deducted` in øre."""

    national_id: str
    name: str
    deducted: int
    comment: str


class Outcome(NamedTuple):
    """What accepting does to one list: amounts in øre by line, ends (None takes one away) and comments by line, and
    people who come."""

    amounts: dict[int, int]
    ends: dict[int, tuple[dt.date, str] | None]
    comments: dict[int, str]
    people: list[NewPerson]


def settled_by(compared: Compared, choices: Mapping[str, Choice]) -> dict[str, Row]:
    """Those missing in the files who are said to be somebody there, by key: nothing more is asked about them."""
    found = {person_of(act_of(row, choices)): row for row in compared.rows if not row.is_on_list}
    found.pop("", None)
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


def asks_amount(row: Row, act: str) -> bool:
    """Whether the act takes the file's amount, and that could not be read."""
    return bool(row.unread) and base_of(act) in {FILE, NEW, AS}


def amount_of(row: Row, act: str, choice: Choice) -> int | None:
    """The amount that an act takes from the files, in øre; what is typed where they have none that can be read."""
    if not asks_amount(row, act):
        return amount_in(row, act)
    typed = parse_kroner(choice.amount)
    return typed if typed is not None and within_limit(typed) else None


def needs_id(row: Row, today: dt.date, *, synthetic: bool) -> bool:
    """Whether the file's id is none that somebody can be added with."""
    return row.national_id is None or id_fault(row.national_id, today=today, synthetic=synthetic) is not None


def read_choices(typed: Mapping[str, str], rows: Sequence[Row]) -> dict[str, Choice]:
    """From the fields `c-<key>`, `d-<key>`, `i-<key>`, `n-<key>`, `m-<key>`, `a-<key>` of the rows that were shown."""
    found = {}
    for row in rows:
        if f"c-{row.key}" in typed:
            found[row.key] = Choice(
                act=typed[f"c-{row.key}"][:80],
                day=typed.get(f"d-{row.key}", "")[:30],
                number=typed.get(f"i-{row.key}", "")[:30],
                name=typed.get(f"n-{row.key}", "")[:200],
                comment=typed[f"m-{row.key}"][:2500] if f"m-{row.key}" in typed else None,
                amount=typed.get(f"a-{row.key}", "")[:40],
            )
    return found


def in_bulk(what: str, compared: Compared, choices: Mapping[str, Choice]) -> dict[str, Choice]:
    """The same act for all rows that it is meant for, and can be chosen for."""
    return {**choices, **meant(what, compared, choices)}


def meant(what: str, compared: Compared, choices: Mapping[str, Choice]) -> dict[str, Choice]:
    """What one act for all would choose.  Those who may be somebody else that is missing are decided one by one."""
    changed = {}
    settled = settled_by(compared, choices)
    open_yet = {key for row in compared.rows if row.likely and not act_of(row, choices) for key, _ in row.alike}
    for row in compared.rows:
        if row.key in settled or (row.likely and (what in {NEW, OUT} or (what in REASONS and row.key in open_yet))):
            continue
        act = what
        if what == OUT and row.kind in {"ended", "not_started"} and row.is_on_list:
            act = ZERO  # those who stand on the list are kept there, not deducted
        if _is_meant(what, row, choices) and not _is_odd(row, act) and act in {each for each, _ in offered(row)}:
            changed[row.key] = msgspec.structs.replace(choices.get(row.key, Choice()), act=act)
    return changed


def _is_odd(row: Row, act: str) -> bool:
    """An amount that is hardly meant is decided by itself, whatever is said of the others."""
    if base_of(act) not in {FILE, NEW}:
        return False
    return bool(odd(amount_in(row, act) or 0, row.expected, row.last_month))


def _is_meant(what: str, row: Row, choices: Mapping[str, Choice]) -> bool:
    """NEW and OUT are for who is undecided, KEEP for what is typed in the list, an end or ZERO for who is missing."""
    if what in {NEW, OUT}:
        return row.kind not in {"edited", "twice"} and row.needs_deciding and not act_of(row, choices)
    if what in REASONS or what == ZERO:
        return row.is_absent and row.kind == "undeducted"
    if "@" in what:
        return row.kind == "twice"
    if what == FILE:
        return row.kind in {"changed", "edited"}
    return row.kind == "edited" if what == KEEP else row.kind in {"changed", "far"}


def faults(
    compared: Compared, choices: Mapping[str, Choice], period: str, today: dt.date, *, synthetic: bool
) -> dict[str, Wrong]:
    """What keeps the files from being used, by row key."""
    found = {}
    joined = Counter(person_of(act_of(row, choices)) for row in compared.rows)
    for row in (row for row in compared.rows if row.key not in joined):
        person = person_of(act_of(row, choices))
        code = "joined" if person and joined[person] > 1 else _fault(row, choices, period, today, synthetic=synthetic)
        if code:
            field = "d" if code == "day" or code.startswith("end.") else FIELDS.get(code, "c")
            found[row.key] = Wrong(field, gettext(FAULTS[code]))
    return found


def _fault(row: Row, choices: Mapping[str, Choice], period: str, today: dt.date, *, synthetic: bool) -> str:
    act, choice = act_of(row, choices), choices.get(row.key, Choice())
    if row.needs_deciding and not act:
        return "undecided"
    if choice.comment is not None and parse_text(choice.comment, COMMENT_MAX) is None:
        return "comment"
    if asks_amount(row, act) and amount_of(row, act, choice) is None:
        return "amount"
    if base_of(act) == NEW:
        if needs_id(row, today, synthetic=synthetic):
            digits = eleven_digits(choice.number)
            if digits is None or id_fault(digits, today=today, synthetic=synthetic) is not None:
                return "id"
        if not row.name and len(parse_text(choice.name, NAME_MAX) or "") < 2:
            return "name"
    return _end_fault(act, choice, period) if act in REASONS else ""


def _end_fault(act: str, choice: Choice, period: str) -> str:
    """The last day that somebody is deducted (`docs/words.md`): not later than a month in which nothing was."""
    day = read_day(choice.day) if choice.day else proposed_day(period)
    if day is None:
        return "day"
    fault = check_end(day, act, first_day(period), last_day(period)) or ""
    return fault or ("end.after" if day > last_day(period) else "")


def proposed_day(period: str) -> dt.date:
    """The last day with a deduction, for somebody who has none this month, unless another is said."""
    return first_day(period) - dt.timedelta(days=1)


def outcomes(compared: Compared, choices: Mapping[str, Choice], period: str) -> dict[int, Outcome]:
    """What each list becomes, by its id.  Ask `faults` first."""
    found: dict[int, Outcome] = defaultdict(lambda: Outcome({}, {}, {}, []))
    rows = {row.key: row for row in compared.rows}
    for row in compared.rows:
        act, choice, outcome = act_of(row, choices), choices.get(row.key, Choice()), found[row.list_id]
        comment = _comment(row, act, choice)
        if row.n is None:
            if base_of(act) == NEW:
                number = eleven_digits(choice.number) or row.national_id or ""
                name = parse_text(row.name[:NAME_MAX] or choice.name, NAME_MAX) or row.key
                person = NewPerson(number, name, amount_of(row, act, choice) or 0, comment or "")
                found[list_of(act) or row.list_id].people.append(person)
            continue
        amount = _amount(row, act, choice)
        if amount is not None:
            outcome.amounts[row.n] = amount
        if comment is not None:
            outcome.comments[row.n] = comment
        if act in REASONS:
            outcome.ends[row.n] = (read_day(choice.day) or proposed_day(period), act)
        elif base_of(act) == BACK:
            outcome.ends[row.n] = None
    for row in compared.rows:
        target = rows.get(person_of(act_of(row, choices)))
        if target is not None and target.n is not None:
            amount = amount_of(row, act_of(row, choices), choices.get(row.key, Choice()))
            found[target.list_id].amounts[target.n] = amount or 0
            found[target.list_id].ends.pop(target.n, None)
    return dict(found)


def _comment(row: Row, act: str, choice: Choice) -> str | None:
    """What the line's comment becomes: as it was typed here, else the file's; None leaves it as it is."""
    if choice.comment is not None:
        typed = parse_text(choice.comment, COMMENT_MAX) or ""
        return None if typed == row.comment else typed
    if act == KEEP:
        return None
    return parse_text(row.remark[:COMMENT_MAX], COMMENT_MAX) or None


def _amount(row: Row, act: str, choice: Choice) -> int | None:
    """What the line's amount becomes; None leaves it as it is."""
    if act == EXPECTED:
        return row.expected
    if act in {OUT, KEEP} or row.kind == "zero":
        return None
    if act == ZERO or act in REASONS:
        return 0
    amount = amount_of(row, act, choice)
    return amount if amount is not None and abs(amount) <= LIMIT else None


def sum_after(compared: Compared, choices: Mapping[str, Choice]) -> int:
    """What the lists that the files are for come to, in øre, as is chosen now: the undecided as they stand."""
    becomes: dict[str, int] = {}
    for row in compared.rows:
        act, choice = act_of(row, choices), choices.get(row.key, Choice())
        joined = person_of(act)
        if row.is_on_list:
            amount = _amount(row, act, choice) if act or not row.needs_deciding else None
            becomes.setdefault(row.key, (row.now or 0) if amount is None else amount)
        elif joined:
            becomes[joined] = amount_of(row, act, choice) or 0
        elif base_of(act) == NEW:
            becomes[row.key] = amount_of(row, act, choice) or 0
    return sum(becomes.values())


def left_out(compared: Compared, choices: Mapping[str, Choice]) -> set[Where]:
    """The places in the files of those who are not taken in: what was read of them is let go."""
    gone = {where for aside in compared.aside for where in aside.where}
    for row in compared.rows:
        if not row.is_on_list and (row.kind == "zero" or base_of(act_of(row, choices)) == OUT):
            gone |= set(row.where)
    return gone
