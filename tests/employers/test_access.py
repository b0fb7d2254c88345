"""Who may act for which employer, and who lets them."""

from typing import Any

import pytest

from app.accounts.principal import Principal, the_command_line
from app.employers import actions
from app.employers.queries import agreement_for, agreements_for, contacts_of, employers_of, how_many_employers
from app.employers.reference import ALPHABET, format_reference, make_reference, parse_reference
from app.errors import Conflict, Forbidden, Invalid, NotFound
from tests.support import people, rows
from tests.support.cast import Cast, Person

CLI = the_command_line()


def user(person: Person) -> Principal:
    return Principal("user", person.id, person.name)


def staff(person: Person, union: int, role: str) -> Principal:
    return Principal("staff", person.id, person.name, roles=((union, role),))


def test_reference_is_ten_characters_that_cannot_be_mistaken() -> None:
    made = {make_reference() for _ in range(200)}

    assert len(made) == 200
    assert {len(one) for one in made} == {10}
    assert set("".join(made)) <= set(ALPHABET)
    assert all(parse_reference(format_reference(one).lower()) == one for one in made)


@pytest.mark.parametrize(("typed", "kept"), [("f-1001", "F1001"), (" 20 311 ", "20311"), ("", None), ("æ1", None)])
def test_reference_is_read_as_people_type_it(typed: str, kept: str | None) -> None:
    assert parse_reference(typed) == kept


async def test_agreements_are_those_one_may_act_on(cast: Cast) -> None:
    assert [one.id for one in await agreements_for(user(cast.anna), cast.fjord)] == [cast.fjord_metall]
    assert [one.id for one in await agreements_for(user(cast.bo), cast.fjord)] == [cast.fjord_metall, cast.fjord_sjo]
    siri = await agreements_for(staff(cast.siri, cast.metall, "HANDLE"), cast.fjord)
    assert [(one.id, one.role) for one in siri] == [(cast.fjord_metall, "HANDLE")]


async def test_employer_of_others_is_not_there_for_a_stranger(cast: Cast) -> None:
    strangers = [
        user(cast.cecilie),
        user(cast.olav),
        Principal("list", 1, "liste", list_id=1),
        Principal("api", cast.siri.id, "x"),
    ]
    for stranger in strangers:
        with pytest.raises(NotFound):
            await agreements_for(stranger, cast.fjord)
        with pytest.raises(NotFound):
            await agreement_for(stranger, cast.fjord_metall)
    with pytest.raises(NotFound):
        await agreements_for(staff(cast.stian, cast.sjo, "HANDLE"), cast.vik)
    with pytest.raises(NotFound):
        await agreements_for(CLI, 12345)


async def test_employers_are_listed_once_and_found_by_name_and_number(cast: Cast) -> None:
    assert [one.name for one in await employers_of(user(cast.bo))] == ["Fjord AS"]
    assert [one.name for one in await employers_of(CLI)] == ["Fjord AS", "Vik Transport AS"]
    assert [one.name for one in await employers_of(CLI, "TRANSP")] == ["Vik Transport AS"]
    assert [one.name for one in await employers_of(CLI, people.orgnr(1)[:5] + " " + people.orgnr(1)[5:])] == [
        "Fjord AS"
    ]
    assert await employers_of(user(cast.anna), "vik") == []
    assert await employers_of(CLI, "%") == await employers_of(CLI)
    assert (await how_many_employers(CLI), await how_many_employers(CLI, "fjord")) == (2, 1)


async def test_employers_come_in_pages(cast: Cast) -> None:
    assert [one.name for one in await employers_of(CLI, limit=1, offset=1)] == ["Vik Transport AS"]


async def test_employer_is_made_once(db: Any) -> None:
    await actions.make_employer(orgnr=people.orgnr(5), name="  Ny   AS ", by=CLI)

    assert [one.name for one in await employers_of(CLI)] == []
    assert await db.value("SELECT name FROM employer") == "Ny AS"
    with pytest.raises(Conflict):
        await actions.make_employer(orgnr=people.orgnr(5), name="Ny igjen", by=CLI)
    with pytest.raises(Invalid):
        await actions.make_employer(orgnr="123456789", name="Feil", by=CLI)


async def test_agreement_gets_a_reference_of_its_own(cast: Cast, db: Any) -> None:
    made = await actions.make_agreement(union_id=cast.sjo, employer_id=cast.vik, by=CLI)

    agreement = await agreement_for(CLI, made)
    assert (agreement.employer_id, agreement.channel, len(agreement.employer_ref)) == (cast.vik, "PORTAL", 10)
    with pytest.raises(Conflict):
        await actions.make_agreement(
            union_id=cast.sjo, employer_id=cast.fjord, employer_ref=agreement.employer_ref, by=CLI
        )
    assert await db.value("SELECT count(*) FROM audit_event WHERE event = 'agreement.made'") == 1


async def test_agreement_is_made_by_the_unions_own_staff_alone(cast: Cast) -> None:
    with pytest.raises(NotFound):
        await actions.make_agreement(
            union_id=cast.sjo, employer_id=cast.vik, by=staff(cast.siri, cast.metall, "ADMINISTER")
        )
    with pytest.raises(Forbidden):
        await actions.make_agreement(union_id=cast.sjo, employer_id=cast.vik, by=staff(cast.stian, cast.sjo, "READ"))


async def test_contact_is_kept_with_what_it_is_for(cast: Cast) -> None:
    one = await actions.add_contact(
        cast.fjord_metall, name="Lønn", email="lonn@fjord.example", purposes=["INVOICE", "SIGN_IN_CODE"], by=CLI
    )

    assert [(c.name, c.purposes) for c in await contacts_of(cast.fjord_metall)] == [
        ("Lønn", ("SIGN_IN_CODE", "INVOICE"))
    ]
    assert await contacts_of(cast.fjord_metall, "LETTERS") == []
    with pytest.raises(Invalid):
        await actions.add_contact(cast.fjord_metall, name="Ingen", by=CLI)
    with pytest.raises(NotFound):
        await actions.remove_contact(cast.vik_metall, one, by=CLI)
    await actions.remove_contact(cast.fjord_metall, one, by=CLI)
    assert await contacts_of(cast.fjord_metall) == []


async def test_manager_passes_on_what_they_hold(cast: Cast) -> None:
    await actions.grant(cast.cecilie.id, [cast.fjord_metall, cast.fjord_sjo], "SUBMIT", by=user(cast.bo))

    found = await agreements_for(user(cast.cecilie), cast.fjord)
    assert [(one.id, one.role) for one in found] == [(cast.fjord_metall, "SUBMIT"), (cast.fjord_sjo, "SUBMIT")]


async def test_grant_of_what_one_does_not_hold_gives_nothing(cast: Cast) -> None:
    for by, agreements, refusal in [
        (user(cast.anna), [cast.fjord_metall], Forbidden),
        (user(cast.bo), [cast.fjord_metall, cast.vik_metall], NotFound),
        (user(cast.randi), [cast.fjord_metall], NotFound),
        (staff(cast.siri, cast.metall, "HANDLE"), [cast.fjord_metall, cast.fjord_sjo], NotFound),
        (staff(cast.randi, cast.metall, "READ"), [cast.fjord_metall], Forbidden),
        (Principal("list", cast.bo.id, "liste", list_id=1), [cast.fjord_metall], NotFound),
    ]:
        with pytest.raises(refusal):
            await actions.grant(cast.cecilie.id, agreements, "MANAGE", by=by)

    with pytest.raises(NotFound):
        await agreements_for(user(cast.cecilie), cast.fjord)


async def test_grant_is_for_employers_users_alone(cast: Cast) -> None:
    with pytest.raises(Invalid):
        await actions.grant(cast.siri.id, [cast.fjord_metall], "SUBMIT", by=CLI)


async def test_grant_again_changes_the_role(cast: Cast) -> None:
    await actions.grant(cast.anna.id, [cast.fjord_metall], "MANAGE", by=staff(cast.siri, cast.metall, "HANDLE"))

    assert [one.role for one in await agreements_for(user(cast.anna), cast.fjord)] == ["MANAGE"]


async def test_grant_taken_shuts_the_door(cast: Cast, db: Any) -> None:
    with pytest.raises(Forbidden):
        await actions.take_grant(cast.bo.id, cast.fjord_metall, by=user(cast.anna))
    await actions.take_grant(cast.anna.id, cast.fjord_metall, by=user(cast.bo))

    with pytest.raises(NotFound):
        await agreements_for(user(cast.anna), cast.fjord)
    with pytest.raises(NotFound):
        await actions.take_grant(cast.anna.id, cast.fjord_metall, by=CLI)
    assert await db.value("SELECT count(*) FROM audit_event WHERE event = 'grant.taken'") == 1


async def test_own_grant_may_be_given_up(cast: Cast) -> None:
    await actions.take_grant(cast.anna.id, cast.fjord_metall, by=user(cast.anna))

    assert await employers_of(user(cast.anna)) == []


async def test_hub_employer_is_moved_and_told(cast: Cast) -> None:
    await actions.move(cast.fjord_metall, "HUB", by=CLI)
    await actions.set_invoice_address(cast.fjord_metall, "Boks 1, 0001 Oslo", by=user(cast.anna))

    agreement = await agreement_for(user(cast.anna), cast.fjord_metall)
    assert (agreement.is_hub, agreement.invoice_address) == (True, "Boks 1, 0001 Oslo")


async def test_door_asks_as_often_for_one_agreement_as_for_three(cast: Cast) -> None:
    from tests.support.counting import queries

    with queries() as one:
        await agreements_for(user(cast.anna), cast.fjord)
    for ref in ("X1", "X2"):
        await rows.agreement(cast.metall, cast.fjord, ref)
    with queries() as three:
        await agreements_for(CLI, cast.fjord)
    assert len(one) == len(three) == 1
