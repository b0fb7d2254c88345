"""A form counts only when it is from a page of ours, in this session: nine ways in which it is not, on every road."""

import re
from typing import Any

import httpx
import pytest

from tests.support import sessions
from tests.support.cast import Cast

OURS = {"sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded"}


def _unsafe() -> list[Any]:
    from app.asgi import litestar
    from app.web.roads import roads_of

    return [road for road in roads_of(litestar) if road.method == "POST"]


def _token(session: str, purpose: str = "session") -> str:
    from app.web import csrf

    return csrf.token(csrf.fingerprint(session), purpose)


async def test_there_are_roads_to_walk(db: Any) -> None:
    assert len(_unsafe()) > 10


async def test_nine_ways_are_refused_on_every_road(new_browser: Any, cast: Cast, db: Any) -> None:
    before = await _everything(db)
    for person in (cast.anna, cast.siri):
        browser = await new_browser(person)
        _, others = await sessions.open_for(cast.bo)
        ours = _token(browser.token)
        flipped = ours[:20] + ("A" if ours[20] != "A" else "B") + ours[21:]
        ways = {
            "no token": (OURS, ""),
            "empty token": (OURS, "_csrf="),
            "another session's": (OURS, f"_csrf={_token(others)}"),
            "another purpose's": (OURS, f"_csrf={_token(browser.token, 'flow')}"),
            "changed": (OURS, f"_csrf={flipped}"),
            "cut short": (OURS, f"_csrf={ours[:-1]}"),
            "no letters of ours": (OURS, "_csrf=" + "%C3%A6" * 43),
            "another site": (OURS | {"sec-fetch-site": "cross-site"}, f"_csrf={ours}"),
            "another origin": (
                {"content-type": OURS["content-type"], "origin": "https://evil.example"},
                f"_csrf={ours}",
            ),
            "nobody's origin": ({"content-type": OURS["content-type"]}, f"_csrf={ours}"),
            "a subdomain": (OURS | {"sec-fetch-site": "same-site"}, f"_csrf={ours}"),
        }
        for road in _unsafe():
            path = _path(road.path, cast)
            for name, (headers, body) in ways.items():
                answer = await browser.client.post(path, content=body, headers=headers)
                assert answer.status_code in _refusals(road, person.kind), (name, road.path, answer.status_code)
            doubled = await browser.client.post(path, content=f"_csrf={ours}&_csrf={ours}", headers=OURS)
            assert doubled.status_code in {400, *_refusals(road, person.kind)}, road.path
            typed = await browser.client.post(path, content="{}", headers=OURS | {"content-type": "text/plain"})
            assert typed.status_code == 415
    assert await _everything(db) == before


def _refusals(road: Any, kind: str) -> set[int]:
    """403; for what is not for this sort of person at all, that it is not there."""
    if road.handler.opt.get("flow"):
        return {403, 303, 404}  # who is in already is sent on, and a form that stood too long begins again
    if road.who in {"deliver", "signed-in"}:
        return {403, 404} if kind != "EMPLOYER" else {403}
    if road.who in {"submit", "manage"} and kind != "EMPLOYER":
        return {403, 404}
    return {403, 404} if road.who in {"staff", "operator"} and kind == "EMPLOYER" else {403}


def _path(path: str, cast: Cast) -> str:
    return re.sub(r"\{[^}]*\}", "7", path.replace("{employer_id:int}", str(cast.fjord)))


async def _everything(db: Any) -> dict[str, int]:
    """How many rows there are of what people do."""
    tables = (
        "deduction_list",
        "submission",
        "upload",
        "reopening",
        "line_change",
        "held_form",
        "audit_event",
        "outbox",
    )
    return {table: await db.value(f"SELECT count(*) FROM {table}") for table in tables}


async def test_token_is_taken_from_the_field_or_the_header(browser: Any, cast: Cast) -> None:
    await browser.sign_in(cast.anna)
    token = _token(browser.token)
    data = {"language": "nn", "back": "/"}

    field = await browser.client.post("/language", data={**data, "_csrf": token}, headers=OURS)
    header = await browser.client.post("/language", data=data, headers=OURS | {"x-csrf-token": token})
    old_browser = await browser.client.post(
        "/language", data={**data, "_csrf": token}, headers={"origin": "http://127.0.0.1:8000"}
    )

    assert [answer.status_code for answer in (field, header, old_browser)] == [303, 303, 303]


@pytest.mark.parametrize("header", [b"\xc3\xa6" * 20, b"\xff" * 43, b"A" * 5000])
async def test_strange_token_in_the_header_is_refused(client: httpx.AsyncClient, header: bytes) -> None:
    answer = await client.post("/language", data={"language": "nn"}, headers={**OURS, "x-csrf-token": header})
    assert answer.status_code in {400, 403}


async def test_sign_in_form_is_bound_to_the_flow_alone(browser: Any, cast: Cast) -> None:
    await browser.sign_in(cast.anna)
    assert browser.page is None
    browser.client.cookies.clear()
    browser.client.cookies.set("flow", "F" * 43, domain="127.0.0.1")
    right, wrong = _token("F" * 43, "flow"), _token("F" * 43, "session")
    data = {"email": "x@example.no", "password": "x" * 15}

    answers = [
        (await browser.client.post("/sign-in", data={**data, "_csrf": token}, headers=OURS)).status_code
        for token in (right, wrong, "")
    ]
    assert answers == [422, 403, 403]
