"""A message as it is sent: words in the reader's language, and around an e-mail the headers it needs."""

import datetime as dt
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any
from urllib.parse import urlsplit

from app.i18n import speaking
from app.messages.preview import paragraphs
from app.settings import settings
from app.web.templates import render, render_text


@dataclass(frozen=True, slots=True)
class Words:
    """What is said; an SMS has only a text."""

    subject: str
    text: str
    html: str

    @property
    def preview(self) -> list[tuple[str, str]]:
        """The HTML's paragraphs and where they lead."""
        return paragraphs(self.html)


def words(kind: str, template: str, language: str, values: dict[str, Any]) -> Words:
    """EMAIL or SMS, filled in.  Links are made from BASE_URL, never from a request."""
    base = settings().base_url
    given: dict[str, Any] = {"language": language, "link": base + values.get("path", "/sign-in"), **values}
    given["host"] = urlsplit(base).hostname
    if "at" in given:
        given["at"] = dt.datetime.fromisoformat(given["at"])
    folder = f"messages/{template}"
    with speaking(language):
        if kind == "SMS":
            return Words("", _tidy(render_text(f"{folder}/sms.txt", **given)), "")
        subject = " ".join(render_text(f"{folder}/subject.txt", **given).split())
        text = _tidy(render_text(f"{folder}/body.txt", **given))
        return Words(subject, text, render(f"{folder}/body.html", subject=subject, **given))


def _tidy(text: str) -> str:
    """No blanks at line ends, never two empty lines, one break at the end."""
    lines = [line.strip() for line in text.strip().split("\n")]
    return "\n".join(line for n, line in enumerate(lines) if line or lines[n - 1]) + "\n"


def message_id(row_id: int) -> str:
    """The same however often the message is tried, so that a receiver can drop the double."""
    return f"<m{row_id}@{sender().domain or urlsplit(settings().base_url).hostname}>"


def sender() -> Address:
    """MAIL_FROM."""
    name, address = parseaddr(settings().mail_from)
    return Address(name, addr_spec=address)


def email(row_id: int, recipient: str, language: str, said: Words, at: dt.datetime) -> EmailMessage:
    """An e-mail to exactly one.  Raises ValueError for an address that is not one plain address."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender()
    mail["To"] = Address(addr_spec=recipient)
    mail["Subject"] = said.subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = message_id(row_id)
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(said.text, cte="quoted-printable")
    mail.add_alternative(said.html, subtype="html", cte="quoted-printable")
    mail["Content-Language"] = language
    return mail
