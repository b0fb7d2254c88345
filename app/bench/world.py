"""`python -m app.bench.world`: what is measured on, made by the features' own actions in the empty database that the
environment names; says where everything is, as JSON."""

import asyncio
import sys
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from app import clock, db
from app.accounts.actions import begin, create_user
from app.accounts.actions.declarations import accept
from app.accounts.principal import Principal
from app.accounts.queries import declarations_for
from app.bench.big_register import AMOUNTS, FIRST, HEADINGS, LAST, national_ids, orgnrs
from app.employers.actions import grant, make_agreement, make_employer
from app.lists import edits
from app.lists.actions.edit import save
from app.lists.actions.make import make_list, make_lists
from app.lists.actions.send import send
from app.lists.queries import lines_of, list_for
from app.members.actions.take_over import import_register
from app.migrate import migrate
from app.settings import settings
from app.unions.actions import make_union
from app.unions.queries import TheUnion, union_by_slug
from app.values.period import add_months, last_day, period_of

BY = Principal("cli", 0, "portal bench")
PASSWORD = "seksten ganske vanlige tegn"  # noqa: S105
SIZES = {"25": 25, "200": 200, "5000": 5000, "changed": 100}
MONTHS_SENT = 12


class Place(msgspec.Struct):
    """An employer with its list of this month."""

    employer_id: int
    list_id: int = 0
    agreement_id: int = 0

    @property
    def home(self) -> str:
        return f"/e/{self.employer_id}/home"

    @property
    def submissions(self) -> str:
        return f"/e/{self.employer_id}/submissions"

    @property
    def path(self) -> str:
        return f"/e/{self.employer_id}/lists/{self.list_id}"


class World(msgspec.Struct):
    """Where everything is.  Anna delivers for the `lists`, an accountant for the `small` ones: what is kept of them
    here are their sessions."""

    anna: str
    accountant: str
    email: str = "anna@maaling.example"
    password: str = PASSWORD
    lists: dict[str, Place] = {}
    small: list[Place] = []


async def make_world(small: int) -> World:
    """Lists of SIZES, each of an employer of its own, and `small` employers with eight people."""
    sizes = [*SIZES.values(), *([8] * small)]
    union_id = await make_union(slug="maaling", name="Målerforbundet", orgnr="974760673", by=BY)
    union = await union_by_slug("maaling")
    numbers = list(islice(orgnrs(), len(sizes)))
    places = [await _employer(union_id, n, orgnr) for n, orgnr in enumerate(numbers)]
    await _register(union, dict(zip(numbers, sizes, strict=True)))
    period = period_of(clock.today())
    await make_lists(union, period, by=BY)
    made = await db.rows("SELECT id, employer_id FROM deduction_list WHERE period = ?", period)
    found = {one["employer_id"]: one["id"] for one in made}
    for place in places:
        place.list_id = found[place.employer_id]
    lists, rest = dict(zip(SIZES, places, strict=False)), places[len(SIZES) :]
    world = World(
        anna=await _user("anna@maaling.example", "Anna Måler", places[: len(SIZES)]),
        accountant=await _user("regnskap@maaling.example", "Regnskap AS", rest),
        lists=lists,
        small=rest,
    )
    await _change_all(world.lists["changed"], period)
    await _send_a_year(world.lists["25"], period)
    return world


async def _employer(union_id: int, n: int, orgnr: str) -> Place:
    name = f"{LAST[n % len(LAST)]} {LAST[n * 7 % len(LAST)]} {n} AS"
    employer_id = await make_employer(orgnr=orgnr, name=name, by=BY)
    agreement_id = await make_agreement(union_id=union_id, employer_id=employer_id, by=BY)
    return Place(employer_id, agreement_id=agreement_id)


async def _register(union: TheUnion, sizes: dict[str, int]) -> None:
    path, ids, n = settings().data_dir / "register.csv", national_ids(), 0
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADINGS)
        for orgnr, size in sizes.items():
            for _ in range(size):
                name = f"{FIRST[n * 17 % len(FIRST)]} {LAST[n * 29 % len(LAST)]}"
                file.write(f"{40_000 + n};{next(ids)};{name};{orgnr};{AMOUNTS[n % len(AMOUNTS)]};2020-01-01;\n")
                n += 1
    outcome = await import_register(union, path, by=BY)
    if outcome.rejected:
        raise RuntimeError(f"the register of the measuring has faults: {outcome.rejects[:3]}")


async def _user(email: str, name: str, places: list[Place]) -> str:
    """Somebody who delivers for them, and is signed in: the session's token."""
    user_id = await create_user("EMPLOYER", email, name, by=BY, password=PASSWORD)
    await grant(user_id, [place.agreement_id for place in places], "SUBMIT", by=BY)
    who = Principal("user", user_id, name)
    await accept([one.id for one in await declarations_for(who)], by=who)
    return await begin("USER", user_id=user_id)


async def _change_all(place: Place, period: str) -> None:
    """Every row says something: another amount, a comment, here and there an end date."""
    the_list = await list_for(BY, place.employer_id, place.list_id)
    wanted = []
    for line in await lines_of(the_list):
        cells = [edits.amount(line.n, line.version, 12_300 + line.n), edits.comment(line.n, line.version, "Deltid")]
        if line.n % 3 == 0:
            cells.append(edits.end(line.n, line.version, last_day(period), "LEFT"))
        wanted.append(edits.both(*cells))
    await save(the_list, wanted, by=BY)


async def _send_a_year(place: Place, period: str) -> None:
    for back in range(1, MONTHS_SENT + 1):
        made = await make_list(place.agreement_id, add_months(period, -back), by=BY)
        the_list = await list_for(BY, place.employer_id, made)
        await send(the_list, by=BY, seen=the_list.version)


async def _main(small: int, answer: Path) -> None:
    await migrate()
    await db.start()
    try:
        answer.write_bytes(msgspec.json.encode(await make_world(small)))  # noqa: ASYNC240
    finally:
        await db.stop()


def read_world(answer: Path) -> World:
    """What was said."""
    return msgspec.json.decode(answer.read_bytes(), type=World)


if __name__ == "__main__":
    arguments: list[Any] = sys.argv[1:]
    asyncio.run(_main(int(arguments[0]), Path(arguments[1])))
