"""Forms: what no browser sends is refused whole; what a person typed wrongly is told field by field."""

from typing import Annotated, Any, Literal
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta, Struct

from app.web.posted import Malformed, id_in, parse, read


class Form(Struct, kw_only=True):
    name: Annotated[str, Meta(max_length=5, extra={"missing": "Skriv navnet.", "long": "Høyst fem tegn."})]
    age: int | None = None
    secret: Annotated[str, Meta(extra={"secret": True})] = ""
    agree: bool = False
    reason: Literal["left", "other"] = "other"
    tags: list[str] = []


@pytest.mark.parametrize(
    "body",
    [
        b"a",
        b"=1",
        b"a=1&",
        b"&a=1",
        b"a=1&&b=2",
        b"a=%",
        b"a=%4",
        b"a=%zz",
        b"a=%C0%AE",
        b"a=%ff",
        b"a=\xff",
        b"a=%00",
        b"a=%1b",
        b"%00=a",
        b"a=%ED%A0%80",
        b"a=%F4%90%80%80",
        b"\xef\xbb\xbf\xff=1",
    ],
)
def test_malformed_body_is_refused(body: bytes) -> None:
    with pytest.raises(Malformed):
        parse(body)


def test_body_is_decoded_once() -> None:
    assert parse(b"a=%2541&b=1+2%2B3&c=%C3%A6&d=x%3Dy&e=") == [
        ("a", "%41"),
        ("b", "1 2+3"),
        ("c", "æ"),
        ("d", "x=y"),
        ("e", ""),
    ]


def test_fields_at_the_limit_are_read_and_above_refused() -> None:
    assert len(parse(b"&".join([b"a=1"] * 2000))) == 2000
    with pytest.raises(Malformed) as no:
        parse(b"&".join([b"a=1"] * 2001))
    assert no.value.status == 413


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    try:
        pairs = parse(body)
    except Malformed:
        return
    assert all(name and "\x00" not in name + value for name, value in pairs)


WRITABLE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=50)


@given(st.lists(st.tuples(WRITABLE.filter(bool), WRITABLE), max_size=20))
def test_what_is_encoded_is_read_again(pairs: list[tuple[str, str]]) -> None:
    assert parse(urlencode(pairs).encode()) == pairs


@pytest.mark.parametrize("name", ["name", "age", "secret", "agree", "reason", "_csrf"])
def test_repeated_key_is_refused(name: str) -> None:
    with pytest.raises(Malformed):
        read([("name", "Kari"), (name, "1"), (name, "1")], Form)


@pytest.mark.parametrize("name", ["role", "id", "employer_id", "state", "__class__", "Name"])
def test_unknown_key_is_refused(name: str) -> None:
    with pytest.raises(Malformed):
        read([("name", "Kari"), (name, "1")], Form)


def test_all_errors_come_at_once_with_what_was_typed() -> None:
    form = read([("name", " "), ("age", "x"), ("reason", "none")], Form)

    assert form.value is None
    assert form.errors.keys() == {"name", "age", "reason"}
    assert form.errors["name"] == "Skriv navnet."
    assert form.typed == {"name": "", "age": "x", "agree": "", "reason": "none"}


def test_good_form_is_read() -> None:
    pairs = [("name", " Kari "), ("age", "7"), ("agree", "on"), ("tags", "a"), ("tags", "b"), ("_csrf", "x")]

    assert read(pairs, Form).value == Form(name="Kari", age=7, agree=True, tags=["a", "b"])


def test_secret_is_taken_as_it_is_and_never_shown_again() -> None:
    form = read([("name", ""), ("secret", "  e\u0301\r\n ")], Form)

    assert "secret" not in form.typed
    assert read([("name", "Kari"), ("secret", "  e\u0301\r\n ")], Form).value == Form(
        name="Kari", secret="  e\u0301\r\n "
    )


def test_text_gets_one_spelling() -> None:
    assert read([("name", "A\u030a\r\nb")], Form).value == Form(name="Å\nb")


@pytest.mark.parametrize(("typed", "told"), [("Kari1", None), ("Kari12", "Høyst fem tegn.")])
def test_length_at_and_over_the_limit(typed: str, told: str | None) -> None:
    assert read([("name", typed)], Form).errors.get("name") == told


@pytest.mark.parametrize("typed", ["1.0", "1e3", "٣", "1_0", "0x1", "- 1", "9" * 19, "9" * 5000, "NaN"])
def test_number_in_another_spelling_is_wrong(typed: str) -> None:
    assert "age" in read([("name", "Kari"), ("age", typed)], Form).errors


@pytest.mark.parametrize("typed", ["maybe", "2", "True "])
def test_box_holds_yes_or_no(typed: str) -> None:
    found: Any = read([("name", "Kari"), ("agree", typed)], Form)
    assert ("agree" in found.errors) is (typed != "True ")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1", 1),
        ("1152921504606846975", 2**60 - 1),
        ("8999999999999999999", 8999999999999999999),
        ("9223372036854775808", None),
        ("0", None),
        ("01", None),
        ("+1", None),
        ("-1", None),
        ("1_0", None),
        ("٣", None),
        ("", None),
        ("9" * 5000, None),
    ],
)
def test_id_has_one_spelling(text: str, found: int | None) -> None:
    assert id_in(text) == found
