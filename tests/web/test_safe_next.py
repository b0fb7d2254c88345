"""Where sign-in may lead on to."""

from typing import Any

import httpx
import pytest

SAFE = ["/held-form", "/held-form?x=1", "/e/7/submissions", "/e/7/lists/8?show=changed&page=2"]

UNSAFE = [
    "",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "https://evil.example",
    "https:evil.example",
    "http:/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "@evil.example",
    "/@evil.example",
    "/%2f%2fevil.example",
    "/%5cevil.example",
    "/held-form/../../x",
    "/held-form//",
    "/held-form#x",
    "/held-form\\x",
    "/held-form\r\nSet-Cookie: a=b",
    "/held-form\n",
    "/held-form\x00",
    "/held-form\t",
    " /held-form",
    "/held-form ",
    "/held-form?æ",
    "/ held-form",
    "/sign-in",
    "/sign-in?next=/held-form",
    "/sign-out",
    "/held-form/removal",
    "/no/such/page",
    "/e/7/lists/8/delivery",
    "/HELD-FORM",
    "/held-form?" + "x" * 500,
    "?next=/held-form",
    "/.evil.example",
    "//",
    "/\u2044evil.example",
]


@pytest.fixture
def safe_next(db: Any) -> Any:
    import app.asgi  # noqa: F401 - its routes are where one may go
    from app.web.roads import roads

    return roads().safe_next


@pytest.mark.parametrize("wanted", SAFE)
def test_page_of_ours_is_gone_on_to(safe_next: Any, wanted: str) -> None:
    assert safe_next(wanted) == wanted


@pytest.mark.parametrize("wanted", UNSAFE)
def test_anything_else_is_not(safe_next: Any, wanted: str) -> None:
    assert safe_next(wanted, "/home") == "/home"


async def test_sign_in_page_never_says_where_else(client: httpx.AsyncClient) -> None:
    for wanted in UNSAFE:
        if wanted.strip() in SAFE:  # blanks around what was typed never count
            continue
        answer = await client.get("/sign-in", params={"next": wanted})
        if answer.status_code == 200:
            assert 'name="next" value="/">' in answer.text, wanted
        else:
            assert answer.status_code == 400
