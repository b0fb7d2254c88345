"""An installation to measure: its own folder, its own database, and `portal serve` in a process of its own."""

import asyncio
import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from app.bench.world import World, read_world

RUNNING_POSTGRES = "postgresql://postgres@127.0.0.1:5432/postgres"
SERVE = "import sys; from app.cli import main; sys.exit(main())"
HOME = Path(__file__).parents[2]
NOT_FOR_US = ("REDIS_URL", "SMTP_URL", "SMS_URL", "FILES_URL", "TRUSTED_PROXIES", "KEYRING", "KEYRING_FILE")
NOR_THESE = ("INDEX_KEY", "INDEX_KEY_FILE", "DEBUG", "LOG_LEVEL")
PATIENCE = 60


class Installation:
    """`engine` is sqlite or postgres; its server answers at 127.0.0.1:`port` while it runs."""

    def __init__(self, engine: str, folder: Path, database_url: str) -> None:
        self.engine, self.folder, self.database_url = engine, folder, database_url
        self.port = 0
        self.start_seconds = self.start_cpu = 0.0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in {*NOT_FOR_US, *NOR_THESE}}
        return kept | {
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": self.database_url,
            "BASE_URL": f"http://127.0.0.1:{self.port}",
            "DEMO": "1",
        }

    def make_world(self, small: int) -> World:
        """The data, made in a process of its own: its memory goes with it."""
        answer = self.folder / "world.json"
        self.run("-m", "app.bench.world", str(small), str(answer))
        return read_world(answer)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Python, in this installation's environment.  Raises CalledProcessError."""
        return subprocess.run(  # noqa: S603
            [sys.executable, *arguments], cwd=HOME, env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        )

    def start(self) -> None:
        """Serve, and wait until it answers."""
        self.port = _free_port()
        begun = time.monotonic()
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-c", SERVE, "serve", "--port", str(self.port)],
                cwd=HOME,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        while not self._is_up():
            if self._process.poll() is not None or time.monotonic() - begun > PATIENCE:
                self.kill()
                raise RuntimeError(f"the server did not come up:\n{(self.folder / 'server.log').read_text()[-3000:]}")
            time.sleep(0.02)
        self.start_seconds, self.start_cpu = time.monotonic() - begun, self.cpu()

    def _is_up(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 2) as line:
            line.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            return b" 200 " in line.recv(200)
        return False

    def cpu(self) -> float:
        """Processor seconds of the server so far, all its threads, to the microsecond."""
        if self._process is None:
            raise RuntimeError("not running")
        return time.clock_gettime((~self._process.pid << 3) | 2)  # as clock_getcpuclockid(3) makes it

    def rss(self) -> int:
        """Bytes of memory that the server holds now."""
        if self._process is None:
            raise RuntimeError("not running")
        return _status(self._process.pid, "VmRSS")

    def kill(self) -> None:
        """`kill -9`."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """As a supervisor asks it to; killed when it will not."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(20)
            self._process = None
        except subprocess.TimeoutExpired:
            self.kill()


def _status(pid: int, name: str) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    return 0


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def on_sqlite(above: Path | None = None) -> Iterator[Installation]:
    """A folder that is gone afterwards."""
    with _folder(above) as folder:
        yield from _while_it_lasts(Installation("sqlite", folder, f"sqlite:///{folder / 'portal.sqlite'}"))


@contextlib.contextmanager
def on_postgres(server_url: str, above: Path | None = None) -> Iterator[Installation]:
    """The same, and a database that is gone afterwards."""
    name = f"portal_bench_{os.getpid()}"
    asyncio.run(_on_server(server_url, f'CREATE DATABASE "{name}"'))
    try:
        with _folder(above) as folder:
            yield from _while_it_lasts(
                Installation("postgres", folder, urlunsplit(urlsplit(server_url)._replace(path=f"/{name}")))
            )
    finally:
        asyncio.run(_on_server(server_url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))


def _while_it_lasts(installation: Installation) -> Iterator[Installation]:
    try:
        yield installation
    finally:
        installation.stop()


@contextlib.contextmanager
def _folder(above: Path | None) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="portal-bench-", dir=above))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_postgres() -> str | None:
    """A server on this machine where databases may be made, if there is one."""

    async def ask() -> bool:
        connection: Any = await asyncpg.connect(RUNNING_POSTGRES, timeout=3)
        try:
            may = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            return bool(await connection.fetchval(may))
        finally:
            await connection.close()

    try:
        return RUNNING_POSTGRES if asyncio.run(ask()) else None
    except (OSError, asyncpg.PostgresError, TimeoutError):
        return None


async def _on_server(url: str, sql: str) -> None:
    connection: Any = await asyncpg.connect(url, timeout=10)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()
