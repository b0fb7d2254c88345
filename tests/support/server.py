"""The portal in a process of its own: for walks in a real browser, raw sockets, and being killed."""

import os
import signal
import subprocess
import sys
import time

import httpx

from tests.support import installation, servers

COMMAND = "import sys; from app.cli import main; sys.exit(main())"


class Server:
    """`portal serve` on a free port, on this test's database and data folder."""

    def __init__(self) -> None:
        self.port = servers.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = installation.FOLDER / f"server-{self.port}.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self, **environment: str) -> None:
        """Start it and wait until it answers; again after a kill, too."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-c", COMMAND, "serve", "--port", str(self.port)],
                env=os.environ | {"BASE_URL": self.url} | environment,
                cwd=installation.ROOT,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + 30
        while time.monotonic() < until and self._process.poll() is None:
            try:
                if httpx.get(f"{self.url}/healthz", timeout=2).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        self.kill()
        raise AssertionError(f"the server did not come up:\n{self.log.read_text()[-4000:]}")

    def stop(self) -> int:
        """As a supervisor asks it to, with time to finish; the exit code."""
        if self._process is None:
            return 0
        self._process.send_signal(signal.SIGTERM)
        try:
            return self._process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"the server did not stop:\n{self.log.read_text()[-4000:]}") from None
        finally:
            self._process = None

    def kill(self) -> None:
        """`kill -9`."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
