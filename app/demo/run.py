"""`portal demo`: the portal with a cast and a year of lists, in a folder of its own, for this machine alone."""

import asyncio
import fcntl
import os
import shutil
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import IO

from app.demo.cast import PASSWORD, PEOPLE

HOST = "127.0.0.1"
STAMP = "demo"
"""The file that makes a folder the demo's own; it says how far the making has come."""
MADE = "made"

# What an installation may be told and the demo is not: it talks to nobody.
NOT_FOR_US = (
    *("REDIS_URL", "SMTP_URL", "SMS_URL", "FILES_URL", "TRUSTED_PROXIES"),
    *("KEYRING", "KEYRING_FILE", "INDEX_KEY", "INDEX_KEY_FILE"),
)


def run_demo(data: Path, port: int = 8000, fresh: bool = False, reload: bool = False) -> int:
    """Make the demo where there is none, then serve it until Ctrl-C; 1 with a sentence when that cannot be."""
    data = data.absolute()
    if not 1 <= port <= 65535:
        return _no(f"{port} is no port: choose one from 1 to 65535.")
    if _is_taken(port):
        return _no(f"Something is listening on port {port} already. Another one: bin/demo --port {port + 1}")
    if not _is_ours(data):
        return _no(f"{data} holds something that is not a demo. An empty folder: bin/demo --data DIR")
    try:
        lock = _lock(data)
    except BlockingIOError:
        return _no(f"The demo in {data} is running already. A second one: bin/demo --port {port} --data DIR")
    with lock:
        _environment(data, port, reload)
        if (fresh or (data / STAMP).read_text() != MADE) and not _make(data):
            return _no("The demo could not be made; what went wrong stands above.")
        asyncio.run(_bring_up_to_date())
        _greet(port)
        return _serve(port, reload)


def _no(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


def _is_taken(port: int) -> bool:
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False


def _is_ours(data: Path) -> bool:
    """A folder that the demo made, or one that is empty or not there."""
    return (data / STAMP).is_file() or not data.exists() or (data.is_dir() and not any(data.iterdir()))


def _lock(data: Path) -> IO[str]:
    """Held as long as the demo runs.  Raises BlockingIOError when another one does."""
    data.mkdir(parents=True, exist_ok=True)
    file = (data / STAMP).open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise
    return file


def _environment(data: Path, port: int, reload: bool) -> None:
    """What the settings will read, here and in the processes that this one starts."""
    for name in NOT_FOR_US:
        os.environ.pop(name, None)
    os.environ |= {
        "DEMO": "1",
        "DEBUG": "1" if reload else "",
        "DATA_DIR": str(data),
        "DATABASE_URL": f"sqlite:///{data / 'demo.sqlite'}",
        "BASE_URL": f"http://{HOST}:{port}",
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"),
    }


def _make(data: Path) -> bool:
    """From nothing, in a process of its own: its memory goes with it.  One that is cut off is made anew next time."""
    (data / STAMP).write_text("making")
    for left in data.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        elif left.name != STAMP:
            left.unlink()
    print("Making the cast and a year of lists: less than a minute.", file=sys.stderr)
    home = Path(__file__).parents[2]
    if subprocess.run([sys.executable, "-m", "app.demo.make"], check=False, cwd=home).returncode:
        return False
    (data / STAMP).write_text(MADE)
    return True


async def _bring_up_to_date() -> None:
    """A demo that was made by an earlier version of the portal."""
    from app.migrate import migrate

    await migrate()


def _greet(port: int) -> None:
    at = f"http://{HOST}:{port}"
    wide = max(len(person.email) for person in PEOPLE)
    print(f"\nTrekkportalen: {at}\n\n  Sign in as            e-mail{' ' * (wide - 4)}shows")
    for person in PEOPLE:
        print(f"  {person.name:<20}  {person.email:<{wide}}  {person.shows}")
    print(f"\n  Password for all of them: {PASSWORD}")
    print("  A new browser is asked for a code too: it stands under the e-mails and SMS.")
    print(f"  E-mails and SMS: {at}/dev/messages   Components: {at}/dev/components")
    print("\nCtrl-C stops it; the data stays.", flush=True)


def _serve(port: int, reload: bool) -> int:
    if reload:
        from app.demo.watch import serve_and_watch

        return serve_and_watch(HOST, port)
    from app.serve import serve

    return serve(HOST, port)
