"""National ids. All of them synthetic or made up here digit by digit."""

import pickle
from datetime import date

import pytest

from app.values.national_id import NationalId, eleven_digits, fault, mask, mask_birth, parse_national_id

TODAY = date(2026, 11, 21)
LATER = date(2032, 1, 1)


def with_checks(nine: str, over: int = 0) -> list[str]:
    """The ids with these first nine digits whose first check leaves `over`."""
    found = []
    for tail in range(100):
        text = f"{nine}{tail:02}"
        digits = [int(c) for c in text]
        first = sum(d * w for d, w in zip(digits, (3, 7, 6, 1, 8, 9, 4, 5, 2, 1), strict=False)) % 11
        second = sum(d * w for d, w in zip(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1), strict=True)) % 11
        if (first, second) == (over, 0):
            found.append(text)
    return found


def one(nine_without_series: str, series: range, over: int = 0) -> str:
    return next(text for n in series for text in with_checks(f"{nine_without_series}{n:03}", over))


@pytest.mark.parametrize(
    ("six", "series"),
    [
        ("010190", range(500)),
        ("010190", range(900, 1000)),
        ("290200", range(500, 1000)),  # 2000 was a leap year
        ("290204", range(500, 1000)),
        ("311299", range(500)),
        ("410190", range(500)),  # D-number
        ("712239", range(500, 1000)),
    ],
)
def test_id_is_read(six: str, series: range) -> None:
    if six == "712239":
        six = "711239"
    text = one(six, series)
    found = parse_national_id(f" {text[:6]} {text[6:]} ", today=TODAY, synthetic=False)

    assert found is not None
    assert found.reveal() == text
    assert found.is_d_number == (six[0] >= "4")
    assert not found.is_synthetic


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "DIGITS"),
        ("0101901234", "DIGITS"),
        ("010190123456", "DIGITS"),
        ("1,01019E+10", "DIGITS"),
        ("０1019012345", "DIGITS"),
        ("0" * 5000, "DIGITS"),
        (one("320190", range(500)), "DATE"),
        (one("300290", range(500)), "DATE"),
        (one("290290", range(500)), "DATE"),
        (one("290200", range(500)), "DATE"),  # 1900 was no leap year
        (one("001290", range(500)), "DATE"),
        (one("011390", range(500)), "DATE"),
        (one("010045", range(500)), "DATE"),
        (one("010145", range(600, 900)), "DATE"),  # no such series for 1945
        (one("810190", range(500)), "DATE"),  # FH-number: given by hospitals, belongs to no register
        (one("010190", range(500), over=2), "CHECK"),
        ("00000000000", "DATE"),
        ("01019012345", "CHECK"),
    ],
)
def test_fault_is_named(text: str, why: str) -> None:
    assert fault(text, today=TODAY, synthetic=True) == why
    assert parse_national_id(text, today=TODAY, synthetic=True) is None


@pytest.mark.parametrize("month", ["41", "52", "66", "77", "81", "92"])
def test_synthetic_id_is_read_where_it_may_be_and_refused_in_production(month: str) -> None:
    text = one(f"15{month}90", range(500))
    found = parse_national_id(text, today=TODAY, synthetic=True)

    assert found is not None
    assert found.is_synthetic
    assert fault(text, today=TODAY, synthetic=False) == "SYNTHETIC"


@pytest.mark.parametrize("month", ["13", "40", "53", "65", "78", "80", "93"])
def test_month_between_the_test_series_is_no_date(month: str) -> None:
    assert fault(one(f"15{month}90", range(500)), today=TODAY, synthetic=True) == "DATE"


@pytest.mark.parametrize("over", [1, 2, 3])
def test_new_check_counts_from_2032(over: int) -> None:
    text = one("010130", range(500), over)

    assert fault(text, today=date(2031, 12, 31), synthetic=False) == "CHECK"
    assert fault(text, today=LATER, synthetic=False) is None


def test_remainder_of_four_is_wrong_also_from_2032() -> None:
    assert fault(one("010130", range(500), over=4), today=LATER, synthetic=False) == "CHECK"


def test_old_ids_stay_valid_from_2032() -> None:
    assert fault(one("010190", range(500)), today=LATER, synthetic=False) is None


def test_century_is_not_told_from_2032() -> None:
    assert fault(one("290200", range(500)), today=LATER, synthetic=False) is None
    assert fault(one("290201", range(500)), today=LATER, synthetic=False) == "DATE"


def test_swapped_digits_are_caught() -> None:
    text = one("150373", range(500))

    for at in range(10):
        swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        assert swapped == text or fault(swapped, today=TODAY, synthetic=True) is not None


def test_id_shows_only_its_mask() -> None:
    text = one("150373", range(500))
    found = parse_national_id(text, today=TODAY, synthetic=False)
    assert isinstance(found, NationalId)

    shown = [
        repr(found),
        str(found),
        f"{found}",
        f"{found:>30}",
        f"{found} {found!r}",
        repr([found]),
        repr({"id": found}),
    ]
    assert [text in words or text[6:] in words for words in shown] == [False] * len(shown)
    assert found.masked == "150373\u00a0•••••"
    assert found.birth_part == "150373"
    with pytest.raises(TypeError):
        pickle.dumps(found)


def test_mask_never_lets_other_text_through() -> None:
    text = one("150373", range(500))

    assert mask(text) == mask(f"{text[:6]} {text[6:]}") == mask_birth("150373") == "150373\u00a0•••••"
    assert mask(text[1:]) == mask("Kari Nordby") == mask("") == "••••••\u00a0•••••"


def test_digits_are_read_unchecked() -> None:
    assert eleven_digits("010190 12345") == eleven_digits("010190-12345") == "01019012345"
    assert eleven_digits("1019012345") is None


def test_ids_are_equal_by_their_digits() -> None:
    text = one("150373", range(500))
    assert parse_national_id(text, today=TODAY, synthetic=False) == parse_national_id(text, today=LATER, synthetic=True)
    assert (
        len(
            {
                parse_national_id(text, today=TODAY, synthetic=False),
                parse_national_id(text, today=LATER, synthetic=False),
            }
        )
        == 1
    )
