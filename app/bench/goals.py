"""What was to be reached, and whether it was.  A goal is missed when it is so by more than the noise of a machine."""

from typing import NamedTuple

MET, CLOSE, MISSED, SHOWN = "ok", "close", "missed", ""
RATIO_NOISE = 1.15
SAVE = {"sqlite": 4.0, "postgres": 6.0}
GRID = 15.0
LONG_LIST, LONG_LIST_NOISE = 1.1, 1.25
SAVES_A_SECOND, P99 = 1000.0, 50.0
MEMORY = 130
START, START_NOISE = 3.0, 2.0
IMPORT_SECONDS, MAKE_SECONDS, COMMAND_MEMORY = 90.0, 60.0, 400
QUIET = 0.25
"""Processors' worth of others' work beside which a rate can still be judged."""


class Figure(NamedTuple):
    """One line of the table."""

    what: str
    value: float
    unit: str = ""
    goal: str = ""
    verdict: str = SHOWN
    beside: str = ""


def at_most(what: str, value: float, goal: float, unit: str = "", *, noise: float = 1.0, beside: str = "") -> Figure:
    """Met up to the goal, close up to the noise above it."""
    verdict = MET if value <= goal else CLOSE if value <= goal * noise else MISSED
    return Figure(what, value, unit, f"≤ {goal:g}", verdict, beside)


def rate(what: str, value: float, goal: float, unit: str, *, busy: float, beside: str = "") -> Figure:
    """At least the goal; on a machine that does other work meanwhile the figure is only shown."""
    verdict = MET if value >= goal else CLOSE if busy > QUIET else MISSED
    return Figure(what, value, unit, f"≥ {goal:g}", verdict, beside)
