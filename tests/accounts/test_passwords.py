"""Passwords are kept as argon2id, and checked without holding anything up."""

import asyncio

import pytest

from app.accounts import passwords
from app.accounts.emails import fold, is_email
from app.errors import Busy


async def test_password_is_known_again_exactly() -> None:
    kept = await passwords.hashed("  fjorten tegn æ ")

    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert [await passwords.matches(word, kept) for word in ("  fjorten tegn æ ", "fjorten tegn æ", "")] == [
        True,
        False,
        False,
    ]


async def test_nobodys_password_is_never_right() -> None:
    assert not await passwords.matches("", None)
    assert not await passwords.matches("x", "not a hash")


@pytest.mark.parametrize(
    ("password", "fault"),
    [("x" * 14, "short"), ("x" * 15, ""), ("æ" * 15, ""), ("x" * 256, ""), ("x" * 257, "long"), ("æ" * 129, "long")],
)
def test_length_at_and_over_the_limits(password: str, fault: str) -> None:
    assert passwords.fault_in(password) == fault


async def test_more_than_the_queue_are_asked_to_come_again() -> None:
    kept = await passwords.hashed("femten tegn eller mer")
    tries = [passwords.matches("feil", kept) for _ in range(passwords.THREADS + passwords.QUEUE + 5)]
    answers = await asyncio.gather(*tries, return_exceptions=True)

    assert sum(isinstance(answer, Busy) for answer in answers) == 5
    assert not await passwords.matches("feil", kept)


async def test_event_loop_goes_on_meanwhile() -> None:
    kept = await passwords.hashed("femten tegn eller mer")
    tries = asyncio.gather(*[passwords.matches("feil", kept) for _ in range(6)])
    turns = 0
    while not tries.done():
        await asyncio.sleep(0)
        turns += 1

    assert turns > 50  # on the loop itself there would be one for each try


def test_old_parameters_are_outdated() -> None:
    assert passwords.is_outdated("$argon2id$v=19$m=4096,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAA")


@pytest.mark.parametrize(
    "text",
    ["anna@example.no", "a@b.no", "o'brien+x@sub.example.museum", "x" * 64 + "@example.no"],
)
def test_address_is_one(text: str) -> None:
    assert is_email(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "anna",
        "anna@",
        "@example.no",
        "anna@example",
        "anna@example.no\n",
        "anna@example.no\r\nBcc: x@y.no",
        "a@b.no,c@d.no",
        "Anna <anna@example.no>",
        "anna@exa mple.no",
        "åse@example.no",
        "anna@eksåmpel.no",
        "anna..b@example.no",
        "anna@-example.no",
        "x" * 65 + "@example.no",
        "x@" + "y" * 250 + ".no",
        'a"b@c.no',
    ],
)
def test_address_is_none(text: str) -> None:
    assert not is_email(text)


def test_address_folds_without_surprises() -> None:
    assert fold(" Anna@Example.NO ") == "anna@example.no"
    assert fold("anna@example.no\u212a") == "anna@example.no\u212a"
