"""Names: order, search, turning."""

import unicodedata

import pytest

from app.values.names import name_fold, name_sort, surname_first, tidy_name, turn

IN_ORDER = [
    "Abrahamsen",
    "Andersen",
    "Berg",
    "Berg Hansen",
    "Berg-Olsen",
    "Bergan",
    "Céline",
    "Celius",
    "Dam",
    "D'Amico",
    "Łukasz",
    "Lund",
    "Myhre",
    "Müller",
    "O’Brien",
    "Obstfelder",
    "Zielinski",
    "Ærlig",
    "Østby",
    "Öström",
    "Øye",
    "Aasen",
    "Åsheim",
    "Aastad",
]


def test_names_sort_in_norwegian_order_byte_by_byte() -> None:
    keys = [name_sort(name).encode() for name in IN_ORDER]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Åse", "AASE"),
        ("Inger-Daniel", "inger  daniel"),
        ("Ångström", "Ångstrøm"),
        ("Kari", "KARI"),
        ("Åse", unicodedata.normalize("NFD", "Åse")),
        ("D’Amico", "D'Amico"),
    ],
)
def test_names_that_differ_only_in_writing_sort_together(one: str, other: str) -> None:
    assert name_sort(one) == name_sort(other)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("asen", "Åsen"),
        ("aasen", "Åsen"),
        ("Åsen", "Aasen"),
        ("soren", "Søren"),
        ("saether", "Sæther"),
        ("Sæth", "SÆTHER"),
        ("muller", "Müller"),
        ("inger d", "Inger-Daniel"),
        ("Lukasz", "Łukasz"),
        ("damico", "D'Amico"),
        ("isaac", "Isaac"),
        ("å", "Nygård"),
        ("Nygård", unicodedata.normalize("NFD", "Nygård")),
    ],
)
def test_name_is_found_as_people_type_it(typed: str, name: str) -> None:
    assert name_fold(typed) in name_fold(name)


def test_every_part_of_a_name_finds_it() -> None:
    for name in [*IN_ORDER, "Isaac Aas", "Baard Aarøe"]:
        for start in range(len(name)):
            for end in range(start + 1, len(name) + 1):
                assert name_fold(name[start:end]) in name_fold(name)


@pytest.mark.parametrize(
    ("given", "turned"),
    [
        ("Nordby, Kari", "Kari Nordby"),
        ("NORDBY,KARI ANNE", "KARI ANNE NORDBY"),
        ("Berg Hansen, Turid Thea", "Turid Thea Berg Hansen"),
        ("Kari  Nordby", "Kari Nordby"),
        ("Nordby,", "Nordby,"),
        (", Kari", ", Kari"),
        ("Hansen, Ola, jr.", "Hansen, Ola, jr."),
        ("", ""),
    ],
)
def test_name_is_turned(given: str, turned: str) -> None:
    assert turn(given) == turned


def test_surname_is_put_first() -> None:
    assert surname_first("Kari Anne Nordby") == "Nordby Kari Anne"
    assert surname_first("Kari") == "Kari"


def test_name_is_tidied() -> None:
    assert tidy_name(" Kari\u00a0 \tNordby\n") == "Kari Nordby"
