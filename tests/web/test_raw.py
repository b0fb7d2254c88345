"""What is written on the wire by those who do not use a browser, to a server in a process of its own."""

import asyncio
import socket
import time
from typing import Any

import pytest

GET = b"GET /sign-in HTTP/1.1\r\nHost: %HOST%\r\n"
POST = b"POST /sign-in HTTP/1.1\r\nHost: %HOST%\r\nSec-Fetch-Site: same-origin\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"

# The request, and what the answer may be; 0 is a closed connection.
CASES: list[tuple[str, bytes, set[int]]] = [
    ("plain", GET + b"\r\n", {200}),
    ("no host", b"GET /sign-in HTTP/1.1\r\n\r\n", {400}),
    ("old protocol without host", b"GET /sign-in HTTP/1.0\r\n\r\n", {400}),
    ("two hosts", GET + b"Host: evil.example\r\n\r\n", {400}),
    ("another host", b"GET /sign-in HTTP/1.1\r\nHost: evil.example\r\n\r\n", {400}),
    ("forwarded host", GET + b"X-Forwarded-Host: evil.example\r\n\r\n", {200}),
    ("whole address", b"GET http://evil.example/sign-in HTTP/1.1\r\nHost: %HOST%\r\n\r\n", {200}),  # nothing reads it
    ("trace", b"TRACE / HTTP/1.1\r\nHost: %HOST%\r\n\r\n", {405}),
    ("connect", b"CONNECT evil.example:443 HTTP/1.1\r\nHost: %HOST%\r\n\r\n", {400, 404, 405}),
    ("made-up method", b"BREW / HTTP/1.1\r\nHost: %HOST%\r\n\r\n", {400, 405}),
    ("upgrade", GET + b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: eA==\r\n\r\n", {200, 400, 0}),
    ("length and chunks", POST + FORM + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", {400}),
    ("two lengths", POST + FORM + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\na", {400}),
    ("negative length", POST + FORM + b"Content-Length: -1\r\n\r\n", {400}),
    ("length in letters", POST + FORM + b"Content-Length: x\r\n\r\n", {400}),
    ("odd chunks", POST + FORM + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", {400, 403, 0}),
    ("broken chunk", POST + FORM + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", {400, 0}),
    ("get with a body", GET + b"Content-Length: 3\r\n\r\na=1", {400}),
    ("too large", POST + FORM + b"Content-Length: 70000\r\n\r\n", {413}),
    ("json", POST + b"Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}", {415}),
    ("no type", POST + b"Content-Length: 3\r\n\r\na=1", {415}),
    ("file to sign-in", POST + b"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1\r\n\r\nx", {415}),
    ("tab in a header", GET + b"X-A: a\tb\r\n\r\n", {400}),
    ("letters in a header", GET + b"X-A: \xc3\xa6\r\n\r\n", {400}),
    ("folded header", GET + b"X-A: a\r\n b\r\n\r\n", {400}),
    ("many headers", GET + b"".join(b"X-%d: 1\r\n" % n for n in range(100)) + b"\r\n", {431, 400}),
    ("climbing", b"GET /static/../../etc/passwd HTTP/1.1\r\nHost: %HOST%\r\n\r\n", {400, 404}),
    ("climbing, encoded", b"GET /static/%2e%2e/x HTTP/1.1\r\nHost: %HOST%\r\n\r\n", {400, 404}),
    ("nothing", b"\x00\x00\r\n\r\n", {400, 0}),
]


async def _say(port: int, said: bytes) -> tuple[int, bytes]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(said.replace(b"%HOST%", b"127.0.0.1:%d" % port))
        await writer.drain()
        try:
            answer = await asyncio.wait_for(reader.read(200_000), 5)
        except ConnectionError:
            return 0, b""
        first = answer.split(b" ", 2)
        return (int(first[1]) if len(first) > 1 else 0), answer
    finally:
        writer.close()


async def test_odd_requests_are_refused_without_a_fault(server: Any) -> None:
    for name, said, allowed in CASES:
        status, answer = await _say(server.port, said)
        assert status in allowed, (name, status)
        assert b"\r\nserver:" not in answer.lower(), name
        assert b"Traceback" not in answer, name
    assert (await _say(server.port, GET + b"\r\n"))[0] == 200
    assert '"unexpected"' not in server.log.read_text()


async def test_second_request_is_not_hidden_in_the_first(server: Any) -> None:
    hidden = b"GET /static/x HTTP/1.1\r\nHost: x\r\n\r\n"
    said = POST + FORM + b"Content-Length: %d\r\n\r\n" % len(hidden) + hidden
    status, answer = await _say(server.port, said)

    assert status in {400, 403}
    assert answer.count(b"HTTP/1.1") == 1


async def test_many_slow_ones_do_not_keep_others_out(server: Any) -> None:
    slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(200)]
    try:
        for each in slow:
            each.sendall(b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n")
        began = time.perf_counter()
        status, _ = await _say(server.port, GET + b"\r\n")
    finally:
        for each in slow:
            each.close()

    assert status == 200
    assert time.perf_counter() - began < 2


async def test_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.web import body
    from app.web.rules import Turned

    async def never() -> Any:
        await asyncio.sleep(3600)

    monkeypatch.setattr(body, "GAP", 0.05)
    with pytest.raises(Turned) as gap:
        await body.Intake(never, 100).whole()

    async def drips() -> Any:
        await asyncio.sleep(0.01)
        return {"type": "http.request", "body": b"x", "more_body": True}

    with pytest.raises(Turned) as total:
        await body.Intake(drips, 100_000, total=0.2).whole()
    assert (gap.value.status, total.value.status) == (408, 408)


async def test_body_that_breaks_off_gets_no_answer() -> None:
    from app.web.body import Gone, Intake

    async def gone() -> Any:
        return {"type": "http.disconnect"}

    with pytest.raises(Gone):
        await Intake(gone, 100).whole()


async def test_address_is_believed_from_our_own_proxy_alone(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.asgi import app
    from app.web.here import Here

    monkeypatch.setattr(app, "_proxies", frozenset({"10.0.0.1"}))
    told = {b"x-real-ip": b"203.0.113.9", b"x-forwarded-for": b"198.51.100.7"}
    seen = []
    for peer, headers in (("10.0.0.1", told), ("192.0.2.1", told), ("10.0.0.1", {})):
        here = Here()
        app._set_address({"client": (peer, 1)}, headers, here)
        seen.append(here.address)
    assert seen == ["203.0.113.9", "192.0.2.1", "10.0.0.1"]


async def test_reports_of_browsers_are_taken_and_never_many(client: Any, capsys: pytest.CaptureFixture[str]) -> None:
    report = {"csp-report": {"effective-directive": "script-src", "blocked-uri": "https://x.example/a?secret=1"}}
    answers = {(await client.post("/csp-report", json=report)).status_code for _ in range(100)}
    odd = [
        await client.post("/csp-report", content=content) for content in (b"", b"[]", b"[1]", b"null", b"{}", b"\xff")
    ]
    large = await client.post("/csp-report", content=b"x" * 8001)
    lines = [line for line in capsys.readouterr().out.splitlines() if "csp_report" in line]

    assert answers == {204}
    assert {answer.status_code for answer in odd} == {204}
    assert large.status_code == 413
    assert 0 < len(lines) <= 60
    assert not any("secret" in line for line in lines)


async def test_stopping_finishes_what_is_under_way(server: Any) -> None:
    assert server.stop() == 0
