"""Everything that speaks for or against a reading, while it is being settled."""

from dataclasses import dataclass, field
from datetime import date

from app.intake.cells import Sheet
from app.intake.collected import Collected
from app.intake.facts import Candidate
from app.intake.headings import fold
from app.intake.reading import Answers, Line, Place, Question, Reading
from app.intake.register import Register
from app.intake.totals import Checked
from app.intake.unions import Unions


@dataclass(slots=True)
class Case:
    """Everything that speaks for or against; `decide` turns it into the reading."""

    reading: Reading
    answers: Answers
    unions: Unions
    register: Register | None
    tables: list[Collected]
    periods: list[Candidate]
    orgnrs: list[Candidate]
    name: str
    sheets: list[Sheet] = field(default_factory=list)
    """As they came, those that are hidden left out."""
    preamble_unions: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    foot_days: list[date] = field(default_factory=list)
    """Those below the list, which are hardly its month's own."""
    years: list[str] = field(default_factory=list)
    own_years: set[str] = field(default_factory=set)
    """Years behind a label of their own."""
    misprinted: list[Place] = field(default_factory=list)
    strange_unions: list[Place] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)
    checked: Checked = field(default_factory=Checked)

    def ask(self, question: Question) -> None:
        """Unless it has been answered: by its field, or by «yes, as you read it»."""
        if question.code in self.answers.accepted:
            return
        if question.about not in ("accepted", "columns") and getattr(self.answers, question.about) is not None:
            return
        self.questions.setdefault(question.code, question)

    def warn(self, code: str) -> None:
        if code not in self.reading.warnings:
            self.reading.warnings.append(code)


def all_lines(case: Case) -> list[Line]:
    return [line for table in case.tables for line in table.lines]


def person_key(line: Line) -> str:
    return line.national_id or f"{line.employee_no or line.member_no or ''}/{fold(line.name)}"
