"""Free text: what is kept of it, and what is refused."""

import unicodedata

import pytest

from app.values.text import fault, parse_text


def test_text_is_tidied() -> None:
    assert parse_text("  To permitterte\r\nfra 15. november \r", 100) == "To permitterte fra 15. november"
    assert parse_text(" a  \r\n\r\n b\t\n", 100, lines=True) == "a\n\n b"
    assert parse_text(unicodedata.normalize("NFD", "Åse"), 3) == "Åse"
    assert parse_text("", 10) == ""


@pytest.mark.parametrize("text", ["{{7*7}}", "{0.__class__}", "%s%n", "<b>&", "Zoë 👩‍🌾 שלום", "=1+1"])
def test_text_that_only_looks_dangerous_is_kept(text: str) -> None:
    assert parse_text(text, 100) == text


def test_length_counts_what_is_kept() -> None:
    assert fault("a" * 10, 10) is None
    assert fault(" " * 50 + "a" * 10, 10) is None
    assert fault("a" * 11, 10) == "TOO_LONG"
    assert fault("a" * 10_000_000, 10) == "TOO_LONG"


@pytest.mark.parametrize(
    "sign",
    [
        "\x00",
        "\x07",
        "\x0b",
        "\x1b",
        "\x7f",
        "\x85",
        "\u2028",
        "\u202a",
        "\u202e",
        "\u2066",
        "\u2069",
        "\ud800",
        "\uffff",
    ],
)
@pytest.mark.parametrize("lines", [False, True])
def test_signs_that_turn_or_hide_text_are_refused(sign: str, lines: bool) -> None:
    assert fault(f"a{sign}b", 10, lines=lines) == "CONTROL"
    assert parse_text(f"a{sign}b", 10, lines=lines) is None
