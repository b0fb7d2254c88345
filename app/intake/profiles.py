"""What is counted in each column of a table, and the roles that the columns are given."""

from dataclasses import dataclass, field

from app.intake.blocks import Block
from app.intake.cells import Cell
from app.intake.headings import role_of


@dataclass(slots=True)
class Profile:
    """Counts over the sampled rows of one column."""

    index: int
    heading: str
    filled: int = 0
    ids: int = 0
    valid_ids: int = 0
    masked: int = 0
    broken: int = 0
    numbers: int = 0
    decimals: int = 0
    dates: int = 0
    words: int = 0
    people: int = 0
    numbered: int = 0
    """Names with a number before or behind them."""
    distinct: int = 0
    mark: str | None = ""
    samples: list[str] = field(default_factory=list)
    values: list[Cell] = field(default_factory=list)

    @property
    def named(self) -> str | None:
        return role_of(self.heading)

    @property
    def is_money(self) -> bool:
        return self.numbers > 0 and self.numbers >= self.filled * 0.9 and not self.ids

    @property
    def constant(self) -> bool:
        return self.filled > 1 and self.distinct == 1


@dataclass(slots=True)
class Typed:
    """A block with the places of everything but the money.  `doubts` are codes of questions."""

    block: Block
    profiles: list[Profile]
    roles: dict[str, int] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    sampled: int = 0

    def at(self, role: str) -> int | None:
        return self.roles.get(role)

    @property
    def has_ids(self) -> bool:
        return "national_id" in self.roles or "birth_date" in self.roles
