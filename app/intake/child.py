"""The fence: each file is read in a process of its own that can do nothing but compute.

Memory, CPU and time are capped; once the parsers are loaded it can open no more files or sockets, and it starts
with an empty environment.  Parsers may abort the process or run away; the parent is never harmed.
"""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterable
from pathlib import Path

import msgspec

from app.intake.precheck import MAX_BYTES
from app.intake.reading import Answers, Reading, Request
from app.intake.register import Register

WALL_SECONDS = 30
MAX_ANSWER = 48 * 1024 * 1024
"""Bytes that are taken from the child: 200 000 lines of a list are 30 MB, and long names in each would be 250."""
_ROOT = str(Path(__file__).resolve().parents[2])
_BOOT = "import sys; sys.path[:0] = {paths!r}; from app.intake.fenced import main; main()"
_TOO_MUCH = {-signal.SIGABRT, -signal.SIGKILL, -signal.SIGXCPU, -signal.SIGSEGV, -signal.SIGBUS}


_decoder = msgspec.json.Decoder(Reading)


def read_file(
    file: bytes | Path,
    union: str,
    *,
    name: str = "",
    aliases: tuple[str, ...] = (),
    register: Register | None = None,
    answers: Answers | None = None,
) -> Reading:
    """The reading of a file, from behind the fence: always an answer in time, never an exception of a parser."""
    data = file if isinstance(file, bytes) else _bytes_of(file)
    name = name or (file.name if isinstance(file, Path) else "")
    if data is None or len(data) > MAX_BYTES:
        return _refused(name, "too_large")
    sent = _head(Request(name, union, aliases, register, answers or Answers())) + data
    process = subprocess.Popen(  # noqa: S603 our own interpreter
        _command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        cwd="/",
    )
    try:
        answer, _ = process.communicate(sent, timeout=WALL_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return _refused(name, "too_large")
    return _reading(name, answer, process.returncode)


class Fence:
    """Reads files for the web: at most as many at once as there are cores, the others queue with their place known."""

    def __init__(self, at_once: int | None = None) -> None:
        self._free = asyncio.Semaphore(at_once or os.cpu_count() or 1)
        self.waiting: list[object] = []

    def place(self, ticket: object) -> int:
        """How many are before this one; 0 when it is being read or done."""
        return self.waiting.index(ticket) + 1 if ticket in self.waiting else 0

    async def read(self, data: bytes | AsyncIterable[bytes], request: Request, ticket: object | None = None) -> Reading:
        """Like `read_file`.  Cancelling the task kills the child.

        What comes in pieces is not fetched before there is room, and passed on as it comes: this process never holds
        the file.
        """
        if isinstance(data, bytes) and len(data) > MAX_BYTES:
            return _refused(request.name, "too_large")
        ticket = ticket if ticket is not None else object()
        self.waiting.append(ticket)
        try:
            await self._free.acquire()
        finally:
            self.waiting.remove(ticket)
        try:
            return await self._read(data, request)
        finally:
            self._free.release()

    async def _read(self, data: bytes | AsyncIterable[bytes], request: Request) -> Reading:
        process = await asyncio.create_subprocess_exec(
            *_command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd="/",
        )
        try:
            answer = await _exchange(process, _head(request), data)
        except (TimeoutError, _TooLong):
            return _refused(request.name, "too_large")
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        return _reading(request.name, answer, process.returncode or 0)


class Stopped(Exception):
    """Somebody ended the reading process, as when the portal is put out anew: nothing is known of the file."""


class _TooLong(Exception):
    """The child says more than any list needs."""


async def _exchange(process: asyncio.subprocess.Process, head: bytes, data: bytes | AsyncIterable[bytes]) -> bytes:
    """Like `communicate`, but never takes in more than MAX_ANSWER; a child says nothing before it has heard all.

    Its time begins when it has: how long our own store takes is not the file's fault.
    """
    assert process.stdin is not None  # noqa: S101 - for the type checker: both are pipes
    assert process.stdout is not None  # noqa: S101
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it died: its end says why
        await _tell(process.stdin, head)
        if isinstance(data, bytes):
            await _tell(process.stdin, data)
        else:
            async for piece in data:
                await _tell(process.stdin, piece)
    process.stdin.close()
    async with asyncio.timeout(WALL_SECONDS):
        try:
            await process.stdout.readexactly(MAX_ANSWER + 1)
        except asyncio.IncompleteReadError as end:
            await process.wait()
            return end.partial
    raise _TooLong


async def _tell(child: asyncio.StreamWriter, piece: bytes) -> None:
    child.write(piece)
    async with asyncio.timeout(WALL_SECONDS):
        await child.drain()


def _bytes_of(path: Path) -> bytes | None:
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    return data if len(data) <= MAX_BYTES else None


def _head(request: Request) -> bytes:
    head = msgspec.json.encode(request)
    return len(head).to_bytes(8, "big") + head


def _command() -> list[str]:
    paths = [_ROOT, *(path for path in sys.path if path.endswith("site-packages"))]
    return [sys.executable, "-I", "-S", "-c", _BOOT.format(paths=paths)]


def _environment() -> dict[str, str]:
    return {"RUST_BACKTRACE": "0", "LC_ALL": "C.UTF-8"}


def _reading(name: str, answer: bytes, ended: int) -> Reading:
    if ended == -signal.SIGTERM:
        raise Stopped
    if ended == 0 and 0 < len(answer) <= MAX_ANSWER:
        try:
            return _decoder.decode(answer)
        except msgspec.DecodeError:
            return _refused(name, "corrupt")
    return _refused(name, "too_large" if ended in _TOO_MUCH or len(answer) > MAX_ANSWER else "corrupt")


def _refused(name: str, reason: str) -> Reading:
    return Reading(file=name, status="reject", reason=reason)
