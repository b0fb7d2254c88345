"""What was read in an upload's files, and what is still to be asked before it can be used."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from app.intake.reading import Answers, Choice, Line, Question, Reading, Table
from app.intake.unions import Named, unions_for
from app.intake.upload import UploadedFile

TRIES = 3
"""So often a file may take down whoever reads it."""

OTHER_MONTH, OTHER_EMPLOYER = "other_month", "other_employer"
"""Codes of questions that the portal itself asks, since it knows for which month and employer the file was dropped."""

UNREAD = "unread_amount"
"""The mark of a line whose amount, or a part of it, could not be read."""

_MANY = 20
_LONG_NUMBER = re.compile(r"(?<!\d)(?:(\d{6})[ \u00a0.-]?\d{5}|(\d{5})\d{5})(?!\d)")
"""An id; one that lost its first zero has ten digits."""


class OfUnion(NamedTuple):
    """A union as files name it; `here` are all of the installation, whose names may hold one another's."""

    id: int
    name: str
    aliases: tuple[str, ...]
    here: tuple[Named, ...] = ()

    def is_named(self, label: str) -> bool:
        """Whether a text in a file names this union."""
        return self.name in unions_for(self.name, self.aliases, self.here).named(label.lstrip("?"), labelled=True)


class FileReading(msgspec.Struct, kw_only=True):
    """How far one file has come.  `state`: WAITING, READING, ASK, READ, UNREADABLE or CANCELLED; `place` counts those
    before it in the queue; `recalled`: read as the employer once said, without asking; `again_at`: we could not read
    it, and try again then."""

    id: int
    file: UploadedFile
    state: str
    place: int = 0
    recalled: bool = False
    fingerprint: str = ""
    result_file_id: int | None = None
    answers: Answers = Answers()
    attempts: int = 0
    again_at: dt.datetime | None = None

    @property
    def is_given_up(self) -> bool:
        """We could not read it, and do not try again by ourselves."""
        return self.state == "CANCELLED" and self.attempts > TRIES

    @property
    def is_under_way(self) -> bool:
        return self.state in {"WAITING", "READING"}


class Read(NamedTuple):
    """A file with what it was understood to say."""

    of: FileReading
    reading: Reading


class TooMany(Exception):
    """The files have more lines together than can be compared at once."""


def state_of_all(states: Iterable[str]) -> str:
    """The upload's state from its files': the one that somebody must do something about comes first."""
    found = set(states)
    if not found:
        return "RECEIVED"
    if found & {"WAITING", "READING"}:
        return "READING"
    for state in ("CANCELLED", "UNREADABLE", "ASK"):
        if state in found:
            return "RECEIVED" if state == "CANCELLED" else state
    return "READ"


def questions_left(reading: Reading, answers: Answers, period: str, orgnr: str) -> list[Question]:
    """What must be asked, knowing for which month and employer the file was dropped.

    Where the file leaves the month or the employer open, and its best guess is what was dropped for, nothing is asked:
    two say the same.  Where it is sure of another, that is asked.
    """
    left = [one for one in reading.open_questions if not _is_settled(one, reading, period, orgnr)]
    asked = {one.code for one in left}
    if not asked & {"period", "several_months"} and not answers.period and OTHER_MONTH not in answers.accepted:
        left += _other_month(reading, period)
    if "orgnr" not in asked and not answers.orgnr and OTHER_EMPLOYER not in answers.accepted:
        left += _other_employer(reading, orgnr)
    return left


def _is_settled(question: Question, reading: Reading, period: str, orgnr: str) -> bool:
    if question.code == "period":
        return question.proposal == period or not (question.proposal or question.choices)
    if question.code == "unread":
        return _is_asked_by_row(question, reading)
    if question.code == "orgnr":
        return question.proposal in {"", orgnr} and not any(one.count for one in question.choices)
    return False


def _is_asked_by_row(question: Question, reading: Reading) -> bool:
    """Whether each amount that could not be read stands on a person's line: then it is asked for there, among the
    differences.  Many of them are a column that was taken wrongly."""
    lines = {(one.sheet, one.row) for one in [*reading.lines, *reading.others] if UNREAD in one.marks}
    return len(question.places) < _MANY and all((place.sheet, place.row) in lines for place in question.places)


def unread_texts(read: Iterable[Read]) -> dict[tuple[int, str, int], str]:
    """What stands where an amount could not be read, by file, sheet and row."""
    return {
        (one.of.file.n, place.sheet, place.row): masked(place.text)
        for one in read
        for question in one.reading.open_questions
        if question.code == "unread"
        for place in question.places
    }


def _other_month(reading: Reading, period: str) -> list[Question]:
    """Asked where the file is of another month by its own word, or has not one line of this one."""
    value = reading.period.value
    months = ({line.period or value for line in reading.lines} or {value}) - {None}
    if not months or (period in months and value in {None, period}):
        return []
    choices = [Choice(value=one) for one in sorted(one for one in months if one)]
    return [Question(code=OTHER_MONTH, about="accepted", choices=choices, places=reading.period.places)]


def taken_for(one: FileReading, reading: Reading, period: str) -> bool:
    """Whether every line is of the list's month because somebody said so: a file that has not one line of it."""
    return one.answers.period == period and not any(line.period == period for line in reading.lines)


def _other_employer(reading: Reading, orgnr: str) -> list[Question]:
    value = reading.orgnr.value
    if not value or value == orgnr or not reading.orgnr.sure:
        return []
    label = reading.company.value or ""
    return [
        Question(
            code=OTHER_EMPLOYER,
            about="accepted",
            choices=[Choice(value=value, label=label)],
            places=reading.orgnr.places,
            values={"orgnr": value, "company": label},
        )
    ]


def merged(old: Answers, new: Answers) -> Answers:
    """What was answered before with what is answered now."""
    values = {field: getattr(new, field) for field in Answers.__struct_fields__}
    for field in Answers.__struct_fields__:
        before = getattr(old, field)
        if field == "columns":
            values[field] = {**before, **values[field]}
        elif field == "accepted":
            values[field] = sorted({*before, *values[field]})
        elif values[field] is None:
            values[field] = before
    return Answers(**values)


def lines_of_all(read: Iterable[Read]) -> list[tuple[int, Line]]:
    """Every line with the number of its file, those for other unions last."""
    read = list(read)
    ours = [(one.of.file.n, line) for one in read for line in one.reading.lines]
    return ours + [(one.of.file.n, line) for one in read for line in one.reading.others]


def masked(text: str) -> str:
    """A cell's text as it may be shown: of eleven digits the last five are covered."""
    return _LONG_NUMBER.sub(lambda found: f"{found[1] or found[2]}\u00a0•••••", text)


def secret_columns(reading: Reading, table: int) -> set[int]:
    """The columns of a table whose cells are covered whole: the five digits that make a date of birth an id."""
    return {
        column.index
        for column in reading.columns
        if column.block == table and column.role in {"id_number", "national_id"}
    }


def shown_cell(text: str, *, secret: bool) -> str:
    """A cell of the file's own first rows."""
    if not secret:
        return masked(text)
    covered = masked(text)
    return covered if covered != text else re.sub(r"\d", "•", text) if re.fullmatch(r"[\d ]{5,7}", text) else covered


def main_table(reading: Reading) -> Table | None:
    """The table that most of the lines come from."""
    used = [table for table in reading.tables if table.used]
    return max(used, key=lambda table: table.people, default=None)
