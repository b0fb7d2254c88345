"""Typed cells with their place: the one form that every kind of file is brought to."""

import re
from dataclasses import dataclass, field
from datetime import date

Cell = str | int | float | date
"""What stands in a cell; the empty one is ''."""

MAX_ROWS, MAX_COLUMNS, MAX_CELLS = 200_000, 500, 5_000_000


class Unreadable(Exception):
    """The file cannot be read as a list.  `reason` is one of the codes in `sentences.REASONS`."""

    def __init__(self, reason: str, **values: str) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values


@dataclass(slots=True)
class Sheet:
    """A grid of cells.  `numbers` holds the file's own row (or print line) number of each row, counted from 1."""

    name: str
    rows: list[list[Cell]]
    numbers: list[int] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    made_columns: frozenset[int] = frozenset()
    """Columns that we made of others, and the file does not have."""
    segments: dict[int, list[str]] = field(default_factory=dict)
    """For print (PDF, fixed width): what stands together on a line, where the columns say nothing."""
    lefts: dict[int, list[float]] = field(default_factory=dict)
    """For print: where the segments of a line begin."""
    close: frozenset[int] = frozenset()
    """For PDF: rows that stand closer to the one above than people's rows do; what is wrapped continues there."""
    unsure: list[int] = field(default_factory=list)
    """For print: rows with words that may belong to a name on the row above or below."""
    first_column: int = 0
    counting: frozenset[int] = frozenset()
    """Columns that count the people on through lists beside each other: nobody's numbers."""
    turned: bool = False
    struck: dict[int, int] = field(default_factory=dict)
    """Cells that are struck through, as the file has them (`struck.py`): nothing that is made of the sheet has them."""

    def __post_init__(self) -> None:
        if not self.numbers:
            self.numbers = list(range(1, len(self.rows) + 1))

    def emptied(self) -> "Sheet":
        """A sheet of the same name without rows, to be filled with what is made of these."""
        return Sheet(self.name, [], [], hidden=self.hidden)

    def add(self, row: list[Cell], number: int) -> None:
        """Put a row, with its number in the file, below the others."""
        self.rows.append(row)
        self.numbers.append(number)

    def parts(self, row: int) -> list[Cell]:
        """The row's cells that say something, in order."""
        if row in self.segments:
            return list(self.segments[row])
        return [cell for cell in self.rows[row] if cell != ""]


@dataclass(slots=True)
class Book:
    """A file as sheets.  `kind` is what it was recognised as, `notes` what the reading should warn of."""

    kind: str
    sheets: list[Sheet]
    notes: list[str] = field(default_factory=list)


def text_of(cell: Cell) -> str:
    """A cell as a person would read it."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.2f}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def in_words(cell: Cell) -> bool:
    """Whether a cell has letters."""
    return isinstance(cell, str) and _LETTER.search(cell) is not None


_LETTER = re.compile(r"[^\W\d_]")


def column_letter(index: int) -> str:
    """'A' for 0, 'AA' for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
