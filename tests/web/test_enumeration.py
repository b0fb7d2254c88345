"""Known and unknown look the same on every form before sign-in: bytes, headers, cookies."""

import re
from typing import Any

import pytest

from app.values.email import mask_email
from tests.support import people, rows
from tests.support.cast import Cast

TOKEN = re.compile(r'name="_csrf" value="[^"]{43}"')
COOKIE = re.compile(r"=[A-Za-z0-9_-]{43};")

# Each form: where it is, and what is filled in for a known one and an unknown one.
FORMS = {
    "sign-in": ("/sign-in", {"email": "anna@example.no", "password": "x" * 20}, {"email": "rolf@example.no"}),
    "activation": ("/activation", {"email": "anna@example.no"}, {"email": "rolf@example.no"}),
    "reset": ("/password-reset", {"email": "anna@example.no"}, {"email": "rolf@example.no"}),
    "list": (
        "/lists/sign-in",
        {"union": "metall", "number": "100001", "secret": "F-1001"},
        {"number": "100999"},
    ),
    "list, wrong id": (
        "/lists/sign-in",
        {"union": "metall", "number": "100001", "secret": "F-1001"},
        {"secret": "F-1999"},
    ),
    "list, wrong numbers": (
        "/lists/sign-in",
        {"union": "sjo", "number": "100002", "secret": "S-9999"},
        {"number": "100998"},
    ),
    "access": (
        "/access-request",
        {"employers": people.orgnr(1), "name": "Ny", "email": "anna@example.no", "unions": "metall"},
        {"email": "rolf@example.no"},
    ),
    "access, employer": (
        "/access-request",
        {"employers": people.orgnr(1), "name": "Ny", "email": "rolf@example.no", "unions": "metall"},
        {"employers": people.orgnr(99)},
    ),
}


@pytest.fixture
async def there(cast: Cast, db: Any) -> None:
    """List 100001 is Fjord's with Metall, which asks for a code; 100002 with Sjø, which does not."""
    await rows.deduction_list(cast.fjord_metall, [45050])
    await rows.deduction_list(cast.fjord_sjo, [45050], first=10)
    await db.execute("UPDATE trade_union SET policy = ? WHERE id = ?", '{"list_sign_in":"NUMBER_AND_ID"}', cast.sjo)


async def _seen(new_browser: Any, path: str, fields: dict[str, str], address: str) -> list[Any]:
    """All that a stranger at this address can see: of the answer, and of the page that it leads to."""
    browser = await new_browser()
    browser.client._transport.client = (address, 1)
    page = await browser.get(path)
    data = dict(page.form(f'form[action="{path}"]').filled(**fields))
    headers = {"sec-fetch-site": "same-origin"}
    answers = [await browser.client.post(path, data=data, headers=headers)]
    if "location" in answers[0].headers:
        answers.append(await browser.client.get(answers[0].headers["location"]))
    return [_without_what_was_typed(answer, fields) for answer in answers]


def _without_what_was_typed(answer: Any, fields: dict[str, str]) -> Any:
    text = TOKEN.sub("", answer.text)
    for typed in fields.values():
        text = text.replace(f'value="{typed}"', "").replace(typed, "")
        text = text.replace(mask_email(typed), "") if "@" in typed else text
    kept = sorted((name, COOKIE.sub("=;", value)) for name, value in answer.headers.items() if name != "content-length")
    return answer.status_code, kept, text


@pytest.mark.usefixtures("there")
@pytest.mark.parametrize("form", FORMS)
async def test_known_and_unknown_are_answered_alike(new_browser: Any, form: str) -> None:
    path, known, other = FORMS[form]

    first = await _seen(new_browser, path, known, "203.0.113.9")
    second = await _seen(new_browser, path, known | other, "198.51.100.9")

    assert first == second
