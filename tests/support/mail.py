"""A mail server and an SMS gateway to send to: real ones, on a port of their own, that misbehave when told."""

import asyncio
import datetime as dt
import ipaddress
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class Sink:
    """What came in, and what is answered: the next of `answers` each time, the last of them for ever.

    An answer is an SMTP line, or HANG, or DROP (the connection is cut after DATA, before an answer).
    """

    answers: list[str] = field(default_factory=lambda: ["250 OK"])
    at_rcpt: bool = False
    tried: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    port: int = 0

    def _next(self) -> str:
        self.tried += 1
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        answer = self._next() if self.at_rcpt else "250 OK"
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Envelope) -> str:  # noqa: N802
        answer = "250 OK" if self.at_rcpt else self._next()
        if answer == "HANG":
            await asyncio.sleep(3600)
        if answer == "DROP":
            server.transport.abort()
            return "451 gone"
        if answer.startswith("2"):
            self.envelopes.append(envelope)
            self.taken.append(message_from_bytes(envelope.original_content or b"", policy=default))  # type: ignore[arg-type]
        return answer

    @property
    def ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.taken]


@asynccontextmanager
async def mail_server(sink: Sink, *, tls: ssl.SSLContext | None = None, password: str = "") -> AsyncIterator[Sink]:
    """A server for as long as the block lasts; with `tls` it demands STARTTLS, with a password also AUTH."""

    def signs_in(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        fits = data.login == b"portal" and data.password == password.encode()
        return AuthResult(success=fits, handled=False)

    made: Callable[[], SMTP] = lambda: SMTP(  # noqa: E731
        sink,
        hostname="sink.example",
        tls_context=tls,
        require_starttls=tls is not None,
        auth_required=bool(password),
        authenticator=signs_in if password else None,
        auth_require_tls=tls is not None,
    )
    server = await asyncio.get_running_loop().create_server(made, "127.0.0.1", sink.port)
    sink.port = server.sockets[0].getsockname()[1]
    try:
        yield sink
    finally:
        server.close()


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A certificate for 127.0.0.1 that signs itself, and the file by which it is known."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sink.example")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    known, private = folder / "sink.pem", folder / "sink.key"
    known.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(known, private)
    return context, known


@dataclass
class Gateway:
    """An SMS gateway: each request it got, as head and body, and the status it answers with."""

    answers: list[int] = field(default_factory=lambda: [200])
    asked: list[tuple[str, bytes]] = field(default_factory=list)
    port: int = 0


@asynccontextmanager
async def sms_gateway(gateway: Gateway) -> AsyncIterator[Gateway]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(int(line[15:]) for line in head.lower().split("\r\n") if line.startswith("content-length:"))
        gateway.asked.append((head, await reader.readexactly(length)))
        status = gateway.answers.pop(0) if len(gateway.answers) > 1 else gateway.answers[0]
        more = "Location: http://127.0.0.1:9/\r\n" if status == 302 else ""
        writer.write(f"HTTP/1.1 {status} X\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    gateway.port = server.sockets[0].getsockname()[1]
    try:
        yield gateway
    finally:
        server.close()
