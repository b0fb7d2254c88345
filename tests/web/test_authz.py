"""Who may ask what: every road, for every sort of person, with things that are really there.

A road that is not in the table fails; so does one whose handler says somebody else than the table.
"""

import re
from collections import defaultdict
from typing import Any

import pytest

from tests.support import rows
from tests.support.cast import Cast

# Every road, and who it is for.
TABLE = {
    "GET /": "anyone",
    "GET /sign-in": "anyone",
    "POST /sign-in": "anyone",
    "GET /activation": "anyone",
    "POST /activation": "anyone",
    "POST /activation/again": "anyone",
    "GET /activation/code": "anyone",
    "POST /activation/code": "anyone",
    "GET /password-reset": "anyone",
    "POST /password-reset": "anyone",
    "POST /password-reset/again": "anyone",
    "GET /password-reset/code": "anyone",
    "POST /password-reset/code": "anyone",
    "GET /sign-in/factor": "anyone",
    "POST /sign-in/factor": "anyone",
    "POST /sign-in/factor/again": "anyone",
    "GET /welcome/{token}": "anyone",
    "POST /welcome/{token}": "anyone",
    "GET /declaration": "signed-in",
    "POST /declaration": "signed-in",
    "GET /confirm": "user",
    "POST /confirm": "user",
    "GET /account": "user",
    "POST /account/name": "user",
    "GET /account/password": "user",
    "POST /account/password": "user",
    "GET /account/mobile": "user",
    "POST /account/mobile": "user",
    "GET /account/mobile/code": "user",
    "POST /account/mobile/code": "user",
    "POST /account/mobile/removal": "user",
    "GET /account/email": "user",
    "POST /account/email": "user",
    "GET /account/email/code": "user",
    "POST /account/email/code": "user",
    "POST /account/devices/{device}/removal": "user",
    "POST /account/sessions/{session}/removal": "user",
    "POST /account/sessions/removal": "user",
    "GET /account/declarations": "user",
    "GET /account/authenticator": "user",
    "GET /account/authenticator.svg": "user",
    "POST /account/authenticator": "user",
    "POST /account/authenticator/removal": "user",
    "POST /account/recovery-codes": "user",
    "GET /lists/sign-in": "anyone",
    "POST /lists/sign-in": "anyone",
    "GET /lists/sign-in/code": "anyone",
    "POST /lists/sign-in/code": "anyone",
    "GET /e/{employer}/lists/{list}/settled": "deliver",
    "GET /access-request": "anyone",
    "POST /access-request": "anyone",
    "GET /access-request/received": "anyone",
    "GET /invitations/{token}": "anyone",
    "POST /invitations/{token}": "anyone",
    "GET /staff/access-requests": "staff",
    "POST /staff/access-requests/{request}/decision": "staff",
    "GET /e/{employer}/access": "submit",
    "POST /e/{employer}/access/invitations": "manage",
    "POST /e/{employer}/access/invitations/{invitation}/removal": "manage",
    "POST /e/{employer}/access/users/{user}/role": "manage",
    "POST /e/{employer}/access/users/{user}/removal": "manage",
    "POST /e/{employer}/access/handover": "manage",
    "POST /e/{employer}/access/requests/{request}/decision": "manage",
    "POST /e/{employer}/access/review": "manage",
    "POST /sign-out": "anyone",
    "POST /language": "anyone",
    "GET /help": "anyone",
    "GET /privacy": "anyone",
    "GET /accessibility": "anyone",
    "GET /held-form": "user",
    "POST /held-form/removal": "user",
    "GET /dev/bare": "user",
    "GET /dev/components": "dev",
    "GET /dev/messages": "dev",
    "GET /employers": "submit",
    "GET /e/{employer}/home": "submit",
    "POST /e/{employer}/lists": "submit",
    "GET /e/{employer}/lists/{list}": "deliver",
    "POST /e/{employer}/lists/{list}": "deliver",
    "POST /e/{employer}/lists/{list}/search": "deliver",
    "POST /e/{employer}/lists/{list}/paste": "deliver",
    "POST /e/{employer}/lists/{list}/undo": "deliver",
    "POST /e/{employer}/lists/{list}/remark": "deliver",
    "GET /e/{employer}/lists/{list}/changes": "deliver",
    "GET /e/{employer}/lists/{list}/lines/{n}": "deliver",
    "POST /e/{employer}/lists/{list}/lines/{n}": "deliver",
    "POST /e/{employer}/lists/{list}/lines/{n}/amount": "deliver",
    "POST /e/{employer}/lists/{list}/lines/{n}/removal": "deliver",
    "GET /e/{employer}/lists/{list}/people/new": "deliver",
    "POST /e/{employer}/lists/{list}/people": "deliver",
    "GET /e/{employer}/lists/{list}/review": "deliver",
    "GET /e/{employer}/lists/{list}/template": "submit",
    "POST /e/{employer}/lists/{list}/delivery": "deliver",
    "GET /e/{employer}/lists/{list}/none": "deliver",
    "POST /e/{employer}/lists/{list}/none": "deliver",
    "GET /e/{employer}/lists/{list}/reopening": "deliver",
    "POST /e/{employer}/lists/{list}/reopening": "deliver",
    "GET /e/{employer}/submissions": "submit",
    "GET /e/{employer}/submissions/{submission}": "deliver",
    "GET /e/{employer}/submissions/{submission}/lines": "submit",
    "GET /e/{employer}/uploads": "submit",
    "POST /e/{employer}/uploads": "submit",
    "GET /e/{employer}/uploads/{upload}": "submit",
    "POST /e/{employer}/uploads/{upload}/files": "submit",
    "POST /e/{employer}/uploads/{upload}/files/{n}/removal": "submit",
    "POST /e/{employer}/uploads/{upload}/delivery": "submit",
    "GET /e/{employer}/missing": "submit",
    "GET /e/{employer}/missing/{agreement}/{member}": "submit",
    "GET /e/{employer}/uploads/{upload}/files/{n}/understood": "submit",
    "GET /e/{employer}/uploads/{upload}/files/{n}/columns": "submit",
    "POST /e/{employer}/uploads/{upload}/files/{n}/columns": "submit",
    "POST /e/{employer}/uploads/{upload}/files/{n}/forgetting": "submit",
    "POST /e/{employer}/uploads/{upload}/files/{n}/move": "submit",
    "POST /e/{employer}/uploads/{upload}/files/{n}/claim": "submit",
    "GET /e/{employer}/uploads/{upload}/acceptance": "submit",
    "GET /e/{employer}/uploads/{upload}/answers": "submit",
    "GET /e/{employer}/uploads/{upload}/cancellation": "submit",
    "GET /e/{employer}/uploads/{upload}/choices": "submit",
    "GET /e/{employer}/uploads/{upload}/delivery": "submit",
    "GET /e/{employer}/uploads/{upload}/files": "submit",
    "GET /e/{employer}/uploads/{upload}/preview": "submit",
    "GET /e/{employer}/uploads/{upload}/reading": "submit",
    "GET /e/{employer}/uploads/{upload}/progress": "submit",
    "GET /e/{employer}/uploads/{upload}/retraction": "submit",
    "POST /e/{employer}/uploads/{upload}/retraction": "submit",
    "POST /e/{employer}/missing": "submit",
    "POST /e/{employer}/missing/{agreement}/{member}": "submit",
    "POST /e/{employer}/missing/{agreement}/{member}/withdrawal": "submit",
    "POST /e/{employer}/uploads/{upload}/acceptance": "submit",
    "POST /e/{employer}/uploads/{upload}/answers": "submit",
    "POST /e/{employer}/uploads/{upload}/cancellation": "submit",
    "POST /e/{employer}/uploads/{upload}/choices": "submit",
    "POST /e/{employer}/uploads/{upload}/preview": "submit",
    "GET /e/{employer}/letters": "submit",
    "GET /e/{employer}/letters/{letter}": "submit",
    "POST /e/{employer}/letters/zip": "submit",
    "POST /e/{employer}/letters/{letter}/unread": "submit",
    "GET /staff/letters": "staff",
    "POST /staff/letters": "staff",
    "GET /staff/letters/batches/{batch}": "staff",
    "GET /staff/letters/batches/{batch}/progress": "staff",
    "GET /staff/letters/batches/{batch}/files/{n}": "staff",
    "POST /staff/letters/batches/{batch}/files/{n}/placing": "staff",
    "POST /staff/letters/batches/{batch}/files/{n}/removal": "staff",
    "GET /e/{employer}/letters/notices": "submit",
    "POST /e/{employer}/letters/notices": "submit",
    "GET /e/{employer}/letters/notices/file": "submit",
    "GET /staff/letters/notices": "staff",
    "POST /staff/letters/notices/making": "staff",
    "GET /staff/letters/templates": "staff",
    "POST /staff/letters/templates": "staff",
    "POST /e/{employer}/uploads/{upload}/reading": "submit",
}

# Who passes the guard; what is then theirs is for the queries.
PASSES = {
    "anyone": {"nobody", "list", "anna", "bo", "cecilie", "randi", "siri", "adam", "stian", "olav"},
    "dev": {"nobody", "list", "anna", "bo", "cecilie", "randi", "siri", "adam", "stian", "olav"},
    "user": {"anna", "bo", "cecilie", "randi", "siri", "adam", "stian", "olav"},
    "signed-in": {"list", "anna", "bo", "cecilie", "randi", "siri", "adam", "stian", "olav"},
    "deliver": {"list", "anna", "bo", "cecilie"},
    "submit": {"anna", "bo", "cecilie"},
    "manage": {"anna", "bo", "cecilie"},
    "staff": {"randi", "siri", "adam", "stian", "olav"},
    "operator": {"olav"},
}
EVERYBODY = sorted(PASSES["anyone"])


def _roads() -> dict[str, str]:
    """`METHOD /path/{employer}` to what its handler says."""
    from app.asgi import litestar
    from app.web.roads import roads_of

    return {f"{road.method} {_named(road.path)}": road.who for road in roads_of(litestar)}


def _named(path: str) -> str:
    return re.sub(r"\{(\w+?)(?:_id)?:\w+\}", r"{\1}", path)


async def test_table_has_every_road_and_nothing_else(db: Any) -> None:
    assert _roads() == TABLE


@pytest.fixture
async def things(cast: Cast, db: Any) -> dict[str, int]:
    """Fjord's: an open list, a sent one with its submission, an upload."""
    from app.clock import now

    actor = {"actor_kind": "user", "actor_id": cast.anna.id, "actor_label": "Anna"}
    open_list = await rows.deduction_list(cast.fjord_metall, [45050, 45050, 0])
    upload = await rows.insert("upload", employer_id=cast.fjord, period="2026-10", received_at=now(), **actor)
    await db.execute("UPDATE trade_union SET next_list_number = 200001")
    await rows.insert("upload_list", upload_id=upload, list_id=open_list)
    return {
        "agreement": cast.fjord_metall,
        "employer": cast.fjord,
        "list": open_list,
        "n": 1,
        "upload": upload,
        **dict.fromkeys(("submission", "request", "invitation", "user", "device", "session", "token"), 7),
    }


async def _open(new_browser: Any, cast: Cast, who: str, things: dict[str, int]) -> Any:
    if who == "nobody":
        return await new_browser()
    if who != "list":
        return await new_browser(getattr(cast, who))
    import datetime as dt

    from app import clock
    from app.web import csrf

    browser, at = await new_browser(), clock.now()
    browser.token = csrf.secret()
    ends = at + dt.timedelta(hours=4)
    times = {"created_at": at, "seen_at": at, "expires_at": ends}
    fingerprint = csrf.fingerprint(browser.token)
    await rows.insert("user_session", token_hash=fingerprint, kind="LIST", list_id=things["list"], **times)
    browser.client.cookies.set("sid", browser.token, domain="127.0.0.1")
    return browser


async def _ask(browser: Any, road: str, things: dict[str, int], htmx: bool = False) -> Any:
    from app.web import csrf

    method, _, path = road.partition(" ")
    path = path.format_map(defaultdict(lambda: "7", things))
    headers = {"sec-fetch-site": "same-origin"} | ({"hx-request": "true"} if htmx else {})
    if method == "GET":
        return await browser.client.get(path, headers=headers)
    token = csrf.token(csrf.fingerprint(browser.token), "session") if browser.token else ""
    fields = {"agreement": f"{things['agreement']}", "period": "2026-09"} if road == "POST /e/{employer}/lists" else {}
    return await browser.client.post(path, data={"_csrf": token, **fields}, headers=headers)


@pytest.mark.parametrize("who", EVERYBODY)
async def test_who_may_not_is_told_nothing(new_browser: Any, cast: Cast, things: dict[str, int], who: str) -> None:
    """Not signed in: to sign-in. Signed in as somebody else: there is no such page."""
    browser = await _open(new_browser, cast, who, things)
    for road, for_whom in TABLE.items():
        if who in PASSES[for_whom]:
            continue
        answer, fragment = await _ask(browser, road, things), await _ask(browser, road, things, htmx=True)
        if who == "nobody":
            assert answer.status_code == 303, road
            assert answer.headers["location"].startswith("/sign-in"), road
            assert fragment.status_code == 401, road
        else:
            assert (answer.status_code, fragment.status_code) == (404, 404), road


@pytest.mark.parametrize("who", ["cecilie"])
async def test_strangers_find_nothing_of_others(
    new_browser: Any, cast: Cast, things: dict[str, int], db: Any, who: str
) -> None:
    """The same answer as for what is not there at all: also when the employer in the address is one's own."""
    browser = await _open(new_browser, cast, who, things)
    missing = things | dict.fromkeys(things, 7)
    mixed = things | {"employer": cast.vik}
    for road in (road for road in TABLE if "{employer}" in road):
        assert (await _ask(browser, road, things)).status_code == 404, road
        assert (await _ask(browser, road, missing)).status_code == 404, road
        if "{list}" in road or "{upload}" in road:
            assert (await _ask(browser, road, mixed)).status_code == 404, road
    assert await db.rows("SELECT id FROM line_change") == []
    assert await db.rows("SELECT id FROM submission") == []


@pytest.mark.parametrize("who", ["anna", "bo"])
async def test_who_may_is_let_in(new_browser: Any, cast: Cast, things: dict[str, int], who: str) -> None:
    browser = await _open(new_browser, cast, who, things)
    pages = [
        road
        for road, whom in TABLE.items()
        if road.startswith("GET")
        and who in PASSES[whom]
        and not re.search("{(submission|letter|member|token)}|understood|columns", road)
    ]
    for road in pages:
        assert (await _ask(browser, road, things)).status_code in {200, 204, 286, 303}, road
    for road in (road for road in TABLE if road.startswith("POST /e/")):  # with nothing filled in
        answer = await _ask(browser, road, things)
        assert answer.status_code < 500, road
        assert not answer.headers.get("location", "").startswith("/sign-in"), road


async def test_pages_change_nothing(new_browser: Any, cast: Cast, things: dict[str, int], db: Any) -> None:
    """A GET has no effect: not for those who may, not for others."""
    tables = (
        "deduction_list",
        "deduction_line",
        "submission",
        "upload",
        "reopening",
        "line_change",
        "outbox",
        "audit_event",
    )
    before = [await db.value(f"SELECT count(*) FROM {table}") for table in tables]
    for who in ("anna", "cecilie", "siri"):
        browser = await _open(new_browser, cast, who, things)
        for road in (road for road in TABLE if road.startswith("GET")):
            await _ask(browser, road, things)
    assert [await db.value(f"SELECT count(*) FROM {table}") for table in tables] == before


def test_road_that_does_not_say_who_stops_the_start() -> None:
    from litestar import Litestar, delete, get, post

    from app.web.roads import Roads, Unguarded

    @get("/open")
    async def unsaid() -> None: ...

    @get("/odd", who="everybody")
    async def odd() -> None: ...

    @delete("/gone", who="user")
    async def other_method() -> None: ...

    @post("/files", who="anyone", upload=True)
    async def strangers_files() -> None: ...

    @post("/flow", who="user", flow=True)
    async def flow() -> None: ...

    @post("/misspelt", who="user", body=512_000)
    async def misspelt() -> None: ...

    for handler in (unsaid, odd, other_method, strangers_files, flow, misspelt):
        with pytest.raises(Unguarded):
            Roads(Litestar([handler], openapi_config=None))


async def test_dev_pages_are_not_there_in_production(browser: Any, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.asgi import app

    monkeypatch.setattr(app, "_dev", False)
    await browser.sign_in(cast.anna)
    for road in (road.partition(" ")[2] for road, who in TABLE.items() if who == "dev"):
        assert (await browser.client.get(road)).status_code == 404
