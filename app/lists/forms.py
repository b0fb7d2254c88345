"""What was typed in the grid: cells `b-7` (amount), `d-7` and `r-7` (end date and reason), `k-7` (comment) of row 7,
with `v-7`, the version of the row that was on the screen."""

import datetime as dt
import re
from typing import NamedTuple

from app.lists import edits
from app.lists.edits import Edit
from app.lists.line import check_end
from app.values.comment import COMMENT_MAX, comment_fault
from app.values.day import read_day
from app.values.kroner import LIMIT, parse_kroner
from app.values.names import NAME_MAX
from app.values.national_id import eleven_digits
from app.values.national_id import fault as id_fault
from app.values.period import first_day, last_day
from app.values.text import parse_text

CELL = re.compile(r"([bdrkv])-([1-9][0-9]{0,6})")
MEMBER_NO = re.compile(r"[0-9A-Za-zÆØÅæøå-]{0,20}")


class Wrong(NamedTuple):
    """A cell that cannot be taken: what was typed, and the code of a sentence that says what to do."""

    typed: str
    code: str


class RowForm(NamedTuple):
    """One row as it was posted: what to change, and what is wrong, by cell letter."""

    n: int
    edit: Edit | None
    wrong: dict[str, Wrong]
    typed: dict[str, str]


def read_rows(typed: dict[str, str], period: str) -> list[RowForm]:
    """The rows of a posted grid, in order; fields that are no cells are let be."""
    cells: dict[int, dict[str, str]] = {}
    for name, text in typed.items():
        if found := CELL.fullmatch(name):
            cells.setdefault(int(found[2]), {})[found[1]] = text
    return [_row(n, cells[n], period) for n in sorted(cells)]


def _row(n: int, cells: dict[str, str], period: str) -> RowForm:
    seen = int(cells["v"]) if re.fullmatch("[0-9]{1,9}", cells.get("v", "")) else 0
    wanted: list[Edit] = []
    wrong: dict[str, Wrong] = {}
    if "b" in cells:
        ore, code = read_amount(cells["b"])
        if code:
            wrong["b"] = Wrong(cells["b"], code)
        elif ore is not None:
            wanted.append(edits.amount(n, seen, ore))
    if "d" in cells or "r" in cells:
        end, code = read_end(cells.get("d", ""), cells.get("r", ""), period)
        if code:
            wrong["r" if code == "end.reason_missing" else "d"] = Wrong(cells.get("d", ""), code)
        else:
            wanted.append(edits.end(n, seen, *end))
    if "k" in cells:
        if code := comment_fault(cells["k"], COMMENT_MAX):
            wrong["k"] = Wrong(cells["k"], code)
        else:
            wanted.append(edits.comment(n, seen, parse_text(cells["k"], COMMENT_MAX) or ""))
    return RowForm(n, edits.both(*wanted) if wanted else None, wrong, cells)


def read_amount(text: str) -> tuple[int | None, str]:
    """Øre and no code, or the code of what is wrong.  An empty cell is left to whoever knows if it may be."""
    if not text.strip():
        return None, "amount.missing"
    ore = parse_kroner(text)
    if ore is None:
        return None, "amount.unreadable"
    if abs(ore) > LIMIT:
        return None, "amount.too_large"
    return ore, ""


def read_end(day: str, reason: str, period: str) -> tuple[tuple[dt.date | None, str | None], str]:
    """The end date and its reason, both or none of them, or the code of what is wrong."""
    if not day.strip():
        return (None, None), "end.date_missing" if reason else ""
    on = read_day(day)
    if on is None:
        return (None, None), "end.unreadable"
    code = check_end(on, reason, first_day(period), last_day(period))
    return ((None, None), code) if code else ((on, reason), "")


class PersonForm(NamedTuple):
    """Somebody to be added.  `deducted` in øre."""

    name: str
    national_id: str
    member_no: str
    deducted: int
    comment: str


def read_person(typed: dict[str, str], *, today: dt.date, synthetic: bool) -> tuple[PersonForm | None, dict[str, str]]:
    """The person, or the codes of what is wrong by field (name, national_id, member_no, amount, comment)."""
    errors: dict[str, str] = {}
    name = parse_text(typed.get("name", ""), NAME_MAX)
    if name is None:
        errors["name"] = "person.name_too_long"
    elif len(name) < 2:
        errors["name"] = "person.name_missing"
    number = typed.get("national_id", "")
    if code := _id_code(number, today, synthetic):
        errors["national_id"] = code
    member_no = typed.get("member_no", "").strip()
    if not MEMBER_NO.fullmatch(member_no):
        errors["member_no"] = "person.member_no"
    ore, code = read_amount(typed.get("amount", ""))
    if code:
        errors["amount"] = code
    comment = typed.get("comment", "")
    if code := comment_fault(comment, COMMENT_MAX):
        errors["comment"] = code
    if errors or name is None or ore is None:
        return None, errors
    digits = eleven_digits(number) or ""
    return PersonForm(name, digits, member_no, ore, parse_text(comment, COMMENT_MAX) or ""), {}


def _id_code(text: str, today: dt.date, synthetic: bool) -> str:
    if not text.strip():
        return "person.id_missing"
    match id_fault(text, today=today, synthetic=synthetic):
        case None:
            return ""
        case "DIGITS":
            return "person.id_digits"
        case "DATE":
            return "person.id_date"
        case "SYNTHETIC":
            return "person.id_synthetic"
        case _:
            return "person.id_check"
