"""What a file was understood to say: lines, a question, or a refusal, and from which cells.  Ready for JSON."""

from typing import Literal

from msgspec import Struct, field

from app.intake.headings import fold
from app.intake.register import Register

MOST_LINES = 10_000
"""Of a list: twice what the largest employers report to one union.  Where something is asked first, or lines are other
unions', four times as many."""

Role = Literal[
    "national_id",
    "birth_date",
    "id_number",
    "employee_no",
    "member_no",
    "name",
    "first_name",
    "last_name",
    "amount",
    "part",
    "period",
    "orgnr",
    "company",
    "union",
    "wage_type",
    "department",
    "ignored",
]
ROLES: tuple[str, ...] = (
    "national_id",
    "birth_date",
    "id_number",
    "employee_no",
    "member_no",
    "name",
    "first_name",
    "last_name",
    "amount",
    "part",
    "period",
    "orgnr",
    "company",
    "union",
    "wage_type",
    "department",
    "ignored",
)


class Place(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where in the file something stands: sheet, row and column as the file counts them, and the text there."""

    sheet: str = ""
    row: int = 0
    column: str = ""
    text: str = ""


class Choice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One answer to a question.  `value` goes into `Answers`; `label` and `samples` are the file's own words."""

    value: str
    label: str = ""
    samples: list[str] = field(default_factory=list)
    count: int = 0
    total: int | None = None


class Question(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing to ask.  `about` names the field of `Answers` that settles it; `proposal` is what the reading took."""

    code: str
    about: str
    proposal: str = ""
    choices: list[Choice] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)


class Fact(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that the file says once: period, employer, union.  `sure` when only one answer was left."""

    value: str | None = None
    sure: bool = False
    places: list[Place] = field(default_factory=list)


class Column(Struct, kw_only=True, omit_defaults=True):
    """A column of a table, what it was taken for, and what else it could be."""

    block: int
    index: int
    letter: str
    heading: str = ""
    role: str = "ignored"
    confidence: float = 0.0
    alternatives: list[str] = field(default_factory=list)
    samples: list[str] = field(default_factory=list)
    doubtful: bool = False
    hidden: bool = False
    made: bool = False
    """Put together of other columns: the file itself does not have it."""


class Table(Struct, kw_only=True, omit_defaults=True):
    """One table of the file: a run of person rows under one heading."""

    sheet: str
    first_row: int
    last_row: int
    fingerprint: str
    headings: list[str]
    people: int = 0
    total: int = 0
    used: bool = True


class Line(Struct, kw_only=True, omit_defaults=True, gc=False):
    """One person's deduction on one row of the file.  `amount` is øre, positive when deducted.

    Outside the garbage collector: there may be 100 000, and none holds another.
    """

    row: int
    amount: int
    name: str = ""
    national_id: str | None = None
    employee_no: str | None = None
    member_no: str | None = None
    sheet: str = ""
    period: str | None = None
    orgnr: str | None = None
    union: str | None = None
    marks: list[str] = field(default_factory=list)
    key: str = ""
    """Our own row key, and the employer's remark: only from our template."""
    remark: str = ""


class ControlTotal(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A sum printed in the file.  `fits` says whether the lines add up to it."""

    amount: int
    fits: bool
    place: Place
    grand: bool = False


class FirstRows(Struct, frozen=True, kw_only=True):
    """The file's own first rows of a table, for the mapping step.  `rows` are (row number, cells)."""

    sheet: str
    letters: list[str]
    rows: list[tuple[int, list[str]]]


class Answers(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the person has said, or what was remembered.  Reading again with these settles the questions."""

    columns: dict[str, str] = field(default_factory=dict)
    """Role by column key, '0' in every table or '1:0' in the second one."""
    period: str | None = None
    orgnr: str | None = None
    sheets: list[str] | None = None
    union_rows: Literal["named", "all"] | None = None
    include_hidden: bool | None = None
    include_struck: bool | None = None
    below_total: bool | None = None
    """Whether people below the last sum count."""
    wage_types: list[str] | None = None
    scale: Literal["kroner", "ore"] | None = None
    sign: Literal["as_printed", "turned"] | None = None
    accepted: list[str] = field(default_factory=list)
    """Codes of questions answered with «yes, as you read it»."""

    @property
    def is_something(self) -> bool:
        return self != Answers()


class Reading(Struct, kw_only=True, omit_defaults=True):
    """The answer to «what does this file say?».

    `status` 'lines' can be taken as it is, 'ask' has `question` (the first of `open_questions`) and the proposal
    filled in, 'reject' has `reason`.  Sums are øre.  `others` are lines that the file gives to another union.
    """

    file: str
    status: Literal["lines", "ask", "reject"]
    kind: str = ""
    reason: str = ""
    values: dict[str, str] = field(default_factory=dict)
    question: Question | None = None
    open_questions: list[Question] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    period: Fact = field(default_factory=Fact)
    periods: list[str] = field(default_factory=list)
    orgnr: Fact = field(default_factory=Fact)
    company: Fact = field(default_factory=Fact)
    union: Fact = field(default_factory=Fact)
    tables: list[Table] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    others: list[Line] = field(default_factory=list)
    other_unions: list[str] = field(default_factory=list)
    total: int = 0
    people: int = 0
    control_totals: list[ControlTotal] = field(default_factory=list)
    total_fits: bool | None = None
    first_rows: list[FirstRows] = field(default_factory=list)
    fingerprint: str = ""

    @property
    def at_zero(self) -> int:
        """How many of the people come to nothing."""
        sums: dict[str, int] = {}
        for line in self.lines:
            key = line.key or line.national_id or f"{line.employee_no or line.member_no or ''}/{fold(line.name)}"
            sums[key] = sums.get(key, 0) + line.amount
        return sum(1 for ore in sums.values() if not ore)


class Request(Struct, frozen=True):
    """What the process behind the fence is told; the file's bytes follow it."""

    name: str
    union: str
    aliases: tuple[str, ...] = ()
    register: Register | None = None
    answers: Answers = field(default_factory=Answers)
    here: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The installation's unions, with their other names."""
    limited: bool = False
    """Whether a list of more than `MOST_LINES` is refused: for the web, and not on the command line."""


def within_limits(reading: Reading) -> Reading:
    """The reading, or a refusal where it has more lines than we take on: they would slow down everybody else."""
    most = MOST_LINES if reading.status == "lines" else 4 * MOST_LINES
    if len(reading.lines) <= most and len(reading.lines) + len(reading.others) <= 4 * MOST_LINES:
        return reading
    lines = len(reading.lines) if len(reading.lines) > most else len(reading.lines) + len(reading.others)
    values = {"lines": _grouped(lines), "most": _grouped(MOST_LINES)}
    return Reading(file=reading.file, status="reject", kind=reading.kind, reason="many_lines", values=values)


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\u00a0")
