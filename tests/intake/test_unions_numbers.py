"""Numbers that a union gives: each person's own, or a code for the union; and a year's sum under no heading."""

import pytest

from app.intake.read import read_bytes
from app.intake.reading import Reading
from tests.intake.world import World, comma

W = World("unions numbers", 8)
TOP = f"{W.company};Orgnr;{W.orgnr}\nTrekk Fellesforbundet {W.words}\n"


def _read(rows: str) -> Reading:
    return read_bytes(f"{TOP}{rows}".encode(), "liste.csv", "Fellesforbundet")


@pytest.mark.parametrize("head", ["FORB.NR", "Union ref", "Forbundsnr", "Fagforb.nr", "Union ID"])
def test_number_that_differs_for_everybody_is_the_members(head: str) -> None:
    rows = "".join(f"{p.id};{p.name};{700_100 + 37 * n};{comma(p.ore)}\n" for n, p in enumerate(W.people))
    reading = _read(f"Fødselsnr;Navn;{head};Trekk\n{rows}")

    assert (reading.status, [line.member_no for line in reading.lines][:2]) == ("lines", ["700100", "700137"])


def test_number_that_is_the_same_for_all_is_nobodys() -> None:
    rows = "".join(f"{p.id};{p.name};1120;{comma(p.ore)}\n" for p in W.people)
    reading = _read(f"Fødselsnr;Navn;Forb.nr;Trekk\n{rows}")

    assert {line.member_no for line in reading.lines} == {None}


@pytest.mark.parametrize("month_first", [True, False])
def test_months_column_is_proposed_where_a_years_sum_stands_beside_it(month_first: bool) -> None:
    pairs = [(p, (p.ore, p.ore * 3 + 1_000 * n)) for n, p in enumerate(W.people)]
    rows = "".join(
        f"{p.id};{p.name};{';'.join(comma(ore) for ore in (own if month_first else own[::-1]))}\n" for p, own in pairs
    )
    reading = _read(rows)

    assert (reading.status, reading.total) == ("ask", W.total)


def test_label_on_every_row_heads_the_numbers_beside_it() -> None:
    rows = "".join(f"{p.name};medl.nr;{2_000_000 + 911 * n};{comma(p.ore)}\n" for n, p in enumerate(W.people))
    reading = read_bytes(f"Fellesforbundet {W.words}\n{rows}".encode(), "liste.csv", "Fellesforbundet")

    assert [line.member_no for line in reading.lines][:2] == ["2000000", "2000911"]


def test_forms_without_ids_are_read_by_the_members_number() -> None:
    forms = "".join(
        f"Navn.......: {p.name}\nMedlemsnr..: {2_000_000 + n}\nTrekk......: {comma(p.ore)}\n-----\n"
        for n, p in enumerate(W.people)
    )
    text = f"Hei,\n\nher er trekket til Fellesforbundet for {W.words}.\n\n{forms}"
    reading = read_bytes(text.encode(), "epost.txt", "Fellesforbundet")

    assert [(line.name, line.amount) for line in reading.lines] == [(p.name, p.ore) for p in W.people]
