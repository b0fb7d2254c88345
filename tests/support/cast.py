"""The people of the tests, and where they work.

Anna delivers for Fjord AS, Bo works there too and gives access, Cecilie is a stranger, Siri is staff.  Each has a
stranger of the same kind: Cecilie for Anna and Bo, Stian (of the other union) for Siri.
"""

from dataclasses import dataclass
from functools import lru_cache

from argon2 import PasswordHasher

from tests.support import rows

PASSWORD = "en lang nok setning til prøvene"


@lru_cache(maxsize=1)
def password_hash() -> str:
    """As weak as it may be: it is made once, and checked in the tests of signing in alone."""
    return PasswordHasher(memory_cost=19456, time_cost=2, parallelism=1).hash(PASSWORD)


@dataclass(frozen=True)
class Person:
    """Somebody with an own sign-in."""

    id: int
    name: str
    email: str
    kind: str


@dataclass(frozen=True)
class Cast:
    """`fjord` and `vik` are employers; `fjord_metall` is Fjord's agreement with the union `metall`, and so on."""

    metall: int
    sjo: int
    fjord: int
    vik: int
    fjord_metall: int
    fjord_sjo: int
    vik_metall: int
    anna: Person
    bo: Person
    cecilie: Person
    randi: Person
    siri: Person
    adam: Person
    stian: Person
    olav: Person

    @property
    def everyone(self) -> dict[str, Person]:
        """By name; who is not signed in is not among them."""
        return {name: value for name, value in vars(self).items() if isinstance(value, Person)}


async def _person(first_name: str, kind: str = "EMPLOYER") -> Person:
    from app.clock import now

    email = f"{first_name.lower()}@example.no"
    name = f"{first_name} Prøve"
    row = await rows.insert(
        "portal_user",
        kind=kind,
        email=email,
        email_fold=email,
        name=name,
        password_hash=password_hash(),
        created_at=now(),
    )
    return Person(row, name, email, kind)


async def grant(person: Person, agreement: int, role: str = "SUBMIT") -> None:
    """Let them deliver for the agreement."""
    from app import db
    from app.clock import now

    at = await db.row("SELECT union_id, employer_id FROM agreement WHERE id = ?", agreement)
    assert at is not None
    given = {"user_id": person.id, "agreement_id": agreement, "role": role, "given_at": now(), "given_by": "test"}
    await rows.insert("access_grant", **at, **given)


async def employ(person: Person, union: int, role: str) -> None:
    """Let them work for the union: READ, HANDLE or ADMINISTER."""
    await rows.insert("staff_role", user_id=person.id, union_id=union, role=role)


async def assemble() -> Cast:
    """All of them, in one transaction."""
    from app import db

    async with db.transaction(durable=False):
        metall = await rows.union("metall", "Metall og Maskin")
        sjo = await rows.union("sjo", "Sjøfolkenes Forbund")
        fjord, vik = await rows.employer("Fjord AS", 1), await rows.employer("Vik Transport AS", 2)
        fjord_metall = await rows.agreement(metall, fjord, "F-1001")
        fjord_sjo = await rows.agreement(sjo, fjord, "S-2001")
        vik_metall = await rows.agreement(metall, vik, "F-1002")
        cast = Cast(
            metall=metall,
            sjo=sjo,
            fjord=fjord,
            vik=vik,
            fjord_metall=fjord_metall,
            fjord_sjo=fjord_sjo,
            vik_metall=vik_metall,
            anna=await _person("Anna"),
            bo=await _person("Bo"),
            cecilie=await _person("Cecilie"),
            randi=await _person("Randi", "STAFF"),
            siri=await _person("Siri", "STAFF"),
            adam=await _person("Adam", "STAFF"),
            stian=await _person("Stian", "STAFF"),
            olav=await _person("Olav", "OPERATOR"),
        )
        await grant(cast.anna, fjord_metall)
        for agreement in (fjord_metall, fjord_sjo):
            await grant(cast.bo, agreement, "MANAGE")
        await grant(cast.cecilie, vik_metall)
        await employ(cast.randi, metall, "READ")
        await employ(cast.siri, metall, "HANDLE")
        await employ(cast.adam, metall, "ADMINISTER")
        await employ(cast.stian, sjo, "HANDLE")
    return cast
