"""`portal demo`: makes itself once, keeps what it has, and refuses what it must."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.demo.cast import PASSWORD
from app.demo.run import MADE, STAMP, run_demo
from tests.support import installation, servers
from tests.support.server import COMMAND


class Demo:
    """The command in a process of its own."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, servers.free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self, *more: str) -> float:
        """Seconds until it answers."""
        begun = time.monotonic()
        with (self.data.parent / "out").open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-c", COMMAND, "demo", "--port", str(self.port), "--data", str(self.data), *more],
                cwd=installation.ROOT,
                env={**os.environ, "REDIS_URL": "redis://127.0.0.1:1", "BASE_URL": "https://else.example"},
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        while time.monotonic() < begun + 120 and self.process.poll() is None:
            try:
                if httpx.get(f"{self.url}/healthz").status_code == 200:
                    return time.monotonic() - begun
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError(self.said())

    def said(self) -> str:
        return (self.data.parent / "out").read_text()

    def stop(self, how: int = signal.SIGINT) -> int:
        """As Ctrl-C does."""
        self.process.send_signal(how)
        return self.process.wait(30)

    def sign_in(self, email: str) -> str:
        """Where the front page leads."""
        own = {"origin": self.url, "sec-fetch-site": "same-origin"}
        with httpx.Client(base_url=self.url, headers=own) as client:
            form = client.get("/sign-in").text
            token = form.split('name="_csrf" value="')[1].split('"')[0]
            known = len(self._codes(client, email))
            answer = client.post("/sign-in", data={"_csrf": token, "email": email, "password": PASSWORD, "next": "/"})
            assert answer.headers["location"] == "/sign-in/factor"
            form, until = client.get("/sign-in/factor").text, time.monotonic() + 20
            while len(codes := self._codes(client, email)) <= known:
                assert time.monotonic() < until, "no code came"
                time.sleep(0.2)
            token = form.split('name="_csrf" value="')[1].split('"')[0]
            answer = client.post("/sign-in/factor", data={"_csrf": token, "code": codes[0], "way": ""})
            assert answer.status_code == 303
            return client.get("/").headers["location"]

    def _codes(self, client: httpx.Client, email: str) -> list[str]:
        """What was sent there, newest first."""
        told = client.get("/dev/messages").text.split("<article")
        return [code for one in told if email in one for code in re.findall(r"(?m)^([0-9]{8})$", one)]


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    one = Demo(tmp_path / "demo")
    yield one
    if one.process.poll() is None:
        one.process.kill()
        one.process.wait()


def test_half_made_demo_is_made_anew_and_then_kept(demo: Demo) -> None:
    demo.data.mkdir()
    (demo.data / STAMP).write_text("making")
    (demo.data / "demo.sqlite").write_bytes(b"not all of it")

    demo.start()
    said, home = demo.said(), demo.sign_in("anna@nordvik.example")
    second = run_demo(demo.data, port=servers.free_port())
    assert demo.stop() == 0
    again = demo.start()

    assert (demo.data / STAMP).read_text() == MADE
    assert f"Trekkportalen: {demo.url}" in said
    assert PASSWORD in said
    assert home == demo.sign_in("anna@nordvik.example")
    assert again < 15
    assert second == 1  # the first one held the folder
    assert demo.sign_in("regine@tallverket.example") == "/employers"
    assert demo.stop(signal.SIGTERM) == 0


def test_port_that_is_taken_is_told(tmp_path: Path, capsys: Any) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        assert run_demo(tmp_path / "demo", port=port) == 1

    assert f"port {port} already" in capsys.readouterr().err
    assert not (tmp_path / "demo").exists()


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_number_that_is_no_port_is_told(tmp_path: Path, capsys: Any, port: int) -> None:
    assert run_demo(tmp_path / "demo", port=port) == 1
    assert "is no port" in capsys.readouterr().err


@pytest.mark.parametrize("fresh", [False, True])
def test_folder_with_something_else_in_it_is_left_alone(tmp_path: Path, capsys: Any, fresh: bool) -> None:
    (tmp_path / "portal.sqlite").write_bytes(b"somebody's")

    assert run_demo(tmp_path, port=servers.free_port(), fresh=fresh) == 1

    assert "holds something that is not a demo" in capsys.readouterr().err
    assert (tmp_path / "portal.sqlite").read_bytes() == b"somebody's"
