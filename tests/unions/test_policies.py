"""What a union decides, and how it is kept."""

from typing import Any

import pytest

from app.accounts.principal import Principal, the_command_line
from app.errors import Conflict, Forbidden, Invalid, NotFound
from app.unions import actions
from app.unions.policies import Brand, Policy, PolicyFault, changed_policy, contrast, read_policy, write_policy
from app.unions.queries import union_by_id, union_by_slug, union_for
from tests.support import people
from tests.support.cast import Cast

CLI = the_command_line()


def test_policy_is_kept_as_what_differs_from_the_defaults() -> None:
    policy = Policy(grace_days=5, languages=("nb", "en"))

    assert write_policy(policy) == '{"languages":["nb","en"],"grace_days":5}'
    assert read_policy(write_policy(policy)) == policy


def test_policy_of_an_older_portal_is_read_without_its_unknown_fields() -> None:
    assert read_policy('{"carrier_pigeons":true,"due_day":12}') == Policy(due_day=12)
    assert read_policy("{}") == Policy()


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"due_day": 0}, "due_day"),
        ({"due_day": 32}, "due_day"),
        ({"kid_length": 3}, "kid_length"),
        ({"kid_length": 26}, "kid_length"),
        ({"list_sign_in": "MAYBE"}, "list_sign_in"),
        ({"languages": []}, "languages"),
        ({"languages": ["nb", "nb"]}, "languages"),
        ({"reminder_days": [3, 0]}, "reminder_days"),
        ({"shown_parts": ["tax"]}, "shown_parts"),
        ({"due_dya": 5}, "due_dya"),
        ({"grace_days": "3"}, "grace_days"),
    ],
)
def test_policy_with_a_wrong_value_is_refused_by_name(changes: dict[str, object], fault: str) -> None:
    with pytest.raises(PolicyFault, match=fault):
        changed_policy(Policy(), changes)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21.0), ("#ffffff", "#ffffff", 1.0), ("#777777", "#ffffff", 4.48)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert round(contrast(one, other), 2) == expected


async def _made(**more: Any) -> int:
    own: dict[str, Any] = {"slug": "tre", "name": "Treforbundet", "orgnr": people.orgnr(1), "by": CLI}
    return await actions.make_union(**own | more)


async def test_union_is_made_with_its_policies_and_an_audit_line(db: Any) -> None:
    union_id = await _made(account_no="12345678903", aliases=["Tre", "TF"], policy=Policy(due_day=20))

    union = await union_by_slug("tre")
    assert (union.id, union.name, union.aliases, union.policy.due_day) == (union_id, "Treforbundet", ("Tre", "TF"), 20)
    assert await db.value("SELECT event FROM audit_event WHERE object_id = ?", union_id) == "union.made"


async def test_union_with_a_taken_slug_is_refused(db: Any) -> None:
    await _made()

    with pytest.raises(Conflict):
        await _made(orgnr=people.orgnr(2))


@pytest.mark.parametrize(
    "wrong",
    [{"orgnr": "123456789"}, {"account_no": "12345678904"}, {"brand": Brand(colour="#eeeeee", ink="#ffffff")}],
)
async def test_union_with_a_wrong_number_or_unreadable_colours_is_refused(db: Any, wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        await _made(**wrong)


async def test_policy_change_is_recorded_before_and_after(db: Any) -> None:
    union_id = await _made()

    await actions.change_policy(union_id, {"grace_days": 7, "deliver_by": "GRID"}, by=CLI)

    assert (await union_by_id(union_id)).policy == Policy(grace_days=7, deliver_by="GRID")
    details = await db.value("SELECT details FROM audit_event WHERE event = 'union.policy_changed'")
    assert details == '{"changes":["deliver_by: BOTH → GRID","grace_days: 3 → 7"]}'


async def test_policy_that_stays_the_same_is_no_event(db: Any) -> None:
    union_id = await _made()

    await actions.change_policy(union_id, {"grace_days": 3}, by=CLI)

    assert await db.value("SELECT count(*) FROM audit_event WHERE event = 'union.policy_changed'") == 0


async def test_policy_is_changed_by_those_who_administer_the_union_alone(cast: Cast) -> None:
    changes: dict[str, object] = {"grace_days": 9}

    for role in ("READ", "HANDLE"):
        with pytest.raises(Forbidden):
            await actions.change_policy(
                cast.metall, changes, by=Principal("staff", 1, "x", roles=((cast.metall, role),))
            )
    with pytest.raises(Forbidden):
        await actions.change_policy(
            cast.metall, changes, by=Principal("staff", 1, "x", roles=((cast.sjo, "ADMINISTER"),))
        )
    adam = Principal("staff", cast.adam.id, "Adam", roles=((cast.metall, "ADMINISTER"),))
    assert (await actions.change_policy(cast.metall, changes, by=adam)).grace_days == 9


async def test_union_is_found_by_those_who_work_there_alone(cast: Cast) -> None:
    siri = Principal("staff", cast.siri.id, "Siri", roles=((cast.metall, "HANDLE"),))

    assert (await union_for(siri, cast.metall, "HANDLE")).slug == "metall"
    for union, role in ((cast.sjo, "READ"), (cast.metall, "ADMINISTER")):
        with pytest.raises(NotFound):
            await union_for(siri, union, role)


async def test_role_is_given_to_staff_alone_and_taken_again(cast: Cast, db: Any) -> None:
    with pytest.raises(Invalid):
        await actions.give_role(cast.anna.id, cast.metall, "READ", by=CLI)
    await actions.give_role(cast.stian.id, cast.metall, "READ", by=CLI)
    await actions.give_role(cast.stian.id, cast.metall, "HANDLE", by=CLI)

    roles = "SELECT role FROM staff_role WHERE user_id = ? AND union_id = ?"
    assert await db.value(roles, cast.stian.id, cast.metall) == "HANDLE"
    await actions.take_role(cast.stian.id, cast.metall, by=CLI)
    assert await db.value(roles, cast.stian.id, cast.metall) is None
