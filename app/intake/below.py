"""Lines below a person: the amounts that they end with, where these stand, and the rows that are made of them."""

import re
from dataclasses import dataclass, field

from app.intake.cells import Cell, Sheet, text_of
from app.intake.heads import is_heading
from app.intake.month_names import HERE

_MONEY = re.compile(
    r"[-−(]?(?:kr\.? ?)?\d[\d .,\u00a0\u202f']*(?:[.,]\d\d ?[-−)]?|,[-–])(?: ?kr)?|kr\.? ?\d{1,3}(?:[ .]?\d{3})*"
)


_RATE = re.compile(r"\d[\d.,]* ?%")
MONTH = re.compile(rf"20[2-4]\d[./-](?:0[1-9]|1[0-2])|(?:{'|'.join(sorted(HERE))})\.? 20[2-4]\d", re.I)
"""«2026.04», «Juli 2026» in front of the month's amounts."""


def is_money(cell: Cell, *, whole: bool = False) -> bool:
    """An amount with its decimals; where other cells say that it is one, a number without them too."""
    if isinstance(cell, str):
        return _MONEY.fullmatch(cell) is not None and not MONTH.fullmatch(cell)
    return (isinstance(cell, float) and (whole or not cell.is_integer())) or (whole and isinstance(cell, int))


def numbers_at_end(parts: list[Cell]) -> list[Cell]:
    """The amounts that a line ends with; a rate between two of them counts too («36 180,41  1,50 %  542,71»)."""
    numbers: list[Cell] = []
    for part in reversed(parts):
        if not (is_money(part) or (numbers and isinstance(part, str) and _RATE.fullmatch(part))):
            break
        numbers.insert(0, part)
    return numbers[1:] if numbers and not is_money(numbers[0]) else numbers


def places(sheet: Sheet, n: int) -> list[float]:
    """Where a row's parts stand."""
    if n in sheet.segments and n in sheet.lefts:
        return sheet.lefts[n]
    return [float(k) for k, cell in enumerate(sheet.rows[n]) if cell != ""]


@dataclass(slots=True)
class Rows:
    """A new sheet's rows with where they come from."""

    old: Sheet
    rows: list[list[Cell]]
    numbers: list[int] = field(default_factory=list)
    segments: dict[int, list[str]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)

    def add(self, n: int, row: list[Cell], segments: list[str] | None = None) -> None:
        """A row that comes from row `n` of the old sheet."""
        if segments is not None:
            self.segments[len(self.rows)] = segments
        if n in self.old.hidden_rows:
            self.hidden.add(len(self.rows))
        self.rows.append(row)
        self.numbers.append(self.old.numbers[n])

    def sheet(self) -> Sheet:
        """The new sheet."""
        made = Sheet(self.old.name, self.rows, self.numbers, hidden=self.old.hidden, hidden_rows=frozenset(self.hidden))
        made.segments = self.segments
        return made


def as_note(parts: list[Cell]) -> list[Cell]:
    """A row between the people; what is on top of each page is no head of the columns made here."""
    return ["   ".join(map(text_of, parts))] if is_heading(parts) else list(parts)
