"""Amounts that stand beside their column, and people with nothing beside their name."""

import pytest

from app.intake.read import read_bytes
from app.intake.reading import Reading

PRINTED = """Trekkliste Fellesforbundet
Org.nr 312201690  Oktober 2026

Navn                      Trekk
Kari Nordmo              450,00
Eva Ås       401,00
Nils Bergmo              512,00
Siv Lid                  433,00
"""


def _read(text: str) -> Reading:
    return read_bytes(text.encode(), "okt.txt", "Fellesforbundet")


def _amounts(reading: Reading) -> list[int]:
    return [line.amount for line in reading.lines]


TOP = "Org.nr 312201690;Oktober 2026\n"
SHEET = f"{TOP}Navn;Trekk;\nKari Nordmo;450,00;\nEva Ås;;401,00\nNils Moe;512,00;\nSiv Lid;433,00;\n"


@pytest.mark.parametrize("text", [PRINTED, SHEET], ids=["print", "sheet"])
def test_amount_beside_its_column_is_asked_about(text: str) -> None:
    reading = _read(text)

    assert (reading.status, reading.question and reading.question.code) == ("ask", "odd_rows")
    assert _amounts(reading) == [45_000, 40_100, 51_200, 43_300]


@pytest.mark.parametrize("told", ["sluttet 31.10", "50", "Permisjon", "-", "on leave"])
def test_remark_beside_an_empty_amount_is_no_amount(told: str) -> None:
    reading = _read(f"{TOP}Navn;Trekk;\nKari Nordmo;450,00;\nEva Ås;;{told}\nNils Moe;512,00;\n")

    assert (reading.status, _amounts(reading)) == ("lines", [45_000, 0, 51_200])


def test_amount_under_a_head_of_its_own_is_not_moved() -> None:
    reading = _read(f"{TOP}Navn;Trekk;Rest\nKari Nordmo;450,00;\nEva Ås;;401,00\nNils Moe;512,00;\n")

    assert _amounts(reading) == [45_000, 0, 51_200]


def test_name_with_nothing_beside_it_is_asked_about() -> None:
    reading = _read(f"{TOP}Navn;Trekk\nKari Nordmo;450,00\nEva Ås;\nNils Moe;512,00\n")

    assert (reading.status, reading.question and reading.question.code) == ("ask", "odd_rows")
    assert _amounts(reading) == [45_000, 0, 51_200]


def test_name_in_the_order_of_the_names_is_a_person() -> None:
    names = ["Anne Berg", "Berit Moe", "Eva Ås", "Kari Nordmo", "Nils Moe", "Siv Lid", "Åse Hol"]
    rows = "".join(f"{name};{'' if name == 'Eva Ås' else '450,00'}\n" for name in names)
    reading = _read(f"{TOP}Navn;Trekk\n{rows}")

    assert (reading.status, _amounts(reading)) == ("lines", [45_000, 45_000, 0, *[45_000] * 4])


def test_names_of_sections_are_no_people() -> None:
    reading = _read(
        f"{TOP}Navn;Trekk\nButikken Storgata;\nKari Nordmo;450,00\nEva Ås;420,00\n"
        "Verkstedet Moss;\nNils Moe;512,00\nSiv Lid;433,00\n"
    )

    assert (reading.status, _amounts(reading)) == ("lines", [45_000, 42_000, 51_200, 43_300])
