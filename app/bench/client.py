"""A light client: one person's browser as far as a server can tell, on one connection that stays open."""

import asyncio
import re
import socket
from typing import NamedTuple
from urllib.parse import urlencode

import brotli

from app.web.cookies import SESSION

SESSION_COOKIE = SESSION.encode()  # without TLS it has no prefix
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)
_COOKIE = re.compile(rb"\r\nset-cookie: ([^=]+)=([^;\r]*)", re.IGNORECASE)
_TOKEN = re.compile(rb'"X-CSRF-Token":"([^"]+)"')
_FIELD = re.compile(rb'name="_csrf" value="([^"]+)"')
_ROW = re.compile(rb'name="v-(\d+)" form="list" value="(\d+)"')


class Answer(NamedTuple):
    """What came back; `size` is that of the body as it was sent."""

    status: int
    head: bytes
    body: bytes
    size: int


class Person:
    """Somebody at the portal on 127.0.0.1:`port`; with the token of a session, somebody who is signed in."""

    def __init__(self, port: int, session: str = "") -> None:
        self.port = port
        self.cookies = {SESSION_COOKIE: session.encode()} if session else {}
        self.token = b""
        self._line: socket.socket | None = None

    def get(self, path: str) -> Answer:
        """A page."""
        return self.ask(self.request("GET", path))

    def page(self, path: str) -> bytes:
        """A page's text.  Raises RuntimeError for anything but 200."""
        answer = self.get(path)
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        return unpacked(answer)

    def post(self, path: str, fields: dict[str, object], *, htmx: bool = True) -> Answer:
        """A form, as htmx sends it or as a browser does."""
        return self.ask(self.request("POST", path, urlencode(fields).encode(), htmx=htmx))

    def request(self, method: str, path: str, body: bytes = b"", *, htmx: bool = False) -> bytes:
        """The bytes of a request."""
        lines = [
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAccept-Encoding: gzip, deflate, br\r\n"
            "User-Agent: Mozilla/5.0 (portal bench)\r\nAccept-Language: nb,en;q=0.5\r\n".encode()
        ]
        if self.cookies:
            lines.append(b"Cookie: " + b"; ".join(b"%s=%s" % pair for pair in self.cookies.items()) + b"\r\n")
        if method == "POST":
            lines.append(
                b"Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\n"
                b"Origin: http://127.0.0.1:%d\r\nX-CSRF-Token: %s\r\nContent-Length: %d\r\n"
                % (self.port, self.token, len(body))
            )
        if htmx:
            lines.append(b"HX-Request: true\r\n")
        return b"".join([*lines, b"\r\n", body])

    def ask(self, request: bytes) -> Answer:
        """Send it and read the answer."""
        if self._line is None:
            self._line = socket.create_connection(("127.0.0.1", self.port), 30)
            self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._line.sendall(request)
        data = self._line.recv(1 << 18)
        while not (complete := _complete(data)):
            more = self._line.recv(1 << 18)
            if not more:
                raise ConnectionError("the server hung up")
            data += more
        return self._took(*complete)

    def _took(self, head: bytes, body: bytes) -> Answer:
        for name, value in _COOKIE.findall(head):
            self.cookies[name] = value
        return Answer(int(head[9:12]), head, body, len(body))

    def sign_in(self, email: str, password: str) -> Answer:
        """Through the form.  Raises RuntimeError when that was not accepted."""
        form = self.page("/sign-in")
        found = _FIELD.search(form)
        token = found[1].decode() if found else ""
        fields = {"_csrf": token, "next": "/", "email": email, "password": password}
        answer = self.post("/sign-in", fields, htmx=False)
        if answer.status != 303:
            raise RuntimeError(f"sign-in answered {answer.status}")
        return answer

    def read_grid(self, path: str) -> dict[int, int]:
        """The rows of a list's first page with their versions; keeps the page's token."""
        page = self.page(path)
        found = _TOKEN.search(page)
        if found is None:
            raise RuntimeError(f"{path} has no token")
        self.token = found[1]
        return {int(n): int(version) for n, version in _ROW.findall(page)}

    def save(self, path: str, n: int, version: int, amount: str) -> bytes:
        """The request that saves one cell."""
        body = f"b-{n}={amount.replace(',', '%2C')}&v-{n}={version}".encode()
        return self.request("POST", f"{path}/lines/{n}/amount", body, htmx=True)

    def close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def unpacked(answer: Answer) -> bytes:
    """The body as text."""
    packed = b"content-encoding: br" in answer.head.lower()
    return bytes(brotli.decompress(answer.body)) if packed else answer.body


def _complete(data: bytes) -> tuple[bytes, bytes] | None:
    """Head and body, when all of it is there."""
    end = data.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = data[: end + 2]
    found = _LENGTH.search(head)
    length = int(found[1]) if found else 0
    return (head, data[end + 4 :]) if len(data) >= end + 4 + length else None


class Line(asyncio.Protocol):
    """One of many connections: sends a request, and wakes whoever waits when the answer is whole."""

    def __init__(self) -> None:
        self._data = b""
        self._answer: asyncio.Future[tuple[bytes, bytes]] | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._data += data
        complete = _complete(self._data)
        if complete and self._answer is not None and not self._answer.done():
            self._data = b""
            self._answer.set_result(complete)

    def connection_lost(self, error: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionError("the server hung up"))

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Status and body."""
        self._answer = asyncio.get_running_loop().create_future()
        if self._transport is None:
            raise ConnectionError("not connected")
        self._transport.write(request)
        head, body = await self._answer
        return int(head[9:12]), body

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


async def connect(port: int) -> Line:
    """A connection to the portal."""
    _, line = await asyncio.get_running_loop().create_connection(Line, "127.0.0.1", port)
    return line
