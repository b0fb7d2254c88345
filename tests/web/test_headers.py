"""Every answer carries exactly these headers, whatever it is."""

import gzip
from typing import Any

import brotli
import httpx
import pytest

from tests.support import installation
from tests.support.browser import Browser
from tests.support.cast import Cast

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; manifest-src 'self'; "
    "report-uri /csp-report; report-to csp"
)
ALWAYS = {
    "content-security-policy": CSP,
    "reporting-endpoints": 'csp="/csp-report"',
    "strict-transport-security": "max-age=63072000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "accelerometer=(), autoplay=(), camera=(), display-capture=(), fullscreen=(self), "
    "geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), "
    "publickey-credentials-get=(self), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
    "x-permitted-cross-domain-policies": "none",
    "cache-control": "no-store, private",
    "origin-agent-cluster": "?1",
}
OF_THE_ANSWER = {"content-type", "content-length", "content-encoding", "vary"}
NOW_AND_THEN = {"location", "set-cookie", "allow", "retry-after", "clear-site-data", "content-disposition"}
OF_HTMX = {"hx-redirect", "hx-retarget", "hx-reswap", "hx-trigger", "hx-push-url", "hx-replace-url"}


def _mind(answer: httpx.Response) -> None:
    told = {name: answer.headers.get_list(name) for name in answer.headers}
    assert {name: told.get(name) for name in ALWAYS} == {name: [value] for name, value in ALWAYS.items()}
    assert told.keys() - ALWAYS.keys() <= OF_THE_ANSWER | NOW_AND_THEN | OF_HTMX
    assert told["vary"] in (["HX-Request, Cookie"], ["HX-Request, Cookie, Accept-Encoding"])
    kind = answer.headers.get("content-type", "")
    if answer.content:
        assert kind.startswith(("text/html; charset=utf-8", "application/")), kind
    for cookie in answer.headers.get_list("set-cookie"):
        assert "; Path=/; HttpOnly; SameSite=" in cookie
        assert "Domain" not in cookie


async def test_every_route_for_everyone(new_browser: Any, cast: Cast) -> None:
    from app.asgi import litestar
    from app.web.roads import roads_of

    for who in (None, cast.anna, cast.siri):
        client = (await new_browser(who)).client
        for road in roads_of(litestar):
            path = _filled(road.path)
            for headers in ({}, {"hx-request": "true"}):
                _mind(await client.request(road.method, path, headers={"sec-fetch-site": "same-origin", **headers}))


def _filled(path: str) -> str:
    import re

    return re.sub(r"\{[^}]*\}", "7", path)


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/no-such-page", {}, 404),
        ("GET", "/no-such-page.css", {}, 404),
        ("GET", "/e/%D9%A1/home", {}, 404),
        ("GET", "/%00", {}, 400),
        ("PUT", "/sign-in", {}, 405),
        ("OPTIONS", "/sign-in", {"origin": "https://evil.example", "access-control-request-method": "POST"}, 405),
        ("TRACE", "/sign-in", {}, 405),
        ("GET", "/sign-out", {}, 405),
        ("GET", "/sign-in", {"host": "evil.example"}, 400),
        ("GET", "/sign-in", {"x-long": "x" * 17_000}, 431),
        ("GET", "/sign-in?x=" + "x" * 3000, {}, 414),
        ("POST", "/sign-in", {"sec-fetch-site": "cross-site"}, 403),
        ("POST", "/sign-in", {"sec-fetch-site": "same-origin", "content-type": "application/json"}, 415),
        ("GET", "/sign-in/", {}, 308),
        ("GET", "/schema", {}, 404),
        ("GET", "/metrics", {}, 404),
        ("GET", "/.git/config", {}, 404),
    ],
)
async def test_every_refusal(
    client: httpx.AsyncClient, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    answer = await client.request(method, path, headers=headers)

    assert answer.status_code == status
    _mind(answer)


async def test_fault_of_ours(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    from litestar import Litestar, get

    from app.web.errors import HANDLERS
    from app.web.front_door import FrontDoor
    from app.web.roads import Roads

    @get("/fault", who="anyone")
    async def fault() -> None:
        raise RuntimeError("secret of /work and 01816000064")

    inner = Litestar([fault], exception_handlers=HANDLERS, openapi_config=None, logging_config=None)

    async def broken(*_: Any) -> None:
        raise RuntimeError("secret outside the router")

    async def nobody(_: str) -> None:
        return None

    for app in (inner, broken):
        door = FrontDoor(app, roads=Roads(), find_visit=nobody)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(door), base_url=installation.BASE_URL) as client:
            answer = await client.get("/fault")
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert "Traceback" not in answer.text
        assert "Noe gikk galt hos oss" in answer.text
        _mind(answer)
    told = capsys.readouterr().out
    assert told.count('"unexpected"') == 2
    assert "secret" not in told


async def test_nothing_is_said_to_other_origins(client: httpx.AsyncClient) -> None:
    answer = await client.get("/sign-in", headers={"origin": "https://evil.example"})
    assert not [name for name in answer.headers if name.startswith("access-control")]


async def test_static_file_is_kept_for_good(client: httpx.AsyncClient) -> None:
    from app.web.assets import asset_url

    answer = await client.get(asset_url("portal.css"))

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "path", ["/static/x.css", "/static/", "/static/../app/asgi.py", "/static/portal.css", "/static"]
)
async def test_other_files_are_not_served(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code in {400, 404}


async def test_https_has_cookies_that_no_other_host_can_plant(monkeypatch: pytest.MonkeyPatch) -> None:
    import msgspec

    from app import settings
    from app.web import cookies, headers

    secure = msgspec.structs.replace(settings.settings(), base_url="https://portal.no")
    for module in (cookies, headers):
        monkeypatch.setattr(module, "settings", lambda: secure)

    assert cookies.Jar().put(cookies.SESSION, "x") == b"__Host-sid=x; Path=/; Secure; HttpOnly; SameSite=Lax"
    assert cookies.Jar().put(cookies.FLOW, "x", 1800).endswith(b"; Secure; HttpOnly; SameSite=Strict; Max-Age=1800")
    assert cookies.Jar().read(b"sid=" + b"A" * 43) == {}
    assert headers.dynamic()[0][1].decode() == CSP + "; upgrade-insecure-requests"


@pytest.mark.parametrize(
    ("accepts", "coding"),
    [
        ("br, gzip", "br"),
        ("gzip, deflate", "gzip"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("identity", None),
        ("br;q=0, gzip;q=0.000", None),
        ("brr, xgzip", None),
        ("", None),
    ],
)
async def test_page_is_packed_as_the_browser_likes(client: httpx.AsyncClient, accepts: str, coding: str | None) -> None:
    plain = (await client.get("/sign-in", headers={"accept-encoding": "identity"})).text
    async with client.stream("GET", "/sign-in", headers={"accept-encoding": accepts}) as answer:
        raw = b"".join([part async for part in answer.aiter_raw()])

    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
    assert answer.headers.get("content-encoding") == coding
    assert answer.headers["vary"] == "HX-Request, Cookie, Accept-Encoding"
    assert int(answer.headers["content-length"]) == len(raw)
    assert len(unpack(raw)) == len(plain.encode())


async def test_head_is_a_get_without_a_body(client: httpx.AsyncClient) -> None:
    for path in ("/sign-in", "/no-such-page", "/healthz"):
        whole = await client.get(path, headers={"accept-encoding": "identity"})
        head = await client.head(path, headers={"accept-encoding": "identity"})

        assert (head.status_code, head.content) == (whole.status_code, b"")
        assert head.headers["content-length"] == whole.headers["content-length"]


async def test_health_is_told_to_whoever_asks(client: httpx.AsyncClient) -> None:
    answer = await client.get("/healthz", headers={"host": "10.0.0.7:9000"})

    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "oldest_ready_seconds": 0})
    _mind(answer)


async def test_health_is_down_without_a_database_and_while_stopping() -> None:
    from app.web.front_door import FrontDoor
    from app.web.roads import Roads

    async def no() -> None:
        return None

    async def nobody(_: str) -> None:
        return None

    broken = FrontDoor(None, roads=Roads(), find_visit=nobody, healthy=no)
    stopping = FrontDoor(None, roads=Roads(), find_visit=nobody)
    stopping.open = False
    for door in (broken, stopping):
        async with httpx.AsyncClient(transport=httpx.ASGITransport(door), base_url=installation.BASE_URL) as client:
            assert (await client.get("/healthz")).status_code == 503


async def test_page_has_another_token_each_time(browser: Browser) -> None:
    tokens = {dict((await browser.get("/sign-in")).form('form[action="/sign-in"]').fields)["_csrf"] for _ in range(3)}
    assert len(tokens) == 3
