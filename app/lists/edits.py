"""What somebody wants of a line."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from app.lists.line import Line


class Edit(NamedTuple):
    """What somebody wants of one line, and the version of it that they had before their eyes."""

    n: int
    seen: int
    change: Callable[[Line], Line]


def amount(n: int, seen: int, ore: int) -> Edit:
    """Set the deducted amount, in øre."""
    return Edit(n, seen, lambda line: msgspec.structs.replace(line, deducted=ore))


def end(n: int, seen: int, on: dt.date | None, reason: str | None) -> Edit:
    """Set the last day of deduction with its reason, or take both away."""
    return Edit(n, seen, lambda line: msgspec.structs.replace(line, end_on=on, end_reason=reason if on else None))


def comment(n: int, seen: int, text: str) -> Edit:
    """Set the comment; an empty one takes it away."""
    return Edit(n, seen, lambda line: msgspec.structs.replace(line, comment=text or None))


def both(*edits: Edit) -> Edit:
    """Several edits of the same line as one."""

    def change(line: Line) -> Line:
        for edit in edits:
            line = edit.change(line)
        return line

    return Edit(edits[0].n, edits[0].seen, change)
