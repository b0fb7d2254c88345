"""Employers and agreements that a register file names and nobody has made."""

from typing import NamedTuple

from app import clock, db
from app.employers.reference import make_reference
from app.members.queries import agreements_of, employers_by_orgnr
from app.members.survey import Place, Where
from app.unions.queries import TheUnion
from app.values.names import name_fold, name_sort

EMPLOYER = ("id", "orgnr", "name", "name_fold", "name_sort", "created_at")
AGREEMENT = ("id", "union_id", "employer_id", "employer_ref", "kid_per", "created_at")


class Made(NamedTuple):
    """The agreements made, and how many of their employers are new."""

    places: dict[Place, Where]
    employers: int


async def make_places(union: TheUnion, wanted: list[tuple[Place, str]]) -> Made:
    """An agreement for each place, with a random employer_ref where the file has none; the employer is named as the
    file says, else by its orgnr."""
    at = clock.now()
    async with db.transaction(durable=False):
        # one at a time per union: agreements without an employer_ref of their own would not collide
        await db.execute("UPDATE trade_union SET slug = slug WHERE id = ?", union.id)
        known = await agreements_of(union.id)
        missing = [(place, name) for place, name in wanted if not known.has(place)]
        employers = await employers_by_orgnr([orgnr for (orgnr, _), _ in missing]) if missing else {}
        new = {orgnr: name or orgnr for (orgnr, _), name in missing if orgnr not in employers}
        employers |= dict(zip(new, db.new_ids(len(new)), strict=True))
        rows = [(employers[orgnr], orgnr, name, name_fold(name), name_sort(name), at) for orgnr, name in new.items()]
        await db.copy_in("employer", EMPLOYER, rows)
        made = {
            (orgnr, employer_ref or make_reference()): Where(agreement_id, employers[orgnr])
            for ((orgnr, employer_ref), _), agreement_id in zip(missing, db.new_ids(len(missing)), strict=True)
        }
        await db.copy_in(
            "agreement",
            AGREEMENT,
            [
                (where.agreement_id, union.id, where.employer_id, employer_ref, union.policy.kid_per, at)
                for (_, employer_ref), where in made.items()
            ],
        )
    made |= {place: where for (orgnr, _), _ in wanted for place, where in known.of(orgnr)}
    return Made(made, len(new))


async def imagine_places(wanted: list[tuple[Place, str]]) -> Made:
    """What `make_places` would make, with ids that nothing has."""
    employers = await employers_by_orgnr([orgnr for (orgnr, _), _ in wanted])
    new = {orgnr for (orgnr, _), _ in wanted} - set(employers)
    places = {place: Where(db.new_id(), employers.get(place[0], 0)) for place, _ in wanted}
    return Made(places, len(new))
