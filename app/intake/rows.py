"""What each row of a table is: a person, a total, a heading, or a note."""

from dataclasses import dataclass, field

from app.intake.blocks import is_heading
from app.intake.cells import Cell, text_of
from app.intake.columns import Typed
from app.intake.headings import is_total
from app.intake.ids import PrintedId, birth_digits, joined, read_id

_NO_ID = PrintedId(None, "none")


@dataclass(slots=True)
class Seen:
    """A row with what says whose it is.  `kind`: 'person' | 'total' | 'other' | 'heading'."""

    at: int
    kind: str
    id: PrintedId = _NO_ID
    name: str = ""
    employee_no: str | None = None
    member_no: str | None = None
    label: str = ""


@dataclass(slots=True)
class Walked:
    """All rows of one table in order, blank ones left out."""

    typed: Typed
    rows: list[Seen] = field(default_factory=list)

    @property
    def people(self) -> list[Seen]:
        return [row for row in self.rows if row.kind == "person"]


def walk(typed: Typed) -> Walked:
    """Look at every row once."""
    walked = Walked(typed)
    reader = _RowReader(typed)
    block = typed.block
    for n in block.rows():
        row = block.sheet.rows[n]
        if n in block.heading_rows:
            walked.rows.append(Seen(n, "heading"))
        elif any(cell != "" for cell in row):
            walked.rows.append(reader.read(n, row))
    _drop_lone_people(walked)
    return walked


class _RowReader:
    """Reads one row by the roles of its columns."""

    def __init__(self, typed: Typed) -> None:
        roles = typed.roles
        self.id, self.birth, self.number = roles.get("national_id"), roles.get("birth_date"), roles.get("id_number")
        self.name, self.first, self.last = roles.get("name"), roles.get("first_name"), roles.get("last_name")
        self.employee, self.member = roles.get("employee_no"), roles.get("member_no")
        self.must_have_heading = bool(typed.block.heading_rows)
        self.first_row = max(typed.block.heading_rows, default=-1) if len(typed.block.heading_rows) <= 2 else min(typed.block.heading_rows)
        self.skip = {index for index in (self.id, self.birth, self.number) if index is not None}
        self.texts = {roles[role] for role in ("wage_type", "department", "company", "union") if role in roles}

    def read(self, n: int, row: list[Cell]) -> Seen:
        if self.id is not None and self.id < len(row):
            cell = row[self.id]
            printed = read_id(cell) if cell != "" else _NO_ID
        else:
            printed = self._split_id(row)
        name = self._name(row)
        if printed.kind in ("valid", "invalid", "masked", "broken"):
            return self._person(n, row, printed, name)
        label = self._total_label(row)
        if label:
            return Seen(n, "total", label=label)
        if is_heading(row):
            return Seen(n, "heading")
        if self.must_have_heading and n < self.first_row:
            return Seen(n, "other")
        employee = self._digits(row, self.employee)
        member = self._digits(row, self.member)
        known = bool(employee or member) or (printed.kind == "wrong" and self.id is not None)
        if name and (known or self._alone(row)) and not _is_sentence(name):
            return Seen(n, "person", printed, name, employee, member)
        if known and (employee or member) and not self._has_name_column():
            return Seen(n, "person", printed, name, employee, member)
        return Seen(n, "other", printed, name, employee, member)

    def _has_name_column(self) -> bool:
        return self.name is not None or self.last is not None

    def _person(self, n: int, row: list[Cell], printed: PrintedId, name: str) -> Seen:
        return Seen(n, "person", printed, name, self._digits(row, self.employee), self._digits(row, self.member))

    def _alone(self, row: list[Cell]) -> bool:
        """A name with a number on its row, where the number may be the amount."""
        return any(not isinstance(cell, str) or any(ch.isdigit() for ch in cell) for cell in row if cell != "")

    def _split_id(self, row: list[Cell]) -> PrintedId:
        if self.birth is None or self.number is None or max(self.birth, self.number) >= len(row):
            return _NO_ID
        day, rest = row[self.birth], text_of(row[self.number]).strip()
        if day == "" and not rest:
            return _NO_ID
        return joined(birth_digits(day) or "", rest)

    def _name(self, row: list[Cell]) -> str:
        if self.name is not None:
            return _turned(_text(row, self.name))
        return f"{_text(row, self.first)} {_text(row, self.last)}".strip()

    def _digits(self, row: list[Cell], index: int | None) -> str | None:
        text = _text(row, index)
        if not text or is_total(text) or len(text) > 20 or not any(letter.isdigit() for letter in text):
            return None
        return text.lstrip("0") or "0" if text.isdigit() else text

    def _total_label(self, row: list[Cell]) -> str:
        for k, cell in enumerate(row):
            if isinstance(cell, str) and cell and k not in self.texts and is_total(cell):
                return cell
        return ""


def _text(row: list[Cell], index: int | None) -> str:
    return " ".join(text_of(row[index]).split()) if index is not None and index < len(row) else ""


def _turned(name: str) -> str:
    """'Kari Hansen' for 'Hansen, Kari'."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() and last.strip() else name.strip(" ,")


def _is_sentence(name: str) -> bool:
    return len(name) > 60 or ":" in name or name.count(" ") > 6


def _drop_lone_people(walked: Walked) -> None:
    """Where nearly all have ids, a row without one is a person only when it also has a number of its own kind."""
    people = walked.people
    with_id = sum(1 for row in people if row.id.kind != "none")
    if with_id < len(people) * 0.5 or with_id == len(people):
        return
    numbered = sum(1 for row in people if row.employee_no or row.member_no)
    for row in people:
        if row.id.kind == "none" and not (row.employee_no or row.member_no) and numbered > len(people) * 0.5:
            row.kind = "other"
