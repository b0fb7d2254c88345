"""E-mail addresses and mobile numbers."""

import pytest

from app.values.email import fold_email, mask_email, parse_email
from app.values.mobile import format_mobile, mask_mobile, parse_mobile


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("anna@fjord.no", "anna@fjord.no"),
        (" Anna.Berg+lonn@Fjord.NO ", "Anna.Berg+lonn@fjord.no"),
        ("o'brien@example.com", "o'brien@example.com"),
        ("post@blåbær.no", "post@xn--blbr-roah.no"),
        ("a@b.co", "a@b.co"),
        ("a" * 64 + "@fjord.no", "a" * 64 + "@fjord.no"),
    ],
)
def test_address_is_read(text: str, address: str) -> None:
    assert parse_email(text) == address


@pytest.mark.parametrize(
    "text",
    [
        *("", "anna", "@", "anna@", "@fjord.no", "anna@fjord", "anna@@fjord.no", "anna@fjord..no", ".anna@fjord.no"),
        *(
            "anna.@fjord.no",
            "an..na@fjord.no",
            "anna@-fjord.no",
            "anna@fjord-.no",
            "anna@127.0.0.1",
            "anna@[127.0.0.1]",
        ),
        *("a@b,c@d.no", "a@b.no,c@d.no", "a@b.no;c@d.no", "a@b.no c@d.no", "<a@b.no>", 'a"b@c.no', '"a b"@c.no'),
        *("a@b.no\r\nBcc: c@d.no", "a@b>\nBcc:", "a@b.no\n", "a@b.no\x00", "ån@fjord.no", "a(b)@c.no", "a\\b@c.no"),
        *(
            "a" * 65 + "@fjord.no",
            "a@" + "b" * 64 + ".no",
            "a@" + "b." * 130 + "no",
            "a" * 100_000,
            "a.b." * 30_000 + "@c.no",
        ),
    ],
)
def test_what_is_not_one_address_is_refused(text: str) -> None:
    assert parse_email(text) is None


def test_addresses_are_compared_without_case() -> None:
    assert fold_email("Anna@Fjord.no") == fold_email("anna@fjord.no")


def test_address_is_masked() -> None:
    assert mask_email("anna@fjord.no") == "a•••@fjord.no"


@pytest.mark.parametrize(
    ("text", "mobile"),
    [
        ("91234567", "+4791234567"),
        ("912 34 567", "+4791234567"),
        ("+47 912 34 567", "+4791234567"),
        ("0047 412.34.567", "+4741234567"),
        ("(+47) 412-34-567", "+4741234567"),
        ("+46 70 123 45 67", "+46701234567"),
        ("0048 601 234 567", "+48601234567"),
    ],
)
def test_mobile_is_read(text: str, mobile: str) -> None:
    assert parse_mobile(text) == mobile


@pytest.mark.parametrize(
    "text",
    ["", "22334455", "+4722334455", "9123456", "912345678", "+47", "+1", "９1234567", "91234567x", "+" + "4" * 5000],
)
def test_number_that_gets_no_sms_is_refused(text: str) -> None:
    assert parse_mobile(text) is None


def test_mobile_is_written_and_masked() -> None:
    assert format_mobile("+4791234567") == "+47\u00a0912\u00a034\u00a0567"
    assert format_mobile("+46701234567") == "+46701234567"
    assert mask_mobile("+4791234567") == "•••\u00a0••\u00a0567"
