"""Many at once: answers a second, how long they take, and whether everything that was answered was kept."""

import asyncio
import re
import time
from collections.abc import Callable
from typing import NamedTuple

from app.bench.client import Line, Person, connect
from app.bench.place import Installation
from app.bench.world import Place, World

_SHOWN = re.compile(r'id="b-(\d+)" name="b-\d+" form="list" value="([^"]*)"')

Requests = Callable[[int], Callable[[], bytes]]
"""For the n-th client: what makes its next request."""


class Flow(NamedTuple):
    """What went through at `clients` at a time; times in milliseconds, `cpu` the app's for each answer."""

    name: str
    clients: int
    a_second: float
    p50: float
    p99: float
    cpu: float


def pages(person: Person, path: str) -> Requests:
    """The same page again and again."""
    request = person.request("GET", path)
    return lambda _: lambda: request


class Cells:
    """Every client types into a cell of its own; remembers what was sent last and is answered."""

    def __init__(self, person: Person, places: list[Place]) -> None:
        grids = [(place.path, person.read_grid(place.path)) for place in places]
        longest = max(len(rows) for _, rows in grids)
        self.person = person
        self.cells = [(path, n) for at in range(longest) for path, rows in grids for n in list(rows)[at : at + 1]]
        self.versions = {(path, n): version for path, rows in grids for n, version in rows.items()}
        self.answered: dict[tuple[str, int], str] = {}

    def __call__(self, client: int) -> Callable[[], bytes]:
        path, n = self.cells[client % len(self.cells)]
        turn = 0

        def next_request() -> bytes:
            nonlocal turn
            if turn:
                self.answered[path, n] = f"{400 + (turn - 1) % 89},00"
            version = self.versions[path, n] + turn
            turn += 1
            return self.person.save(path, n, version, f"{400 + (turn - 1) % 89},00")

        return next_request


def flow(installation: Installation, name: str, requests: Requests, clients: int, seconds: float) -> Flow:
    """So many clients, each asking again as soon as it is answered.  Raises RuntimeError when one is refused."""
    before = installation.cpu()
    took = asyncio.run(_crowd(installation.port, requests, clients, seconds))
    cpu = (installation.cpu() - before) / len(took) * 1000
    took.sort()
    p50, p99 = (took[int(len(took) * part)] * 1000 for part in (0.5, 0.99))
    return Flow(name, clients, len(took) / seconds, p50, p99, cpu)


async def _crowd(port: int, requests: Requests, clients: int, seconds: float) -> list[float]:
    lines = [await connect(port) for _ in range(clients)]
    until = time.monotonic() + seconds
    try:
        found = await asyncio.gather(*(_one(line, requests(n), until) for n, line in enumerate(lines)))
    finally:
        for line in lines:
            line.close()
    return [each for some in found for each in some]


async def _one(line: Line, next_request: Callable[[], bytes], until: float) -> list[float]:
    took = []
    while (begun := time.monotonic()) < until:
        status, body = await line.ask(next_request())
        took.append(time.monotonic() - begun)
        if status != 200:
            raise RuntimeError(f"answered {status}: {body[:200]!r}")
    next_request()  # tells that the last one was answered
    return took


def lost_after_kill(installation: Installation, world: World, clients: int, seconds: float) -> tuple[int, int]:
    """Type at so many places in one list, `kill -9`, start again: how many cells were answered, how many are lost."""
    place = world.lists["200"]
    anna = Person(installation.port, world.anna)
    cells = Cells(anna, [place])
    flow(installation, "kept", cells, clients, seconds)
    installation.kill()
    anna.close()
    installation.start()
    again = Person(installation.port, world.anna)
    page = again.page(f"{place.path}?size=200").decode()
    again.close()
    shown = {int(n): text for n, text in _SHOWN.findall(page)}
    return len(cells.answered), sum(shown.get(n) != text for (_, n), text in cells.answered.items())
