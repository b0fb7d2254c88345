"""Whose letter a file is, by what it is called."""

import pytest

from app.letters.placing import NOBODY, SEVERAL, UNKNOWN, Address, Place, Places, kind_named, title_named
from tests.support import people

A, B, C, STRANGE = (people.orgnr(n) for n in (1, 2, 3, 4))
PLACES = Places(
    [
        Place(11, 1, A, "K7MW3QXNPT", "Fjord"),
        Place(21, 2, B, "1001", "Vik"),
        Place(22, 2, B, "1002", "Vik"),
        Place(31, 3, C, "2026", "Års"),
    ]
)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (f"{A}.pdf", Address(1, 11)),
        (f"{A[:3]} {A[3:6]} {A[6:]} start.pdf", Address(1, 11)),
        (f"start_{B}_nov.pdf", Address(2, None)),
        (f"1002_{B}.pdf", Address(2, 22)),
        ("K7MW3QXNPT-slutt.pdf", Address(1, 11)),
        ("k7mw 3qxn pt.pdf", NOBODY),
        ("1001 start.pdf", Address(2, 21)),
        ("brev 1001.pdf", NOBODY),
        ("Start av trekk november 2026.pdf", NOBODY),
        (f"{A} {C}.pdf", SEVERAL),
        (f"1001_{A}.pdf", SEVERAL),
        (f"{STRANGE} start.pdf", UNKNOWN),
        ("01019012345.pdf", NOBODY),
        ("", NOBODY),
    ],
)
def test_name_says_whose_it_is_or_that_it_does_not(name: str, found: object) -> None:
    assert PLACES.named(name) == found


@pytest.mark.parametrize(
    ("told", "found"),
    [(A, Address(1, 11)), ("1001", Address(2, 21)), (B, Address(2, None)), ("9", UNKNOWN), ("", NOBODY)],
)
def test_mapping_is_taken_at_its_word(told: str, found: object) -> None:
    assert PLACES.told(told) == found


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a Start.pdf", "START"), ("sluttbrev.pdf", "STOP"), ("endring.pdf", "CHANGE"), ("start og stopp.pdf", "")],
)
def test_name_says_which_kind(name: str, kind: str) -> None:
    assert kind_named(name) == kind


@pytest.mark.parametrize(
    ("name", "title"),
    [
        (f"{A}_Start_trekk.pdf", ""),
        (f"{A} Rundskriv om ferie.pdf", "Rundskriv om ferie"),
        ("K7MW3QXNPT Start Kari Nordmann.pdf", "Start Kari Nordmann"),
        ("Start 010190 12345 x.pdf", ""),
    ],
)
def test_title_is_what_else_the_name_says(name: str, title: str) -> None:
    assert title_named(name, PLACES) == title
