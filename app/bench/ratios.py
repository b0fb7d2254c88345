"""Processor time of the app for each request, beside a bare one: in turns, so that both meet the same noise."""

import statistics
import time
from collections.abc import Callable, Iterator
from itertools import cycle

from app.bench.client import Person
from app.bench.place import Installation
from app.bench.world import World

BARE = "/dev/bare"
TURN = 0.008
"""Seconds of processor time in one turn, about: long against the clock, short against what else the machine does."""

Work = Callable[[], object]


class Ratios:
    """Milliseconds by name: `bare` first."""

    def __init__(self, milliseconds: dict[str, float]) -> None:
        self.milliseconds = milliseconds

    def of(self, name: str) -> float:
        """How many bare requests one of these costs."""
        return self.milliseconds[name] / self.milliseconds["bare"]


def measure_ratios(installation: Installation, world: World, seconds: float) -> Ratios:
    """Every kind of request in turns with bare ones, for so long; the medians."""
    anna, accountant = Person(installation.port, world.anna), Person(installation.port, world.accountant)
    try:
        return Ratios(_in_turns(installation, anna, _kinds(world, anna, accountant), seconds))
    finally:
        anna.close()
        accountant.close()


def _kinds(world: World, anna: Person, accountant: Person) -> dict[str, Work]:
    lists = world.lists
    return {
        "grid of 200": _page(anna, lists["200"].path),
        "grid of 5000": _page(anna, lists["5000"].path),
        "grid, all changed": _page(anna, lists["changed"].path),
        "save in 200": _saves(anna, lists["200"].path),
        "save in 5000": _saves(anna, lists["5000"].path),
        "home": _page(anna, lists["25"].home),
        "review": _page(anna, f"{lists['changed'].path}/review"),
        "submissions": _page(anna, lists["25"].submissions),
        "employers": _page(accountant, "/employers"),
    }


def _page(person: Person, path: str) -> Work:
    request = person.request("GET", path)

    def work() -> None:
        if (answer := person.ask(request)).status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")

    return work


def _saves(person: Person, path: str) -> Work:
    """In the rows of the second page: those of the first stay as the union expects them."""
    versions = person.read_grid(f"{path}?page=2")
    turns = _amounts(list(versions))

    def work() -> None:
        n, amount = next(turns)
        answer = person.ask(person.save(path, n, versions[n], amount))
        if answer.status != 200:
            raise RuntimeError(f"{path}: saving answered {answer.status}")
        versions[n] += 1

    return work


def _amounts(rows: list[int]) -> Iterator[tuple[int, str]]:
    """Row after row, always another amount than before."""
    for turn in cycle(range(97)):
        for n in rows:
            yield n, f"{300 + turn},50"


def _in_turns(installation: Installation, anna: Person, kinds: dict[str, Work], seconds: float) -> dict[str, float]:
    bare = _page(anna, BARE)
    turns = {name: _turn_of(work) for name, work in kinds.items()}
    bare_turn = _turn_of(bare)
    found: dict[str, list[float]] = {"bare": [], **{name: [] for name in kinds}}
    until = time.monotonic() + seconds
    while time.monotonic() < until or len(found["bare"]) < 3 * len(kinds):
        for name, work in kinds.items():
            found["bare"].append(_cost(installation, bare, bare_turn))
            found[name].append(_cost(installation, work, turns[name]))
    return {name: statistics.median(costs) for name, costs in found.items()}


def _turn_of(work: Work) -> int:
    """How many of these make a turn; warms up too."""
    for _ in range(3):
        work()
    begun = time.monotonic()
    for _ in range(3):
        work()
    return max(2, min(30, round(TURN / ((time.monotonic() - begun) / 3))))


def _cost(installation: Installation, work: Work, times: int) -> float:
    before = installation.cpu()
    for _ in range(times):
        work()
    return (installation.cpu() - before) / times * 1000


def sign_in_cost(installation: Installation, world: World, times: int = 4) -> float:
    """Milliseconds of processor time for signing in, most of which guards the password."""
    before = installation.cpu()
    for _ in range(times):
        somebody = Person(installation.port)
        somebody.sign_in(world.email, world.password)
        somebody.close()
    return (installation.cpu() - before) / times * 1000
