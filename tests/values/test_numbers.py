"""Organisation, account, KID and receipt numbers: those with a check digit."""

from itertools import combinations

import pytest

from app.values.account_no import format_account_no, parse_account_no
from app.values.kid import Method, format_kid, make_kid, next_kid, parse_kid
from app.values.orgnr import format_orgnr, parse_orgnr
from app.values.receipt_no import make_receipt_no, parse_receipt_no


@pytest.mark.parametrize(
    "text",
    [
        "974760673",
        "974 760 673",
        "974\u00a0760\u00a0673",
        "974.760.673",
        "NO974760673MVA",
        "no 974 760 673 mva",
        " 974760673 ",
    ],
)
def test_orgnr_is_read(text: str) -> None:
    assert parse_orgnr(text) == "974760673"


@pytest.mark.parametrize(
    "text",
    ["", "974760674", "97476067", "9747606730", "000000000", "９74760673", "97476 0673", "974760673x", "9" * 5000],
)
def test_orgnr_with_a_slip_is_refused(text: str) -> None:
    assert parse_orgnr(text) is None


def test_orgnr_of_the_test_register_is_read() -> None:
    assert [parse_orgnr(text) for text in ("315354226", "318152357", "319008381")] != [None, None, None]


def test_orgnr_is_written_in_threes() -> None:
    assert format_orgnr("974760673") == "974\u00a0760\u00a0673"


@pytest.mark.parametrize("text", ["12345678903", "1234.56.78903", "1234 56 78903", "1234\u00a056\u00a078903"])
def test_account_number_is_read(text: str) -> None:
    assert parse_account_no(text) == "12345678903"


@pytest.mark.parametrize("text", ["", "12345678904", "1234567890", "1234-56-78903", "00000000000", "1" * 5000])
def test_account_number_with_a_slip_is_refused(text: str) -> None:
    assert parse_account_no(text) is None


def test_account_number_is_written_with_points() -> None:
    assert format_account_no("12345678903") == "1234.56.78903"


@pytest.mark.parametrize(
    ("number", "length", "method", "kid"),
    [
        (1234567, 8, "MOD10", "12345674"),  # the bank's own example: 1234567 gets 4
        (1234567, 12, "MOD10", "000012345674"),
        (12345678, 9, "MOD11", "123456785"),  # the bank's own example: 12345678 gets 5
        (0, 4, "MOD10", "0000"),
        (1, 4, "MOD10", "0018"),
        (10**24 - 1, 25, "MOD10", "9" * 24 + "4"),
        (6, 4, "MOD11", None),  # 6 x 2 leaves 1: «-»
    ],
)
def test_kid_carries_its_number(number: int, length: int, method: Method, kid: str | None) -> None:
    assert make_kid(number, length, method) == kid
    assert kid is None or parse_kid(kid, method) == kid


@pytest.mark.parametrize(("number", "length"), [(1000, 4), (-1, 8), (1, 3), (1, 26), (10**24, 25)])
def test_kid_that_does_not_fit_is_refused(number: int, length: int) -> None:
    with pytest.raises(ValueError, match="KID"):
        make_kid(number, length, "MOD10")


def test_kid_with_a_dash_is_not_issued() -> None:
    assert next_kid(6, 4, "MOD11") == (make_kid(7, 4, "MOD11"), 7)
    assert next_kid(5, 4, "MOD11") == (make_kid(5, 4, "MOD11"), 5)


@pytest.mark.parametrize("method", ["MOD10", "MOD11"])
def test_kid_with_one_wrong_digit_is_refused(method: Method) -> None:
    kid, _ = next_kid(26115093, 12, method)

    for at in range(len(kid)):
        for digit in set("0123456789") - {kid[at]}:
            assert parse_kid(kid[:at] + digit + kid[at + 1 :], method) is None


def test_kid_is_read_as_printed() -> None:
    kid, _ = next_kid(26115093, 12, "MOD10")
    assert parse_kid(format_kid(kid)) == parse_kid(kid.replace("", " ")[:60]) == kid
    assert [parse_kid(text) for text in ("", "1", "1234567-", "x" * 5000, "9" * 26)] == [None] * 5


def test_receipt_number_says_its_month_and_is_the_same_each_time() -> None:
    number = make_receipt_no("2026-11", 123456789012345678)

    assert number == make_receipt_no("2026-11", 123456789012345678)
    assert number.startswith("TL-2611-")
    assert len(number) == len("TL-2611-4KM-9QR-XC7")
    assert len({make_receipt_no("2026-11", n) for n in range(20_000)}) == 20_000


def test_receipt_number_is_read_as_people_type_it() -> None:
    number = make_receipt_no("2026-11", 42)

    for typed in (number.lower(), number.replace("-", ""), f" {number.replace('-', ' ')} ", number.replace("-", "–")):
        assert parse_receipt_no(typed) == number
    assert parse_receipt_no(number.replace("1", "I")) == number


def test_receipt_number_with_a_slip_is_refused() -> None:
    number = make_receipt_no("2026-11", 42)
    bare = number.replace("-", "")

    for at in range(8, len(bare)):
        for wrong in set("123456789BCDFGHJKMNPQRSTVWXYZ") - {bare[at]}:
            assert parse_receipt_no(bare[:at] + wrong + bare[at + 1 :]) is None
    for a, b in combinations(range(6, len(bare) - 1), 2):
        swapped = list(bare)
        swapped[a], swapped[b] = swapped[b], swapped[a]
        assert bare[a] == bare[b] or parse_receipt_no("".join(swapped)) is None
    assert [parse_receipt_no(text) for text in ("", "TL", number[:-1], number + "1", "TL-2613-111-111-111")] == [
        None
    ] * 5
