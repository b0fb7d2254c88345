"""Files: encrypted in a folder or in an S3-compatible store, the row in the caller's transaction, erased by date."""

import contextlib
import datetime as dt
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app import clock
from app.crypto import Tampered
from app.errors import NotFound
from app.files import storage as storage_module
from app.files.actions import erase, erase_due, keep, read, store, stream, sweep_orphans
from app.files.sealing import CHUNK
from app.files.storage import Storage, Unreachable
from app.settings import Unsafe
from tests.support.servers import free_port

BIG = os.urandom(3 * CHUNK + 17)


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """A real HTTP server that speaks S3: moto's, in a process of its own."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    _wait_for(port)
    httpx.put(f"{url}/lists", timeout=20).raise_for_status()
    yield url
    server.terminate()
    server.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("moto does not come up")


@pytest.fixture(params=["folder", "s3"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Storage:
    """Where the files of this test lie."""
    if request.param == "folder":
        made = Storage(f"file://{tmp_path}/files", tmp_path)
    else:
        url = request.getfixturevalue("s3_server")
        made = Storage(f"s3://key:secret@lists/{tmp_path.name}?endpoint={url}", tmp_path)
    # The setting is read once per process, and this process has another.
    for module in ("app.files.actions", "app.files.queries"):
        monkeypatch.setattr(sys.modules[module], "storage", lambda: made)
    return made


async def in_pieces(data: bytes, size: int) -> AsyncIterator[bytes]:
    for at in range(0, len(data), size):
        yield data[at : at + size]


async def raw(place: Storage, name: str) -> bytes:
    return b"".join([piece async for piece in place.get(name)])


async def places(place: Storage) -> list[str]:
    return [one async for some in place.older_than(clock.now() + dt.timedelta(days=1)) for one in some]


@pytest.mark.parametrize("data", [b"", b"x", b"A list of people", BIG], ids=["empty", "byte", "text", "big"])
async def test_kept_file_is_read_back(db: Any, place: Storage, data: bytes) -> None:
    file = await store(data, kind="upload")
    async with db.transaction():
        await keep(file)

    assert await read(file.id) == data
    assert (file.size, file.kind) == (len(data), "upload")


async def test_file_streams_in_and_out_in_small_pieces(db: Any, place: Storage) -> None:
    file = await store(in_pieces(BIG, 70_001), kind="letter")
    await keep(file)

    pieces = [piece async for piece in stream(file.id)]

    assert b"".join(pieces) == BIG
    assert max(map(len, pieces)) <= CHUNK


async def test_stored_bytes_are_encrypted_under_a_name_that_tells_nothing(db: Any, place: Storage) -> None:
    secret = b"01019012345 Kari Nordmann" * 50

    file = await store(secret, kind="upload")

    assert b"Kari" not in await raw(place, file.place)
    assert set(file.place) <= set("0123456789abcdef/")


async def test_rolled_back_file_has_no_row_and_is_swept_after_a_day(db: Any, place: Storage) -> None:
    kept, lost = await store(b"kept", kind="upload"), await store(b"lost", kind="upload")
    await keep(kept)
    with contextlib.suppress(ZeroDivisionError):
        async with db.transaction():
            await keep(lost)
            raise ZeroDivisionError

    at_once = await sweep_orphans()
    clock.shift(dt.timedelta(hours=25))
    try:
        a_day_later = await sweep_orphans()
    finally:
        clock.shift(dt.timedelta())

    assert (at_once, a_day_later) == (0, 1)
    assert await places(place) == [kept.place]
    assert await read(kept.id) == b"kept"


async def test_file_goes_on_its_day_and_not_before(db: Any, place: Storage) -> None:
    day = dt.date(2028, 2, 29)
    file = await store(b"letter", kind="letter", erase_on=day)
    forever = await store(b"statute", kind="letter")
    await keep(file)
    await keep(forever)

    before = await erase_due(day - dt.timedelta(days=1))
    there = await read(file.id)
    gone = await erase_due(day)

    assert (before, there, gone, await erase_due(day)) == (0, b"letter", 1, 0)
    with pytest.raises(NotFound):
        await read(file.id)
    assert await places(place) == [forever.place]
    assert (await db.row("SELECT erased_at FROM stored_file WHERE id = ?", file.id))["erased_at"] is not None


async def test_erased_file_is_gone_at_once_and_its_bytes_with_the_next_turn(db: Any, place: Storage) -> None:
    file = await store(b"mistake", kind="upload", erase_on=dt.date(2030, 1, 1))
    await keep(file)

    async with db.transaction():
        await erase(file.id)

    with pytest.raises(NotFound):
        await read(file.id)
    assert await erase_due(clock.today()) == 1
    assert await places(place) == []


async def test_erasing_that_was_broken_off_is_done_again(db: Any, place: Storage) -> None:
    file = await store(b"letter", kind="letter", erase_on=dt.date(2026, 1, 1))
    await keep(file)
    await place.delete([file.place])

    assert await erase_due(dt.date(2026, 1, 1)) == 1


@pytest.mark.parametrize("harm", ["flipped", "cut", "doubled", "swapped"])
async def test_changed_bytes_do_not_open(db: Any, place: Storage, harm: str) -> None:
    file, other = await store(BIG, kind="upload"), await store(BIG, kind="upload")
    await keep(file)
    await keep(other)
    sealed = await raw(place, file.place)
    changed = {
        "flipped": sealed[:5000] + bytes([sealed[5000] ^ 1]) + sealed[5001:],
        "cut": sealed[: len(sealed) // 3 * 2],
        "doubled": sealed + sealed,
        "swapped": await raw(place, other.place),
    }[harm]
    await place.put(file.place, in_pieces(changed, 1 << 20))

    with pytest.raises(Tampered):
        await read(file.id)


async def test_whole_chunks_cut_off_are_noticed(db: Any, place: Storage) -> None:
    file = await store(BIG, kind="upload")
    await keep(file)
    sealed = await raw(place, file.place)
    first = 4 + int.from_bytes(sealed[:4], "big")
    await place.put(file.place, in_pieces(sealed[:first], 1 << 20))

    with pytest.raises(Tampered):
        await read(file.id)


async def test_missing_bytes_are_an_alarm_and_not_an_empty_file(db: Any, place: Storage) -> None:
    file = await store(b"there", kind="upload")
    await keep(file)
    await place.delete([file.place])

    with pytest.raises(Unreachable):
        await read(file.id)


async def test_store_that_does_not_answer_is_told_as_that(db: Any, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(storage_module, "PATIENCE", dt.timedelta(seconds=1))
    gone = Storage(f"s3://key:secret@lists?endpoint=http://127.0.0.1:{free_port()}", tmp_path)
    monkeypatch.setattr(sys.modules["app.files.actions"], "storage", lambda: gone)

    with pytest.raises(Unreachable):
        await store(b"list", kind="upload")


async def test_broken_off_upload_leaves_nothing(db: Any, place: Storage) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield os.urandom(CHUNK + 1)
        raise ConnectionResetError

    with pytest.raises((Unreachable, ConnectionResetError)):
        await store(broken(), kind="upload")

    assert await places(place) == []


def test_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    made = Storage("", tmp_path)

    assert made.folder is not None
    assert made.folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("url", ["s3://k:s@lists?endpoint=http://store.example", "ftp://store.example/x"])
def test_open_or_unknown_way_to_another_host_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(Unsafe):
        Storage(url, tmp_path)
