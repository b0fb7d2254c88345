"""Files that are posted, and what pretends to be."""

import os
import time
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar, Request, Response, post

from app.web.multipart import LONGEST_NAME, tidy_name
from tests.support import installation, sessions

B = "grense"
HEAD = {"sec-fetch-site": "same-origin", "content-type": f"multipart/form-data; boundary={B}"}


@post("/files", who="user", upload=True, body_limit=400_000, status_code=200)
async def take(request: Request[Any, Any, Any]) -> Response[dict[str, Any]]:
    from app.web.multipart import received

    async with received(request, most=3, each=100_000) as got:
        found = [
            (one.name, one.size, one.sha256[:8], one.too_large, one.path.stat().st_mode & 0o777) for one in got.files
        ]
        folder = {one.path.parent.stat().st_mode & 0o777 for one in got.files}
    left = [one.path for one in got.files if one.path.exists()]
    return Response({"pairs": got.pairs, "files": found, "many": got.too_many, "folder": list(folder), "left": left})


@post("/careless", who="user", upload=True, status_code=200)
async def careless() -> Response[bytes]:
    return Response(b"taken without asking")


@post("/plain", who="user", status_code=200)
async def plain() -> Response[bytes]:
    return Response(b"ok")


@pytest.fixture
async def door(cast: Any) -> AsyncIterator[httpx.AsyncClient]:
    """A portal with a route that takes files, and Anna signed in."""
    from app.accounts.deps import guard
    from app.accounts.queries import visit
    from app.web.errors import HANDLERS
    from app.web.front_door import FrontDoor
    from app.web.roads import Roads

    litestar = Litestar(
        [take, careless, plain],
        guards=[guard],
        exception_handlers=HANDLERS,
        openapi_config=None,
        logging_config=None,
        request_max_body_size=None,
    )
    app = FrontDoor(litestar, roads=Roads(litestar), find_visit=visit)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=installation.BASE_URL) as client:
        name, token = await sessions.open_for(cast.anna)
        client.cookies.set(name, token)
        yield client


def _token(door: httpx.AsyncClient) -> str:
    from app.web import csrf

    return csrf.token(csrf.fingerprint(door.cookies["sid"]), "session")


def _part(name: str, value: bytes, filename: str | None = None, extra: str = "") -> bytes:
    told = f'; filename="{filename}"' if filename is not None else ""
    return f'--{B}\r\nContent-Disposition: form-data; name="{name}"{told}\r\n{extra}\r\n'.encode() + value + b"\r\n"


def _body(*parts: bytes) -> bytes:
    return b"".join(parts) + f"--{B}--\r\n".encode()


async def _post(door: httpx.AsyncClient, *parts: bytes, path: str = "/files", token: bool = True) -> httpx.Response:
    first = [_part("_csrf", _token(door).encode())] if token else []
    return await door.post(path, content=_body(*first, *parts), headers=HEAD)


async def test_files_are_taken_in_and_gone_afterwards(door: httpx.AsyncClient) -> None:
    answer = await _post(door, _part("remark", "Hei på deg".encode()), _part("file", b"a,b\r\n1,2", "liste.csv"))

    assert answer.json() == {
        "pairs": [["remark", "Hei på deg"]],
        "files": [["liste.csv", 8, sha256(b"a,b\r\n1,2").hexdigest()[:8], False, 0o600]],
        "many": False,
        "folder": [0o700],
        "left": [],
    }
    assert list((installation.DATA / "incoming").iterdir()) == []


async def test_what_a_killed_process_left_is_taken_away(door: httpx.AsyncClient) -> None:
    room = installation.DATA / "incoming"
    for name, hours in (("in-old", 2), ("in-new", 0)):
        (room / name).mkdir(parents=True)
        (room / name / "0").write_bytes(b"01010112345")
        os.utime(room / name, times=(time.time() - hours * 3600,) * 2)

    await _post(door, _part("file", b"a,b", "liste.csv"))

    assert [one.name for one in room.iterdir()] == ["in-new"]


async def test_no_chosen_file_is_no_file(door: httpx.AsyncClient) -> None:
    assert (await _post(door, _part("file", b"", ""))).json()["files"] == []


async def test_file_at_the_limit_is_kept_and_above_is_told(door: httpx.AsyncClient) -> None:
    answer = await _post(door, _part("file", b"x" * 100_000, "a.csv"), _part("file", b"x" * 100_001, "b.csv"))

    assert [(name, size, large) for name, size, _, large, _ in answer.json()["files"]] == [
        ("a.csv", 100_000, False),
        ("b.csv", 100_001, True),
    ]


async def test_one_file_too_many_is_told(door: httpx.AsyncClient) -> None:
    parts = [_part("file", b"x", f"{n}.csv") for n in range(4)]
    answer = (await _post(door, *parts)).json()

    assert (len(answer["files"]), answer["many"]) == (3, True)


async def test_more_than_the_road_may_carry_is_refused(door: httpx.AsyncClient) -> None:
    async def trickle() -> AsyncIterator[bytes]:
        yield _part("_csrf", _token(door).encode()) + _part("file", b"", "a.csv")[:-2]
        for _ in range(50):
            yield b"x" * 10_000

    declared = await _post(door, _part("file", b"x" * 400_000, "a.csv"))
    streamed = await door.post("/files", content=trickle(), headers=HEAD)

    assert (declared.status_code, streamed.status_code) == (413, 413)
    assert list((installation.DATA / "incoming").iterdir()) == []


async def test_without_the_token_nothing_is_taken(door: httpx.AsyncClient) -> None:
    file = _part("file", b"x", "a.csv")
    none = await _post(door, file, token=False)
    late = await _post(door, file, _part("_csrf", _token(door).encode()), token=False)
    wrong = await _post(door, _part("_csrf", b"x" * 43), file, token=False)

    assert (none.status_code, late.status_code, wrong.status_code) == (403, 403, 403)


async def test_token_may_come_in_the_header(door: httpx.AsyncClient) -> None:
    content = _body(_part("file", b"x", "a.csv"))
    answer = await door.post("/files", content=content, headers=HEAD | {"x-csrf-token": _token(door)})

    assert len(answer.json()["files"]) == 1


async def test_handler_that_forgets_the_token_is_a_fault(door: httpx.AsyncClient) -> None:
    answer = await _post(door, _part("file", b"x", "a.csv"), path="/careless")

    assert answer.status_code == 500


@pytest.mark.parametrize("charset", ["punycode", "utf-7", "hex", "nope", "utf-8", "idna"])
async def test_part_that_names_a_charset_is_refused_at_once(door: httpx.AsyncClient, charset: str) -> None:
    began = time.perf_counter()
    extra = f"Content-Type: text/plain; charset={charset}\r\n"
    answer = await _post(door, _part("remark", b"a" * 60_000, extra=extra))

    assert answer.status_code == 400
    assert time.perf_counter() - began < 1


async def test_anonymous_files_are_not_even_read(door: httpx.AsyncClient) -> None:
    door.cookies.clear()
    bomb = _body(_part("remark", b"a" * 160_000, extra="Content-Type: text/plain; charset=punycode\r\n"))

    began = time.perf_counter()
    answers = [(await door.post(path, content=bomb, headers=HEAD)).status_code for path in ("/files", "/plain")]

    assert answers == [415, 415]
    assert time.perf_counter() - began < 1


async def test_files_where_none_are_taken_are_refused(door: httpx.AsyncClient) -> None:
    assert (await _post(door, _part("file", b"x", "a.csv"), path="/plain")).status_code == 415


async def test_files_after_the_session_is_over_lead_to_sign_in(door: httpx.AsyncClient) -> None:
    import datetime as dt

    from app import clock

    clock.shift(dt.timedelta(hours=1))
    answer = await _post(door, _part("file", b"x", "a.csv"))

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"--other\r\n",
        f"--{B}\r\n".encode(),
        f"--{B}\r\nContent-Disposition: form-data\r\n\r\nx\r\n--{B}--\r\n".encode(),
        f"--{B}\r\nContent-Disposition: attachment; name=a\r\n\r\nx\r\n--{B}--\r\n".encode(),
        f"--{B}\r\nX: y\r\n\r\nx\r\n--{B}--\r\n".encode(),
        _body(_part("a", b"eA==", extra="Content-Transfer-Encoding: base64\r\n")),
        _body(_part("a", b"\xff\xfe")),
        _body(_part("a", b"\x00")),
        _body(_part("NAME", b"x").replace(b"NAME", b"a\xff")),
        _body(_part("a", b"x"))[:-10],
        b"x" * 3000 + _body(_part("a", b"x")),
        f"--{B}\r\n".encode() + b"X" * 9000,
    ],
)
async def test_malformed_is_refused(door: httpx.AsyncClient, content: bytes) -> None:
    headers = HEAD | {"x-csrf-token": _token(door)}
    answer = await door.post("/files", content=content, headers=headers)

    assert answer.status_code in {400, 413}


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=a; charset=punycode",
        "multipart/form-data; boundary=" + "a" * 71,
        "multipart/mixed; boundary=a",
        "application/json",
        "text/plain",
        "application/x-www-form-urlencoded; charset=punycode",
        "application/x-www-form-urlencoded, multipart/form-data",
    ],
)
async def test_other_content_types_are_refused(door: httpx.AsyncClient, kind: str) -> None:
    headers = HEAD | {"content-type": kind, "x-csrf-token": _token(door)}
    answer = await door.post("/files", content=b"a=1", headers=headers)

    assert answer.status_code in {400, 415}


async def test_too_many_parts_are_refused(door: httpx.AsyncClient) -> None:
    assert (await _post(door, *[_part(f"a{n}", b"x") for n in range(300)])).status_code == 413


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("liste.xlsx", "liste.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\kari\\liste.xlsx", "liste.xlsx"),
        ("a\x00b\r\n.csv", "ab.csv"),
        ("lis\u202exslx.exe", "lisxslx.exe"),
        ("..", ".."),
        ("/", "fil"),
        ("", "fil"),
        ("A\u030a.csv", "Å.csv"),
        ("x" * 500 + ".xlsx", "x" * 109 + ".xlsx"),
    ],
)
def test_name_of_a_file_is_made_fit_to_show(name: str, shown: str) -> None:
    assert tidy_name(name) == shown


@given(st.text(max_size=600))
def test_any_name_is_short_and_has_no_folders(name: str) -> None:
    shown = tidy_name(name)
    assert 0 < len(shown) <= LONGEST_NAME
    assert Path(shown).name == shown or shown in {".", ".."}
