"""`portal bench`: what the main pages cost, how much goes through, and what they weigh, measured in one run."""

import argparse
import signal
import sys
import time
from contextlib import AbstractContextManager
from pathlib import Path

from app.bench import goals
from app.bench.big import measure_big
from app.bench.client import Person
from app.bench.crowd import Cells, Requests, flow, lost_after_kill, pages
from app.bench.goals import Figure, at_most, rate
from app.bench.others import Others
from app.bench.pages import weigh_pages
from app.bench.place import Installation, find_postgres, on_postgres, on_sqlite
from app.bench.ratios import BARE, Ratios, measure_ratios, sign_in_cost
from app.bench.report import Section, as_json, missed, table
from app.bench.sendings import sendings_a_second, syncs_a_second
from app.bench.world import World

SMALL = 60  # employers of eight: for saving in sixteen lists at once, and for sending
ALONE, TOGETHER = 12, 32  # lists that are sent, one at a time and sixteen at a time
CLIENTS = (1, 16, 64)


def main_bench(arguments: list[str]) -> int:
    """Measure and print; 1 when a goal was missed by more than the noise."""
    asked = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was begun is taken away again
    begun = time.monotonic()
    postgres = asked.postgres or (None if asked.sqlite_only else find_postgres())
    places: list[AbstractContextManager[Installation]] = [on_sqlite(asked.folder)]
    if postgres:
        places.append(on_postgres(postgres, asked.folder))
    sections: list[Section] = []
    for place in places:
        with place as installation:
            sections += _measure(installation, quick=asked.quick, weigh=not sections)
    if asked.full and postgres:
        with on_postgres(postgres, asked.folder) as installation:
            sections.append(("400 000 members at 10 000 employers, postgres", measure_big(installation)))
    print(as_json(sections) if asked.json else table(sections))
    if not postgres and not asked.sqlite_only:
        _say("No PostgreSQL was found: only SQLite is measured (--postgres URL).")
    wrong = missed(sections)
    _say(f"\n{time.monotonic() - begun:.0f} s. " + (f"Missed: {'; '.join(wrong)}" if wrong else "Nothing was missed."))
    return 1 if wrong else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="portal bench", description="Measure the main pages against a bare one.")
    parser.add_argument("--postgres", metavar="URL", help="a server where a database may be made (else 127.0.0.1:5432)")
    parser.add_argument("--sqlite-only", action="store_true", help="leave PostgreSQL out")
    parser.add_argument("--quick", action="store_true", help="a third of the time, and more noise")
    parser.add_argument("--full", action="store_true", help="import 400 000 members and make 10 000 lists too: minutes")
    parser.add_argument("--json", action="store_true", help="for another program")
    parser.add_argument("--folder", type=Path, help="where to put the data while measuring")
    return parser


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _measure(installation: Installation, *, quick: bool, weigh: bool) -> list[Section]:
    """One engine, from nothing."""
    engine = installation.engine
    _say(f"{engine}: making lists of 25, 100, 200 and 5000 people, and {SMALL} small ones")
    world = installation.make_world(SMALL)
    installation.start()
    took = f"{installation.start_seconds:.1f} s in all"
    start = at_most(
        "start, processor time", installation.start_cpu, goals.START, "s", noise=goals.START_NOISE, beside=took
    )
    sections: list[Section] = [("What the pages weigh, as sent", weigh_pages(installation, world))] if weigh else []
    _say(f"{engine}: processor time")
    ratios = measure_ratios(installation, world, 6 if quick else 20)
    sign_in = Figure("sign-in, form and all", sign_in_cost(installation, world), "ms")
    sections.append((f"Processor time of the app, {engine} (× bare)", [*_ratio_figures(engine, ratios), sign_in]))
    _say(f"{engine}: many at once")
    sections.append((f"Many at once, one process, {engine}", _flow_figures(installation, world, 0.5 if quick else 1.5)))
    sections.append((f"Nothing lost, and what the disk allows, {engine}", _kept_figures(installation, world, quick)))
    memory = at_most("memory after all that", installation.rss() / 1e6, goals.MEMORY, "MB")
    sections.append((f"The process, {engine}", [start, memory]))
    return sections


def _ratio_figures(engine: str, ratios: Ratios) -> list[Figure]:
    ms = ratios.milliseconds
    wanted = {"grid of 200": goals.GRID, "save in 200": goals.SAVE[engine]}
    found = [Figure("bare", ms["bare"], "ms")]
    for name in ms:
        if name == "bare":
            continue
        beside = f"{ms[name]:.2f} ms"
        if goal := wanted.get(name):
            found.append(at_most(name, ratios.of(name), goal, "×", noise=goals.RATIO_NOISE, beside=beside))
        else:
            found.append(Figure(name, ratios.of(name), "×", beside=beside))
    for what in ("grid", "save"):
        long, short = (f"{what} {'of' if what == 'grid' else 'in'} {size}" for size in (5000, 200))
        against = ms[long] / ms[short]
        noise = goals.LONG_LIST_NOISE / goals.LONG_LIST
        found.append(at_most(f"{what}: 5000 beside 200", against, goals.LONG_LIST, "×", noise=noise))
    return found


def _flow_figures(installation: Installation, world: World, seconds: float) -> list[Figure]:
    person = Person(installation.port, world.accountant)
    anna = Person(installation.port, world.anna)
    found = []
    for clients in CLIENTS:
        busy = Others(installation)
        kinds: dict[str, Requests] = {
            "bare": pages(anna, BARE),
            "grid": pages(anna, world.lists["200"].path),
            "save": Cells(person, world.small[:16]),
        }
        flows = {name: flow(installation, name, asked, clients, seconds) for name, asked in kinds.items()}
        others = busy.so_far()
        for name, one in flows.items():
            beside = f"p50 {one.p50:.1f} ms, p99 {one.p99:.1f} ms, {one.cpu:.2f} ms of processor each"
            what = f"{name}, {clients} client{'s' if clients > 1 else ''}"
            if name == "save" and clients == 16 and installation.engine == "sqlite":
                found.append(
                    rate(
                        what,
                        one.a_second,
                        goals.SAVES_A_SECOND,
                        "/s",
                        busy=others,
                        beside=f"{beside}; {others:.1f} processors' worth of others' work",
                    )
                )
                late = at_most(f"{what}: p99", one.p99, goals.P99, "ms")
                found.append(
                    late._replace(verdict=goals.CLOSE)
                    if late.verdict == goals.MISSED and others > goals.QUIET
                    else late
                )
            else:
                found.append(Figure(what, one.a_second, "/s", beside=beside))
    person.close()
    anna.close()
    return found


def _kept_figures(installation: Installation, world: World, quick: bool) -> list[Figure]:
    answered, lost = lost_after_kill(installation, world, 64, 0.7 if quick else 2)
    to_send = world.small[16:]
    disk = syncs_a_second(installation.folder, 0.5 if quick else 1)
    alone = sendings_a_second(installation, world, to_send[:ALONE], 1)
    together = sendings_a_second(installation, world, to_send[ALONE : ALONE + TOGETHER], 16)
    return [
        at_most("cells lost by kill -9 at 64 clients", lost, 0, beside=f"of {answered} typed in, each many times"),
        Figure("the disk: writes synced", disk, "/s"),
        Figure("sendings, one at a time", alone, "/s"),
        Figure("sendings, 16 at a time", together, "/s"),
    ]
