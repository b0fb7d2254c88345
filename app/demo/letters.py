"""Letters in the demo: some that staff posted during the year, and what the portal makes of a register that changes."""

import asyncio
import csv
import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app import clock, db
from app.accounts.principal import Principal
from app.crypto import unseal
from app.demo.assemble import DEMO, Cast
from app.demo.cast import FJELL, NORDLYS
from app.demo.people import name
from app.demo.register import HEADINGS
from app.i18n import speaking
from app.letters.actions.notices import begin, make
from app.letters.actions.place import place
from app.letters.actions.reading import mark_downloaded
from app.letters.actions.receive import receive
from app.letters.queries.inbox import some_letters
from app.letters.sample import sample
from app.letters.typeset import typeset
from app.members.actions.take_over import import_register
from app.values.kroner import plain_kroner
from app.values.period import add_months, first_day, last_day, period_of

FIRMS = ("nordvik", "bakeri", "hotell", "sagbruk", "kraft", "renhold", "kommune")
PAPERS = (
    (170, "START", "Start av fagforeningstrekk", "Vi har fått et nytt medlem hos dere."),
    (120, "OTHER", "Rundskriv om satser", "Her er satsene for neste år. De gjelder fra 1. januar."),
    (60, "STOP", "Stopp av fagforeningstrekk", "Trekket skal stoppe for dem som står her."),
    (12, "START", "Start av fagforeningstrekk", "Vi har fått nye medlemmer hos dere."),
)
"""How many days ago, what about, its title, and what it says."""

WORDS = {"START": "start", "STOP": "stopp", "OTHER": "rundskriv om satser"}


@dataclass
class _File:
    """A file as it comes in."""

    name: str
    path: Path
    size: int
    sha256: str
    too_large: bool = False


async def begin_telling(cast: Cast) -> None:
    """From the first day on, employers are told of orders that start, change and stop."""
    for slug, worker in ((NORDLYS, "siri"), (FJELL, "stian")):
        union = cast.unions[slug]
        await begin(union.id, by=cast.staff[worker])
        await make(union.id)


async def post_letters(cast: Cast, paper: int) -> None:
    """One batch from Siri to some employers; one file's name says nothing, and waits to be placed by hand."""
    _, kind, title, words = PAPERS[paper]
    union, siri = cast.unions[NORDLYS], cast.staff["siri"]
    body = f"Til {{virksomhet}}\n\n{words}\n\n{{personer}}"
    with speaking("nb"):
        made = sample(union, kind, title, body, clock.today())
    with TemporaryDirectory() as folder:
        files = []
        for n, firm in enumerate(FIRMS):
            place_of = await db.row(
                "SELECT a.employer_ref, e.name, e.orgnr FROM agreement a JOIN employer e ON e.id = a.employer_id "
                "WHERE a.employer_id = ? AND a.union_id = ? ORDER BY a.employer_ref",
                *(cast.employers[firm], union.id),
            )
            if place_of is None:
                continue
            told = made._replace(employer=place_of["name"], orgnr=place_of["orgnr"], reference=f"{paper}{n:04}")
            called = f"{place_of['employer_ref']} {WORDS[kind]}.pdf"
            files.append(await _file(Path(folder), n, called, told))
        if paper == len(PAPERS) - 1:
            files.append(await _file(Path(folder), 99, "skannet brev.pdf", made))
        batch = await receive(union.id, files, kind, {}, by=siri)
    await place(batch)


async def _file(folder: Path, n: int, called: str, told: Any) -> _File:
    with speaking("nb"):
        data = await asyncio.to_thread(typeset, told)
    path = folder / f"{n}"
    path.write_bytes(data)
    return _File(called, path, len(data), hashlib.sha256(data).hexdigest())


async def change_register(cast: Cast, firms: tuple[str, ...], ids: Iterator[str], first: int) -> None:
    """The member system tells of somebody new and somebody who stops at each firm; letters and notices follow."""
    union, rows = cast.unions[NORDLYS], []
    next_month = add_months(period_of(clock.today()), 1)
    for n, firm in enumerate(firms, first):
        where = await db.row(
            "SELECT a.id, a.employer_ref, e.orgnr FROM agreement a JOIN employer e ON e.id = a.employer_id "
            "WHERE a.employer_id = ? AND a.union_id = ? ORDER BY a.employer_ref",
            *(cast.employers[firm], union.id),
        )
        assert where is not None  # noqa: S101 - the cast is ours
        at = (where["orgnr"], where["employer_ref"])
        begun = first_day(next_month).isoformat()
        rows.append((f"{4_900_000 + n}", next(ids), name(70_000 + n), *at, "489,00", *_rest(), begun, ""))
        gone = await _who_stops(where["id"])
        if gone is not None:
            ends = last_day(period_of(clock.today())).isoformat()
            rows.append((gone["member_no"], gone["digits"], gone["name"], *at, *gone["terms"], gone["starts"], ends))
    await _import(cast, rows)
    await make(union.id)


def _rest() -> tuple[str, ...]:
    return "0", "0", "0", "FIXED", "", "", ""


async def _who_stops(agreement_id: int) -> dict[str, Any] | None:
    """The one who has been there longest."""
    found = await db.row(
        """SELECT o.starts, o.dues, o.insurance, o.ou, o.local, m.id, m.member_no, m.name, m.national_id
 FROM deduction_order o JOIN member m ON m.id = o.member_id
 WHERE o.agreement_id = ? AND o.ends IS NULL AND o.basis = 'FIXED' ORDER BY o.starts, m.member_no LIMIT 1""",
        agreement_id,
    )
    if found is None:
        return None
    parts = tuple(plain_kroner(found[part]) for part in ("dues", "insurance", "ou", "local"))
    digits = unseal(found["national_id"], f"member|national_id|{found['id']}")
    return found | {"digits": digits, "terms": (*parts, "FIXED", "", "", ""), "starts": found["starts"].isoformat()}


async def _import(cast: Cast, rows: list[tuple[str, ...]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "register.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerows([HEADINGS, *rows])
        await import_register(cast.unions[NORDLYS], path, by=DEMO)


def plan_letters(year: Any) -> None:
    """Put all this into the year, at its times."""
    cast, now = year.cast, year.now
    began = clock.now()
    year.plan(began, lambda: begin_telling(cast))
    for n, (ago, *_) in enumerate(PAPERS):
        moment = now - dt.timedelta(days=ago, hours=2)
        year.plan(moment, lambda n=n: post_letters(cast, n))
    year.plan(now - dt.timedelta(days=45), lambda: change_register(cast, ("nordvik", "kraft"), year.ids, 0))
    year.plan(now - dt.timedelta(days=4), lambda: change_register(cast, ("nordvik", "hotell"), year.ids, 50))
    year.plan(now - dt.timedelta(days=2), lambda: _fetch(cast, cast.people["anna"]))


async def _fetch(cast: Cast, anna: Principal) -> None:
    """Anna has looked at what came first."""
    letters = await some_letters(anna, cast.employers["nordvik"], clock.today(), None, 100)
    await mark_downloaded(letters[-3:], by=anna)
