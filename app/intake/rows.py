"""What each row of a table is: a person, a total, a heading, or a note."""

import re
from dataclasses import dataclass, field

from app.intake.amounts import looks_like_number
from app.intake.cells import Cell, Sheet, text_of
from app.intake.columns import orgnr_in
from app.intake.heading_words import YEAR_TO_DATE
from app.intake.headings import fold, is_total, role_of
from app.intake.heads import is_heading, looks_like_name
from app.intake.ids import PrintedId, birth_digits, is_account, joined, read_id
from app.intake.kinds import is_unrelated, only_corrects
from app.intake.member_numbers import MEMBER_LABEL, labelled_members
from app.intake.profiles import Typed

_NUMBER = re.compile(r"[A-Za-zÆØÅæøå]{0,4}[-_.]?\d{1,14}(?:[-_./]\d{1,4})?[A-Za-z]?")
_CODED = re.compile(r"(?=\D{0,8}\d)[A-Za-zÆØÅæøå\d][A-Za-zÆØÅæøå\d\-_./# ]{0,19}")
"""«NO-OSL-20003», «NO 20003»: a number with letters, beside an id."""
_NUMBERED = re.compile(
    r"(\d{1,8})(?:[ \-–.:]+|(?=[A-ZÆØÅ][^\W\d_]))([^\d()]{3,})|([^\d()]{3,}?) ?\((?:(?:ans)?nr\.? ?)?(\d{1,8})\)"
)
_COUNTED = re.compile(r"(\d{1,3})[.)] +[^\W\d_]")
_D_NUMBER = re.compile(r"\bd ?(?:nr|nummer|no)\b")
_MARKED = re.compile(r"(.*[^\W\d_]\.?)\s*(\*{1,4}|[†‡#¤§¹²³]|\(?\d{1,2}\)|\([a-z*]\))")
"""A mark behind a part of a name, which a note elsewhere explains."""
_ID_LABEL = re.compile(r"[ ,;(–-]+(?:f\.? ?nr|fødselsn(?:umme)?r|p\.?nr|personn(?:umme)?r|d-?nr|født)\.? ?:?$", re.I)
"""«Kari Olsen f.nr.» in front of the number's own column."""
_CORRECTED = re.compile(r" *\((?:rett\w*|korr\w*|tilbake\w*|refusjon|etterbet\w*|juster\w*)\.?\)$", re.I)
"""«Kari Olsen (retting)»."""
_NOTHING = re.compile(
    r"[ ,;(–-]+(?:ingen|ikkje|ikke|no) (?:trekk|deductions?)\b(?: (?:i|denne|this|in)\b.*)?\)?$", re.I
)
"""«Kari Olsen  Ingen trekk i perioden», where her lines would stand."""
_OF_PERSON = ("valid", "invalid", "masked")
_DIGITS = re.compile(r"\d+")
_NO_ID = PrintedId(None, "none")
_SOME_ID = re.compile(r"\d|[*xX•]{5}")


@dataclass(slots=True)
class Seen:
    """A row with what says whose it is.  `kind`: 'person' | 'total' | 'other' | 'heading' | 'note' (a page's head)."""

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
        elif _is_running(block.sheet, n):
            walked.rows.append(Seen(n, "other"))
        elif any(cell != "" for cell in row):
            walked.rows.append(reader.read(n, row))
    _drop_page_heads(walked)
    _drop_lone_people(walked)
    _drop_repeated_texts(walked)
    _take_names_above(walked)
    return walked


def _is_running(sheet: Sheet, n: int) -> bool:
    """«Fjord AS | Sjøgata 4 | Foretaksregisteret NO 3…» in a print: one text, whatever columns it reaches over."""
    return len(sheet.segments.get(n, ())) == 1 and len(sheet.rows[n]) - sheet.rows[n].count("") > 2


class _RowReader:
    """Reads one row by the roles of its columns."""

    def __init__(self, typed: Typed) -> None:
        roles = typed.roles
        self.id, self.birth, self.number = roles.get("national_id"), roles.get("birth_date"), roles.get("id_number")
        self.other_id = _other_ids(typed, self.id)
        self.name, self.first, self.last = roles.get("name"), roles.get("first_name"), roles.get("last_name")
        self.middle = roles.get("middle_name")
        self.employee, self.member = roles.get("employee_no"), roles.get("member_no", labelled_members(typed))
        self.counted = self.name is not None and _are_counted(typed, self.name)
        self.first_row = min(typed.block.heading_rows, default=_first_with_id(typed))
        self.skip = {index for index in (self.id, self.birth, self.number) if index is not None}
        self.texts = {roles[role] for role in ("wage_type", "department", "company", "union") if role in roles}

    def read(self, n: int, row: list[Cell]) -> Seen:
        printed = self._printed_id(row)
        name = self._name(row)
        payee = printed.kind == "invalid" and _is_payee(row, printed) and not looks_like_name(name)
        if payee or (printed.kind == "invalid" and self._is_account(row)):
            return Seen(n, "other")
        if n < self.first_row:
            label = self._total_label(row)
            return Seen(n, "total" if label else "other", printed, name, label=label)
        if (
            printed.kind == "invalid"
            and not name
            and self._has_name_column()
            and (printed.digits or "").startswith("00")
        ):
            return Seen(n, "total")  # «T;000004;00000380955»: a record of counts and sums
        if printed.kind in ("valid", "invalid", "masked", "broken"):
            return self._person(n, row, printed, name)
        if label := self._total_label(row):
            return Seen(n, "total", label=label)
        if kind := _nobodys(row, name):
            return Seen(n, kind)
        if printed.kind == "wrong" and role_of(name.strip("()")) and orgnr_in(_text(row, self.id).strip("()")):
            return Seen(n, "other")  # «Virksomhet 315 354 226», «(virksomhet 315354226)» above a department
        employee = self._employee(row)
        member = self._digits(row, self.member)
        known = bool(employee or member) or (printed.kind == "wrong" and self._is_near_id(row, name))
        if not (name or employee or member) and (label := self._total_label(row, everywhere=True)):
            return Seen(n, "total", label=label)
        if not (employee or member) and only_corrects(text := self._in_order(row)):
            return Seen(n, "other", printed, text)
        if name and (known or self._alone(row)) and not _is_sentence(name):
            return Seen(n, "person", printed, name, employee, member)
        if known and (employee or member) and not self._has_name_column():
            return Seen(n, "person", printed, name, employee, member)
        return Seen(n, "other", printed, name, employee, member)

    def _printed_id(self, row: list[Cell]) -> PrintedId:
        if self.id is None or self.id >= len(row):
            return self._split_id(row)
        cell = row[self.id]
        if cell == "" and self.other_id is not None and self.other_id < len(row):
            cell = row[self.other_id]
        if cell == "":
            return _NO_ID
        if isinstance(cell, str) and not _SOME_ID.search(cell):
            return _NO_ID  # «D-nr søkt»
        return read_id(cell)

    def _is_count(self, printed: PrintedId, name: str) -> bool:
        """Nobody's name, and nobody's birthday."""
        return not name and self._has_name_column() and (printed.digits or "").startswith("00")

    def _is_account(self, row: list[Cell]) -> bool:
        """«Fellesforbundet Kto 7143.19.21841 KID | 00321272052»."""
        before = next((row[k] for k in range((self.id or 0) - 1, -1, -1) if row[k] != ""), "")
        return isinstance(before, str) and is_account(before)

    def _employee(self, row: list[Cell]) -> str | None:
        if self.counted:
            return self._digits(row, self.employee)
        if (
            self.employee is None
            and self.name is not None
            and (found := _NUMBERED.fullmatch(_text(row, self.name).rstrip(" –—-")))
        ):
            return (found[1] or found[4]).lstrip("0") or "0"
        number = self._digits(row, self.employee)
        if number is None and self.name is not None and (found := _NUMBERED.fullmatch(_text(row, self.name))):
            return found[4] and (found[4].lstrip("0") or "0")  # «Kari Olsen (5)», a name as wide as its column
        return number

    def _is_near_id(self, row: list[Cell], name: str) -> bool:
        """A digit too few or too many, beside a name: still a person's."""
        digits = sum(letter.isdigit() for letter in _text(row, self.id if self.id is not None else self.birth))
        return digits >= 5 and not any(letter.isdigit() for letter in name)

    def _has_name_column(self) -> bool:
        return self.name is not None or self.last is not None

    def _person(self, n: int, row: list[Cell], printed: PrintedId, name: str) -> Seen:
        employee, member = self._employee(row), self._digits(row, self.member)
        return Seen(n, "person", printed, name, employee or self._coded(row, self.employee), member)

    def _alone(self, row: list[Cell]) -> bool:
        """A name with a number on its row, where the number may be the amount."""
        return any(
            not isinstance(cell, str) or looks_like_number(cell)
            for k, cell in enumerate(row)
            if cell != "" and k not in (self.name, self.last, self.first)
        )

    def _split_id(self, row: list[Cell]) -> PrintedId:
        if self.birth is None or self.number is None or max(self.birth, self.number) >= len(row):
            return _NO_ID
        day, rest = row[self.birth], text_of(row[self.number]).strip()
        if day == "" and not rest:
            return _NO_ID
        return joined(birth_digits(day) or "", rest)

    def _name(self, row: list[Cell]) -> str:
        if self.name is not None:
            return _turned(self._without_number(_text(row, self.name)))
        if self.first is None:
            return _turned(_text(row, self.last))
        return " ".join(filter(None, (_text(row, at) for at in (self.first, self.middle, self.last))))

    def _in_order(self, row: list[Cell]) -> str:
        """What stands in the columns of names, from the left: a text that is no name may reach over several."""
        places = {at for at in (self.name, self.first, self.middle, self.last) if at is not None}
        return " ".join(filter(None, (_text(row, at) for at in sorted(places))))

    def _without_number(self, name: str) -> str:
        """«10052 Amundsen, Jorunn» and «Amundsen, Jorunn (10052)»: the number is the employee's."""
        name = _NOTHING.sub("", _CORRECTED.sub("", _ID_LABEL.sub("", name)))
        name = name[:-2].rstrip() if name.endswith((" –", " -", " —")) else name
        found = _NUMBERED.fullmatch(name) if name[:1].isdigit() or name.endswith(")") else None
        return (found[2] or found[3]) if found else name

    def _digits(self, row: list[Cell], index: int | None) -> str | None:
        text = _text(row, index)
        text = text[1:-1] if text.startswith("(") and text.endswith(")") else text
        text = MEMBER_LABEL.sub("", text) if index == self.member else text
        if not _NUMBER.fullmatch(text):
            return None
        return text.lstrip("0") or "0" if text.isdigit() and index != self.member else text

    def _coded(self, row: list[Cell], index: int | None) -> str | None:
        text = _text(row, index)
        return text if _CODED.fullmatch(text) and not is_total(text) else None

    def _total_label(self, row: list[Cell], everywhere: bool = False) -> str:
        """The word for a sum; in a column of texts it may be a person's wage type, unless nobody is on the row."""
        for k, cell in enumerate(row):
            if isinstance(cell, str) and cell and (everywhere or k not in self.texts) and is_total(cell):
                return cell
        return ""


def _are_counted(typed: Typed, name: int) -> bool:
    """«1. Olsen, Kari» over «2. Berg, Ola»: the people are counted, and none of these is the employer's number."""
    rows = typed.block.sheet.rows
    found = [_COUNTED.match(_text(rows[n], name)) for n in typed.block.rows() if n not in typed.block.heading_rows]
    numbers = [int(one[1]) for one in found if one]
    return len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))


def _nobodys(row: list[Cell], name: str) -> str:
    """'heading', 'total' for SAP's sums («*», «**»), 'note'; '' for what may be a person's."""
    first = next((cell for cell in row if cell != ""), "")
    if not name and isinstance(first, str) and re.fullmatch(r"\*{1,4}", first):
        return "total"
    if name and name == first and YEAR_TO_DATE.search(fold(name)):
        return "note"  # «Hittil i år  16 769,48» below the sum
    return "heading" if is_heading(row) else ""


def _is_payee(row: list[Cell], printed: PrintedId) -> bool:
    """«Leverandør | 0000710047 | NITO» above the lines of a union."""
    return (printed.digits or "").startswith("0000") or any(
        isinstance(cell, str) and role_of(cell) == "union" for cell in row
    )


def _other_ids(typed: Typed, known: int | None) -> int | None:
    """«D-nr» beside «Fødselsnr»: whoever has no number there has one here."""
    for profile in typed.profiles if known is not None else []:
        if profile.index != known and profile.valid_ids and _D_NUMBER.search(fold(profile.heading)):
            return profile.index
    return None


def _take_names_above(walked: Walked) -> None:
    """«Kari Olsen» on a line of its own above each person's numbers: taken when it is so for every one of them."""
    sheet, people = walked.typed.block.sheet, walked.people
    if not people or any(row.name for row in people):
        return
    order = {row.at: n for n, row in enumerate(walked.rows)}
    above = [walked.rows[order[row.at] - 1] if order[row.at] else None for row in people]
    after = order[people[-1].at] + 1
    names = [_lone_name(sheet, row) for row in above]
    if all(names) and not (after < len(walked.rows) and _lone_name(sheet, walked.rows[after])):
        for row, over, name in zip(people, above, names, strict=True):
            found = _NUMBERED.fullmatch(name)
            row.name = _turned((found[2] or found[3]) if found else name)
            if found and not row.employee_no:
                row.employee_no = found[1] or found[4]
            if over:
                over.kind = "heading"


def _lone_name(sheet: Sheet, row: Seen | None) -> str:
    parts = sheet.parts(row.at) if row and row.kind == "other" else []
    if len(parts) == 2 and re.fullmatch(r"\d{1,8}", text_of(parts[0])):
        parts = [f"{text_of(parts[0])} {text_of(parts[1])}"]  # «7   Berg, Ingrid»: the number is the employee's
    text = parts[0] if len(parts) == 1 and isinstance(parts[0], str) else ""
    found = _NUMBERED.fullmatch(text)
    name = (found[2] or found[3]) if found else text
    return text if looks_like_name(name) and not role_of(name) else ""


def _first_with_id(typed: Typed) -> int:
    """Without a heading the list begins with its first id; what stands above is a title."""
    index = typed.roles.get("national_id")
    if index is None:
        return -1
    rows = typed.block.sheet.rows
    return next((n for n in typed.block.rows() if index < len(rows[n]) and read_id(rows[n][index]).digits), -1)


def _text(row: list[Cell], index: int | None) -> str:
    return " ".join(text_of(row[index]).split()) if index is not None and index < len(row) else ""


def _turned(name: str) -> str:
    """'Kari Hansen' for 'Hansen, Kari', 'Kari Hansen *' for 'Hansen, Kari *'."""
    last, comma, first = name.partition(",")
    last, first = last.strip(), first.strip()
    if not (comma and first and last):
        return name.strip(" ,")
    for one in (first, last):
        if not one[-1].isalpha() and (found := _MARKED.fullmatch(one)):
            other = last if one is first else first
            return f"{found[1]} {other} {found[2]}" if one is first else f"{other} {found[1]} {found[2]}"
    return f"{first} {last}"


def _is_sentence(name: str) -> bool:
    return len(name) > 60 or name.count(" ") > 6 or any(mark in name for mark in ":=·")


def _drop_page_heads(walked: Walked) -> None:
    """What stands above the first person comes again on top of every page, with another number of the page or day."""
    sheet = walked.typed.block.sheet
    first = next((n for n, row in enumerate(walked.rows) if row.kind == "person" and row.id.kind in _OF_PERSON), None)
    if first is None:
        first = next((n for n, row in enumerate(walked.rows) if row.kind == "person" and row.name), 0)
    start = walked.typed.block.start  # above it stand other people
    top = range(max(walked.rows[first].at - 40, start), walked.rows[first].at) if walked.rows else range(0)
    heads = {_page_head(sheet, n) for n in top} - {""}
    starts = {head.split("|")[0] for head in heads}
    for row in walked.rows[first:] if heads else []:
        if row.kind in ("person", "other") and row.id.kind != "valid" and _starts(sheet.rows[row.at]) in starts:
            row.kind = "note" if _page_head(sheet, row.at) in heads else row.kind


def _page_head(sheet: Sheet, at: int) -> str:
    return "|".join(_DIGITS.sub("#", text_of(cell)).strip() for cell in sheet.rows[at] if cell != "")


def _starts(row: list[Cell]) -> str:
    return next((_DIGITS.sub("#", text_of(cell)).strip() for cell in row if cell != ""), "")


def _drop_lone_people(walked: Walked) -> None:
    """Where nearly all have a number of their own, a row without one is no person until something else says so."""
    people = walked.people
    numbered = sum(1 for row in people if row.employee_no or row.member_no)
    if numbered < len(people) * 0.5:
        return
    for row in people:
        if row.id.kind == "none" and not (row.employee_no or row.member_no):
            row.kind = "other"


BELOW = "below"
"""The label of a row with a text that stands below different people, and is nobody's name."""


def _drop_repeated_texts(walked: Walked) -> None:
    """«Ekstra for verv» without id or number, below several people: a text with small letters that comes again."""
    at: dict[str, list[int]] = {}
    for n, row in enumerate(walked.rows):
        small = any(word[0].islower() and len(word) > 3 for word in row.name.split()[1:])
        if (
            row.kind in ("person", "other")
            and row.id.kind == "none"
            and not (row.employee_no or row.member_no)
            and small
        ):
            at.setdefault(fold(row.name), []).append(n)
    for places in at.values():
        above = [walked.rows[n - 1] for n in places if n]
        people = {row.id.digits or row.employee_no or row.member_no for row in above if row.kind == "person"} - {None}
        if len(people) == len(places) > 1 and not is_unrelated(walked.rows[places[0]].name):
            for n in places:
                walked.rows[n].kind, walked.rows[n].label = "other", BELOW
