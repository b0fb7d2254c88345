"""A second line of dues, a second list beside the first, a person whose number is missing: none of them is lost."""

import pytest

from app.intake.read import read_bytes
from app.intake.reading import Reading
from tests.intake.world import World

TOP = "Orgnr;312430398\nLønnsmåned;mai 2026\n\n"
PEOPLE = World("second", 8).people


def _read(text: str, name: str = "liste.csv") -> Reading:
    return read_bytes(text.encode(), name, "Fellesforbundet")


def _codes(reading: Reading) -> list[str]:
    return [question.code for question in reading.open_questions]


def _of_texts(head: str, said: str, number: int = 2, union: str = "Fellesforb.") -> Reading:
    """All but one have dues under a text that names a union; one of them, or the eighth, has a line beside it."""
    rows = [f"{p.id};{p.name};Fagf.kont. {union if n < 3 else 'Fellesforb.'};612,40" for n, p in enumerate(PEOPLE[:7])]
    rows.insert(min(number + 1, 7), f"{PEOPLE[number].id};{PEOPLE[number].name};{said};131,97")
    return _read(f"{TOP}Fødselsnr;Navn;{head};Beløp\n" + "\n".join(rows) + "\n")


@pytest.mark.parametrize("said", ["Etterbet. kontingent", "Kontingent april", "Late union dues", "Korr. forrige mnd"])
@pytest.mark.parametrize("head", ["Tekst", "Forbund"])
def test_text_of_dues_that_names_no_union_is_of_the_persons_union(head: str, said: str) -> None:
    reading = _of_texts(head, said)

    assert reading.status == "lines"
    assert [line.amount for line in reading.lines if line.national_id == PEOPLE[2].id] == [61240, 13197]


def test_text_of_dues_goes_with_another_union_and_alone_beside_two_it_is_asked_about() -> None:
    theirs, alone = _of_texts("Tekst", "Etterbet. kontingent", 1, "NNN"), _of_texts("Tekst", "Kontingent", 7, "NNN")

    assert (theirs.status, len(theirs.lines), theirs.total) == ("lines", 4, 4 * 61240)
    assert _codes(alone) == ["union_rows"]


def test_text_that_may_be_of_our_dues_is_asked_about_and_a_canteen_is_not() -> None:
    assert _codes(_of_texts("Tekst", "Innmeldingsgebyr")) == ["union_rows"]
    assert _codes(_of_texts("Forbund", "Innmeldingsgebyr")) == ["union_rows"]
    assert _of_texts("Forbund", "Ukjent yrkeslag", 7).status == "lines"  # a union that nobody here knows
    assert _of_texts("Tekst", "Kantine").status == "lines"


def _abreast(heads: str, rows: list[str]) -> Reading:
    half = (len(rows) + 1) // 2
    beside = [*rows[half:], ";" * heads.count(";")]
    body = "\n".join(f"{left};{right}" for left, right in zip(rows[:half], beside, strict=False))
    return _read(f"Orgnr;312430398\nTrekk til Fellesforbundet mai 2026\n\n{heads};{heads}\n{body}\nTakk for det 1.\n")


@pytest.mark.parametrize("heads", ["Nr;Navn;Kr", ";Navn;Beløp", "#;Name;Amount"])
def test_count_over_two_lists_beside_each_other_is_nobodys_number(heads: str) -> None:
    reading = _abreast(heads, [f"{n};{p.name};612,40" for n, p in enumerate(PEOPLE[:7], 1)])

    assert [(line.employee_no, line.name) for line in reading.lines] == [(None, p.name) for p in PEOPLE[:7]]
    assert reading.status == "lines"


@pytest.mark.parametrize("heads", ["Medlem;Navn;Kr", "Member;Name;Amount", "Medl.nr;Hvem;Trekk"])
def test_lists_of_members_beside_each_other_keep_their_numbers(heads: str) -> None:
    reading = _abreast(heads, [f"{p.member_no};{p.name};612,40" for p in PEOPLE[:7]])

    assert {(line.member_no, line.name, line.amount) for line in reading.lines} == {
        (p.member_no, p.name, 61240) for p in PEOPLE[:7]
    }
    assert reading.status == "lines"


def test_numbers_that_do_not_count_are_the_employees_in_both_lists() -> None:
    reading = _abreast("Nr;Navn;Kr", [f"{40 + 3 * n};{p.name};612,40" for n, p in enumerate(PEOPLE[:7])])

    assert {line.employee_no for line in reading.lines} == {str(40 + 3 * n) for n in range(7)}


@pytest.mark.parametrize("head", ["Union member", "Forbundsmedlem", "Trade union member no."])
def test_number_under_union_member_is_the_members(head: str) -> None:
    rows = "\n".join(f"{70 + 3 * n};{p.name};{p.member_no};612.40" for n, p in enumerate(PEOPLE))
    reading = _read(f"{TOP}Crew no.;Name;{head};Union dues\n{rows}\n")

    assert [line.member_no for line in reading.lines] == [p.member_no for p in PEOPLE]


def test_year_when_a_member_joined_is_no_number_of_the_members() -> None:
    rows = "\n".join(f"{70 + 3 * n};{p.name};{2000 + n};612,40" for n, p in enumerate(PEOPLE))

    assert not any(line.member_no for line in _read(f"{TOP}Ansnr;Navn;Medlem siden;Trekk\n{rows}\n").lines)


def _print(amount: str, name: str, total: str = "") -> Reading:
    rows = [f"{n:<5}{'' if n == 4 else p.member_no:<11}{p.name:<28}{amount:>10}" for n, p in enumerate(PEOPLE, 1)]
    rows[3] = rows[3].replace(PEOPLE[3].name, f"{name:<{len(PEOPLE[3].name)}}")
    top = (
        "Orgnr 312430398\nTrekk til Fellesforbundet mai 2026\n\n#    Medl.nr.   Navn                             Beløp"
    )
    return _read("\n".join([top, *rows, *([f"{'Sum':<44}{total:>10}"] if total else [])]) + "\n", "liste.txt")


@pytest.mark.parametrize("amount", ["570,00", "kr 570,00", "NOK 570.00", "kr 570"])
def test_person_without_the_number_that_others_have_is_kept(amount: str) -> None:
    named = [(p.name, None if p is PEOPLE[3] else p.member_no) for p in PEOPLE]
    open_, summed = _print(amount, PEOPLE[3].name), _print(amount, PEOPLE[3].name, "4 560,00")

    assert [(line.name, line.member_no) for line in open_.lines] == named
    assert _codes(open_) == ["odd_rows"]
    assert (summed.status, summed.total) == ("lines", 8 * 57000)


def test_person_whose_row_stands_one_cell_off_is_asked_about_unless_the_sum_is_without_it() -> None:
    rows = [f"{n};{p.member_no};{p.name};570,00;" for n, p in enumerate(PEOPLE, 1)]
    rows[3] = f"4;{PEOPLE[3].name};570,00;;"
    top = f"{TOP}#;Medl.nr;Navn;Trukket;Merknad\n"
    open_ = _read(top + "\n".join(rows) + "\n")
    without = _read(top + "\n".join(rows) + "\nSum;;;3 990,00;\n")

    assert "missed_people" in _codes(open_)
    assert [place.text for place in open_.open_questions[0].places] == [f"4 {PEOPLE[3].name} 570,00"]
    assert (without.status, without.total) == ("lines", 7 * 57000)
