"""What is collected from one table, before anything is settled."""

from dataclasses import dataclass, field

from app.intake.cells import Cell, text_of
from app.intake.headings import code_key
from app.intake.pick import Pick
from app.intake.reading import Line, Place
from app.intake.rows import Walked


@dataclass(slots=True)
class Printed:
    """A sum printed in the file, after how many lines of its table it stands."""

    amount: int
    place: Place
    after: int
    grand: bool
    label: str
    hidden: bool = False


@dataclass(slots=True)
class Collected:
    """The lines of one table, as printed, with the sums and the rows that puzzle."""

    walked: Walked
    pick: Pick
    lines: list[Line] = field(default_factory=list)
    hidden: list[bool] = field(default_factory=list)
    printed: list[Printed] = field(default_factory=list)
    odd: list[Place] = field(default_factory=list)
    strangers: list[Place] = field(default_factory=list)
    """Rows with a name and an amount but no id, where the others have one."""
    undone: list[Place] = field(default_factory=list)
    """Rows that a legend says were not deducted."""
    aside: list[Place] = field(default_factory=list)
    """Rows below «Tidligere innrapportert, kun til orientering»."""
    unread: list[Place] = field(default_factory=list)
    wage_types: dict[str, int] = field(default_factory=dict)
    headed: dict[int, str] = field(default_factory=dict)
    """By the line's id(): the kind of deduction that a row above names, where the lines name none themselves."""
    remarks: list[Place] = field(default_factory=list)
    foreign: bool = False
    blank: int = 0
    cellwise_union: bool = False
    texts: list[str] = field(default_factory=list)

    def drop_blank(self) -> None:
        """Take out the last line, which has no amount: what stands below it is that person's."""
        self.headed.pop(id(self.lines.pop()), None)
        self.hidden.pop()
        self.blank -= 1


@dataclass(slots=True)
class Section:
    """What the notes above a line say; None where they say nothing."""

    union: str | None = None
    period: str | None = None
    orgnr: str | None = None
    codes: dict[str, str] = field(default_factory=dict)
    """The unions' codes, as a legend gives them, and the column that holds them."""
    code_column: int | None = None
    undone: frozenset[str] = frozenset()
    """Codes that a legend explains as not deducted («F = slettet før kjøring»), and the column that holds them."""
    undone_column: int | None = None
    heading: str = ""
    """«Organisasjonskode: 12» above the first lines (`kinds.is_coded_section`)."""

    def says_undone(self, cells: list[Cell]) -> bool:
        """Whether a row bears one of the codes of what was not deducted."""
        column = self.undone_column
        return column is not None and column < len(cells) and code_key(text_of(cells[column])) in self.undone
