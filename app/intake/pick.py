"""The amount's columns, once chosen."""

from dataclasses import dataclass, field

from app.intake.money import Money


@dataclass(slots=True)
class Pick:
    """The columns whose sum is the amount, what speaks against it, and what else it could be."""

    columns: list[int] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    rivals: list[int] = field(default_factory=list)
    only_filled: bool = False
    sparse: bool = False
    """Whether it is filled for few, so that the others may be no members at all."""
    marks: dict[int, str | None] = field(default_factory=dict)
    monies: list[Money] = field(default_factory=list)
    none_found: bool = False
    register_share: float | None = None
    in_ore: bool = False
    """Whether the heading itself says that the whole numbers are øre."""
    anothers: list[str] = field(default_factory=list)
    """The headings of other unions' columns, where these are all that the chosen one adds up."""
    by_month: dict[int, str] = field(default_factory=dict)
    """The month of each column, where every month is a line of its own."""


def row_sums(chosen: list[Money]) -> list[int]:
    """Øre for each person row, the chosen columns added."""
    if not chosen:
        return []
    return [sum(money.ore[n] or 0 for money in chosen) for n in range(len(chosen[0].ore))]
