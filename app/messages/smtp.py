"""E-mail out, by SMTP_URL.

`smtp://user:password@host:587?starttls=required` or `smtps://user:password@host:465`; `?cafile=/path` for a
certificate of one's own.  To another host there is no plain way out (`settings`).
"""

import asyncio
import re
import ssl
from email.message import EmailMessage
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib

from app.jobs.outcomes import GiveUp, TryAgain
from app.messages.last_step import Taken, last_step
from app.settings import settings

SECONDS = 20

_ENHANCED = re.compile(r"\b([245]\.[0-9]{1,3}\.[0-9]{1,3})\b", re.ASCII)


@lru_cache(maxsize=4)
def _way(url: str) -> dict[str, Any]:
    """What aiosmtplib is to be told."""
    parts = urlsplit(url)
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    whole = parts.scheme == "smtps"
    secure = whole or asked.get("starttls") == "required"
    return {
        "hostname": parts.hostname or "127.0.0.1",
        "port": parts.port or (465 if whole else 587 if secure else 25),
        "username": unquote(parts.username) if parts.username else None,
        "password": unquote(parts.password) if parts.password else None,
        "use_tls": whole,
        "start_tls": secure and not whole,
        "tls_context": ssl.create_default_context(cafile=asked.get("cafile")) if secure else None,
        "timeout": SECONDS,
    }


async def send(mail: EmailMessage, recipient: str, taken: Taken) -> None:
    """To this one recipient; `taken` is awaited at once when the server has it.  Raises GiveUp or TryAgain."""
    done = False
    try:
        async with aiosmtplib.SMTP(**_way(settings().smtp_url)) as server:
            await server.mail(mail["From"].addresses[0].addr_spec)
            await server.rcpt(recipient)
            async with last_step():
                await server.data(bytes(mail))
                done = True
                await asyncio.shield(taken())
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as no:
        if not done:  # else it was only the goodbye
            raise _outcome(no) from None


def _outcome(no: Exception) -> GiveUp | TryAgain:
    match no:
        case aiosmtplib.SMTPRecipientRefused() | aiosmtplib.SMTPDataError():
            return _judged(no.code, no.message, theirs=True)
        case aiosmtplib.SMTPResponseException():
            # Signing in, the greeting, our own address: the operator can put that right, and then the message may go.
            return _judged(no.code, no.message, theirs=False)
    return TryAgain(f"SMTP {type(no).__name__}")


def _judged(code: int, said: str, *, theirs: bool) -> GiveUp | TryAgain:
    enhanced = _ENHANCED.search(said)
    reason = f"SMTP {code} {enhanced[1] if enhanced else ''}".strip()
    return GiveUp(reason) if theirs and 500 <= code < 600 else TryAgain(reason)
