"""Lines against the register: one difference per person, the right one."""

from datetime import date

from app.intake.reading import Fact, Line, Reading
from app.intake.reconcile import Comparison, digest, reconcile, same_as_last
from app.intake.register import Expected, Register
from tests.intake.world import World

W = World("reconcile", 60)
KARI, OLA, PER, *REST = W.people


def member(p, **more) -> Expected:  # type: ignore[no-untyped-def]
    told = {
        "member_no": p.member_no,
        "name": p.name,
        "national_id": p.id,
        "orgnr": W.orgnr,
        "amount": p.ore,
        "key": f"k{p.member_no}",
    }
    return Expected(**{**told, **more})


def compared(lines: list[Line], members: list[Expected], **more) -> Comparison:  # type: ignore[no-untyped-def]
    reading = Reading(file="x", status="lines", lines=lines, orgnr=Fact(value=W.orgnr, sure=True))
    return reconcile(reading, Register(members, **more), "2026-10")


def line(p, ore: int | None = None, **more) -> Line:  # type: ignore[no-untyped-def]
    return Line(**{"row": 5, "amount": p.ore if ore is None else ore, "name": p.name, "national_id": p.id, **more})


def kinds(lines: list[Line], *members: Expected) -> list[str]:
    return [one.kind for one in compared(lines, list(members)).people]


def test_same_person_and_amount_is_no_difference() -> None:
    assert kinds([line(KARI)], member(KARI)) == ["same"]


def test_new_surname_with_the_same_id_is_no_difference() -> None:
    assert kinds([line(KARI, name="Kari Nytt-Navn")], member(KARI)) == ["same"]


def test_lines_of_a_person_are_added_before_they_are_compared() -> None:
    assert kinds([line(KARI, KARI.ore - 5000), line(KARI, 5000)], member(KARI)) == ["same"]


def test_other_amount_is_changed() -> None:
    assert kinds([line(KARI, 100)], member(KARI)) == ["changed"]


def test_unknown_expected_amount_is_never_changed() -> None:
    assert kinds([line(KARI)], member(KARI, amount=None)) == ["same"]


def test_member_not_in_the_file_is_undeducted() -> None:
    assert kinds([], member(KARI)) == ["undeducted"]


def test_member_in_the_file_with_zero_is_undeducted_and_listed() -> None:
    one = compared([line(KARI, 0)], [member(KARI)]).people[0]

    assert (one.kind, one.listed, one.deducted) == ("undeducted", True, 0)


def test_ended_member_still_deducted_is_told() -> None:
    one = compared([line(KARI)], [member(KARI, end=date(2026, 9, 30))]).people[0]

    assert (one.kind, one.ended) == ("ended", date(2026, 9, 30))


def test_ended_member_not_deducted_is_no_difference() -> None:
    assert kinds([], member(KARI, end=date(2026, 9, 30))) == []


def test_member_whose_deduction_ends_within_the_month_is_expected() -> None:
    assert kinds([], member(KARI, end=date(2026, 10, 1))) == ["undeducted"]


def test_misprinted_id_is_one_difference() -> None:
    wrong = KARI.id[:9] + KARI.id[10] + KARI.id[9]
    one = compared([line(KARI, national_id=wrong)], [member(KARI)]).people

    assert [(o.kind, o.printed) for o in one] == [("id_typo", wrong)]


def test_namesake_with_quite_another_id_is_unknown() -> None:
    assert sorted(kinds([line(KARI, national_id=OLA.id)], member(KARI))) == ["undeducted", "unknown"]


def test_list_without_ids_is_matched_by_name() -> None:
    assert kinds([line(KARI, national_id=None)], member(KARI), member(PER, name=PER.name)) == ["undeducted", "same"]


def test_two_members_of_the_same_name_are_told_apart_by_amount() -> None:
    twins = [member(KARI, amount=50000), member(OLA, name=KARI.name, amount=60000)]
    one = compared([line(KARI, 60000, national_id=None)], twins).people

    assert [(o.kind, o.member_no) for o in one] == [("undeducted", KARI.member_no), ("same", OLA.member_no)]


def test_row_key_of_the_template_wins() -> None:
    one = compared(
        [line(KARI, national_id=None, key=f"k{OLA.member_no}")], [member(KARI), member(OLA, amount=None)]
    ).people

    assert [(o.kind, o.member_no) for o in one] == [("undeducted", KARI.member_no), ("same", OLA.member_no)]


def test_member_of_another_employer_is_unknown_here() -> None:
    assert kinds([line(KARI)], member(KARI, orgnr="312430398")) == ["unknown"]


def test_list_of_another_company_is_noticed() -> None:
    lines = [line(p) for p in W.people]
    elsewhere = [member(p, orgnr="312430398") for p in W.people]

    assert compared(lines, elsewhere).notices == ["wrong_company"]


def test_last_month_s_list_again_is_noticed() -> None:
    lines = [line(p) for p in W.people]
    last = {p.id: p.ore for p in W.people}

    assert compared(lines, [member(p) for p in W.people], last=last).notices == ["last_month_again"]


def test_last_month_s_list_is_noticed_though_somebody_had_nothing_then() -> None:
    lines = [line(p) for p in W.people]
    last = {p.id: p.ore for p in W.people} | {"01819012345": 0}

    assert compared(lines, [member(p) for p in W.people], last=last).notices == ["last_month_again"]


def test_short_list_of_last_month_is_noticed_by_those_who_should_have_another_amount() -> None:
    few = W.people[:20]
    now = [member(p, amount=p.ore + (500 if n < 9 else 0)) for n, p in enumerate(few)]
    last = {p.id: p.ore for p in few}

    assert compared([line(p) for p in few], now, last=last).notices == ["last_month_again"]
    assert compared([line(p, p.ore + 500) for p in few], now, last=last).notices == []
    assert compared([line(p) for p in few], [member(p) for p in few], last=last).notices == []


def test_quite_another_name_on_a_known_id_is_told_and_a_new_surname_is_not() -> None:
    people = [line(KARI, name="Helt Annet"), line(OLA, name=f"{OLA.name.split()[0]} Nytt"), line(PER, name="")]
    found = compared(people, [member(KARI), member(OLA), member(PER)]).people

    assert {one.member_no: one.other_name for one in found} == {
        KARI.member_no: "Helt Annet",
        OLA.member_no: "",
        PER.member_no: "",
    }


def test_few_people_with_the_same_amounts_are_nothing_to_notice() -> None:
    assert not same_as_last([line(KARI)], {KARI.id: KARI.ore})


def test_digest_knows_the_same_list_in_another_order() -> None:
    one = Reading(file="a", status="lines", lines=[line(KARI), line(OLA)])
    other = Reading(file="b", status="lines", lines=[line(OLA), line(KARI)])

    assert digest(one) == digest(other)


def misprinted(number: str) -> str:
    """Three digits off, none of them of the date."""
    return number[:6] + "".join(str((int(digit) + 1) % 10) for digit in number[6:9]) + number[9:]


def test_badly_misprinted_id_of_the_same_name_and_day_is_one_difference() -> None:
    wrong = misprinted(KARI.id)
    found = compared([line(KARI, KARI.ore + 500, national_id=wrong, marks=["invalid_id"])], [member(KARI)]).people

    assert [(one.kind, one.printed, one.listed) for one in found] == [("id_typo", wrong, True)]


def test_impossible_id_of_the_same_name_and_amount_is_one_difference() -> None:
    found = compared([line(KARI, national_id=OLA.id[:9] + "00", marks=["invalid_id"])], [member(KARI)]).people

    assert [one.kind for one in found] == ["id_typo"]


def test_d_number_of_somebody_who_has_got_another_is_one_difference() -> None:
    abroad = f"{int(KARI.id[0]) + 4}{misprinted(KARI.id)[1:]}"
    found = compared([line(KARI, national_id=KARI.id)], [member(KARI, national_id=abroad)]).people

    assert [one.kind for one in found] == ["id_typo"]


def test_impossible_id_of_the_same_name_with_another_amount_stays_unknown() -> None:
    found = kinds([line(KARI, KARI.ore + 500, national_id=OLA.id[:9] + "00", marks=["invalid_id"])], member(KARI))

    assert sorted(found) == ["undeducted", "unknown"]


def test_two_namesakes_born_the_same_day_are_not_guessed_between() -> None:
    wrong = misprinted(KARI.id)
    twins = [member(KARI), member(OLA, name=KARI.name, national_id=KARI.id[:6] + OLA.id[6:])]
    lines = [line(KARI, 100, national_id=wrong, marks=["invalid_id"])]

    assert sorted(kinds(lines, *twins)) == ["undeducted", "undeducted", "unknown"]
