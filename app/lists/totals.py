"""What a list adds up to: counters that every save changes by the difference it makes.

So a list of 5 000 costs what a small one does; a test recomputes them after random histories.
"""

from typing import NamedTuple

from app.lists.line import Line


class Counters(NamedTuple):
    """Amounts in øre, the rest are numbers of lines.  `unknown`: lines whose expected amount nobody knows."""

    people: int = 0
    expected: int = 0
    unknown: int = 0
    deducted: int = 0
    changed: int = 0
    ended: int = 0
    added: int = 0
    not_deducted: int = 0
    problems: int = 0

    def plus(self, other: "Counters") -> "Counters":
        return Counters(*(a + b for a, b in zip(self, other, strict=True)))

    def minus(self, other: "Counters") -> "Counters":
        return Counters(*(a - b for a, b in zip(self, other, strict=True)))


NOTHING = Counters()


class BesideLast(NamedTuple):
    """The people whose dues nobody knows beforehand and of whom nothing else is said, against the month before."""

    same: int = 0
    other: int = 0
    unknown: int = 0

    @property
    def people(self) -> int:
        return sum(self)


def counted(line: Line) -> Counters:
    """What one line adds to its list."""
    return Counters(
        people=1,
        expected=line.expected or 0,
        unknown=int(line.is_percent),
        deducted=line.deducted or 0,
        changed=int(line.status == "CHANGED"),
        ended=int(line.status == "ENDED"),
        added=int(line.status == "ADDED"),
        not_deducted=int(line.is_not_deducted),
        problems=int(line.problem is not None),
    )


def summed(lines: list[Line]) -> Counters:
    """What all lines add up to."""
    total = NOTHING
    for line in lines:
        total = total.plus(counted(line))
    return total
