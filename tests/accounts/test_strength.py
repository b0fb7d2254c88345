"""Passwords by length and by what they are made of."""

import pytest

from app.accounts.strength import strength, weakness


@pytest.mark.parametrize(
    "password",
    [
        "korrekt hest batteri stift",
        "tre fire tilfeldige ord",
        "Blåbær og snø på Hamar",
        "    🙂 seks små rare tegn",
        "xK9!fq2#Lm7$vB4z",
        "en lang nok setning til prøvene" * 5,
    ],
)
def test_long_password_of_any_composition_is_taken(password: str) -> None:
    assert weakness(password, "anna@example.no", "Anna Prøve") == ""


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "short"),
        ("fjorten tegn!!", "short"),
        ("æ" * 129, "long"),
        ("passord passord", "common"),
        ("Sommer2026Sommer2026", "common"),
        ("qwertyuiopåasdfghjkløæ", "common"),
        ("1234567890123456", "common"),
        ("aaaaaaaaaaaaaaaa", "common"),
        ("abcabcabcabcabcabc", "common"),
        ("Velkommen til Norge 2026!", "common"),
        ("trekklisteportalen2026", "common"),
        ("bodilsverdrup-2026!!", "own"),
    ],
)
def test_guessable_password_is_told_why(password: str, why: str) -> None:
    assert weakness(password, "bodil.sverdrup@example.no") == why


def test_bar_fills_as_the_password_grows() -> None:
    words = ["", "kort", "passord passord", "fire rare ord her", "mange flere helt rare ord her"]
    assert [strength(one) for one in words] == [0, 1, 2, 3, 4]
