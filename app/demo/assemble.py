"""Putting the cast together: unions, employers, agreements, registers, users, and who may do what."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

from app import clock
from app.accounts.actions import create_user
from app.accounts.actions.declarations import accept
from app.accounts.actions.factors import begin_authenticator, confirm_authenticator
from app.accounts.factors import code_at
from app.accounts.principal import Principal
from app.accounts.queries import declarations_for
from app.demo.cast import ALL_FIRMS, OPERATOR, PASSWORD, PEOPLE, STAFF, UNIONS, Firm, Somebody
from app.demo.people import name, national_ids, orgnrs
from app.demo.register import Place, write_register
from app.employers.actions import add_contact, grant, make_agreement, make_employer, move
from app.members.actions.take_over import import_register
from app.unions.actions import give_role, make_union
from app.unions.queries import TheUnion, union_by_slug

DEMO = Principal("cli", 0, "portal demo")

READS_FIRST = "kari"
"""She is asked to accept the declarations when she signs in."""

Say = Callable[[str], None]


class Cast:
    """Everybody by their keys, once they are there."""

    def __init__(self, firms: Sequence[Firm] = ALL_FIRMS) -> None:
        self.firms = firms
        self.unions: dict[str, TheUnion] = {}
        self.staff: dict[str, Principal] = {}
        self.people: dict[str, Principal] = {}
        self.senders: dict[str, Principal] = {}  # by the firm's key: whoever sends its lists
        self.employers: dict[str, int] = {}
        self.agreements: dict[tuple[str, str, str], int] = {}  # firm, union, part

    def of_firm(self, key: str) -> list[int]:
        """The firm's agreements."""
        return [agreement for (firm, _, _), agreement in self.agreements.items() if firm == key]


async def assemble(data: Path, this_month: str, say: Say, firms: Sequence[Firm] = ALL_FIRMS) -> Cast:
    """Make them all, as of a moment before the year begins (`clock` is moved by the caller)."""
    cast, numbers = Cast(firms), orgnrs()
    for union in UNIONS:
        kept = union._asdict()
        await make_union(**kept, orgnr=next(numbers), by=DEMO)
        cast.unions[union.slug] = await union_by_slug(union.slug)
    orgnr_of = {firm.key: next(numbers) for firm in firms}
    for n, firm in enumerate(firms):
        await _make_firm(cast, firm, n, orgnr_of[firm.key])
    say(f"{len(UNIONS)} unions, {len(firms)} employers")
    await _registers(cast, data, orgnr_of, this_month, say)
    await _users(cast)
    return cast


async def _make_firm(cast: Cast, firm: Firm, n: int, orgnr: str) -> None:
    address = f"Demoveien {n + 1}"
    employer_id = await make_employer(
        orgnr=orgnr, name=firm.name, address=address, postcode=firm.postcode, city=firm.city, by=DEMO
    )
    cast.employers[firm.key] = employer_id
    for at, unit in enumerate(firm.units):
        cast.agreements[firm.key, unit.union, unit.part] = await make_agreement(
            union_id=cast.unions[unit.union].id,
            employer_id=employer_id,
            employer_ref=_reference(n, at),
            name=unit.part,
            invoice_address=f"{address}, {firm.postcode} {firm.city}",
            fund=unit.people > 100,
            by=DEMO,
        )


def _reference(n: int, at: int) -> str:
    return str(410_000 + n * 10 + at)


async def _registers(cast: Cast, data: Path, orgnr_of: dict[str, str], this_month: str, say: Say) -> None:
    ids, first = national_ids(), 0
    places: dict[str, list[Place]] = {union.slug: [] for union in UNIONS}
    for n, firm in enumerate(cast.firms):
        for at, unit in enumerate(firm.units):
            places[unit.union].append(Place(orgnr_of[firm.key], _reference(n, at), unit, first))
            first += unit.people
    for slug, union in cast.unions.items():
        path = data / f"{slug}.csv"
        try:
            write_register(path, places[slug], ids, this_month)
            outcome = await import_register(union, path, by=DEMO)
        finally:
            path.unlink(missing_ok=True)
        if outcome.rejected:
            raise RuntimeError(f"the demo's own register has faults: {outcome.rejects[:3]}")
    say(f"{first} members in their registers")


async def _users(cast: Cast) -> None:
    for person in PEOPLE:
        who = cast.people[person.key] = await _user(cast, person, PASSWORD)
        if person.key != READS_FIRST:
            await _accept(who)
    for n, firm in enumerate(cast.firms):
        if firm.key not in cast.senders:
            email = f"lonn@{firm.key}.example"
            await _user(cast, Somebody(firm.key, name(90_000 + n), email, (firm.key,), "MANAGE"), "")
        await _contacts(cast, firm)
    for worker in STAFF:
        user_id = await create_user("STAFF", worker.email, worker.name, password=PASSWORD, by=DEMO)
        union = cast.unions[worker.union].id
        await give_role(user_id, union, worker.role, by=DEMO)
        cast.staff[worker.key] = Principal("staff", user_id, worker.name, roles=((union, worker.role),))
        await _take_app(cast.staff[worker.key])
        await _accept(cast.staff[worker.key])
    operator = await create_user("OPERATOR", OPERATOR[1], OPERATOR[0], password=PASSWORD, by=DEMO)
    await _take_app(Principal("staff", operator, OPERATOR[0], operator=True))


async def _accept(who: Principal) -> None:
    """The declarations of confidentiality: only one of the cast still has them before her."""
    await accept([one.id for one in await declarations_for(who)], by=who)


async def _take_app(who: Principal) -> None:
    """Staff sign in with an authenticator app; in the demo the page tells what it would show."""
    secret = await begin_authenticator(who)
    await confirm_authenticator(code_at(secret, clock.now()), by=who)


async def _user(cast: Cast, person: Somebody, password: str) -> Principal:
    user_id = await create_user("EMPLOYER", person.email, person.name, password=password, by=DEMO)
    who = Principal("user", user_id, person.name)
    for key in (key for key in person.firms if key in cast.employers):
        await grant(user_id, cast.of_firm(key), person.role, by=DEMO)
        cast.senders.setdefault(key, who)
    return who


async def _contacts(cast: Cast, firm: Firm) -> None:
    for unit in firm.units:
        agreement = cast.agreements[firm.key, unit.union, unit.part]
        if unit.hub:
            await move(agreement, "HUB", by=DEMO)
        if not firm.key.startswith("client-"):
            await add_contact(
                agreement,
                name=cast.senders[firm.key].label,
                email=f"lonn@{firm.key}.example",
                purposes=("SIGN_IN_CODE", "INVOICE", "LETTERS"),
                by=DEMO,
            )


def at_oslo(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """A moment of a day in Norway."""
    return dt.datetime.combine(day, dt.time(hour, minute), clock.OSLO).astimezone(dt.UTC)
