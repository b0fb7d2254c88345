"""Mails as mail programs save them (.eml): the text with its letters decoded, or the list that is attached."""

import re
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import parsedate

from app.intake.cells import Unreadable
from app.intake.quoted import ids_in
from app.intake.recognise import recognise
from app.intake.text import decode

_HEADERS = ("From", "Subject")
_LISTS = re.compile(r"\.(?:xlsx|xlsm|xlsb|xls|ods|csv|tsv|txt|prn|lst|dat|pdf|xml|html?)$", re.I)
_KINDS = frozenset({"pdf", "zip", "xls", "encrypted"})
_MOST_PARTS, _MOST_LISTS = 200, 5
_LETTERS = {"iso-8859-1": "cp1252", "windows-1252": "cp1252", "utf-8": "utf-8", "us-ascii": "utf-8"}
_QUOTE = re.compile(r"<blockquote\b|<div[^>]{0,200}(?:gmail_quote|divRplyFwdMsg|appendonsend)", re.I)
_TAG = re.compile(r"<[^>]{0,2000}>")


@dataclass(slots=True)
class Mail:
    """What may hold the list: attached files by name, else the text, else the page."""

    attached: list[tuple[str, bytes]] = field(default_factory=list)
    text: str = ""
    page: str = ""

    @property
    def says_people(self) -> bool:
        """Whether people are told of in the mail itself, beside what is attached."""
        return len(ids_in((self.text or _TAG.sub(" ", self.page)).splitlines())) > 1

    @property
    def has_table(self) -> bool:
        """A table of the page is lost in the text that a mail program makes of it."""
        return len(re.findall(r"<tr\b", self.page, re.I)) > 2


def read_mail(data: bytes) -> Mail:
    """The parts of a mail that can be read.  Raises Unreadable."""
    try:
        message = message_from_bytes(data)
        parts = [part for part, _ in zip(message.walk(), range(_MOST_PARTS), strict=False) if not part.is_multipart()]
    except (RecursionError, ValueError) as problem:
        raise Unreadable("corrupt") from problem
    mail = Mail()
    texts: list[str] = []
    pages: list[str] = []
    for part in parts:
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes) or not content.strip():
            continue
        name = _plain(part.get_filename() or "")
        if _is_attached(part, name, content):
            mail.attached.append((name, content))
        elif not name and part.get_content_type() == "text/html":
            pages.append(_lettered(content, part))
        elif not name and part.get_content_maintype() == "text":
            texts.append(_lettered(content, part))
    if len(mail.attached) > _MOST_LISTS:
        raise Unreadable("too_large")
    top = "\n".join(f"{name}: {_plain(str(message[name]))}" for name in _HEADERS if message[name])
    if sent := parsedate(str(message["Date"] or "")):
        top += f"\nDate: {sent[2]:02}.{sent[1]:02}.{sent[0]}"
    mail.text = "\n".join([top, "", *texts]) if texts else ""
    mail.page = "".join(f"<p>{_TAG.sub(' ', line)}</p>" for line in top.splitlines()) + _fresh("\n".join(pages))
    return mail


def _is_attached(part: Message, name: str, content: bytes) -> bool:
    if name:
        return bool(_LISTS.search(name))
    return part.get_content_maintype() != "text" and recognise(content) in _KINDS


def _fresh(page: str) -> str:
    """Without the mail quoted below, where a list stands above it."""
    found = _QUOTE.search(page)
    return page[: found.start()] if found and re.search(r"<tr\b.*<tr\b", page[: found.start()], re.I | re.S) else page


def _lettered(content: bytes, part: Message) -> str:
    return _decoded(content, part.get_content_charset())


def _decoded(content: bytes, charset: str | None) -> str:
    """By the letters that the mail names, unless they do not fit."""
    try:
        return content.decode(_LETTERS[(charset or "").lower()])
    except (KeyError, UnicodeDecodeError):
        return decode(content)


def _plain(header: str) -> str:
    """«=?utf-8?Q?Br=C3=A6khus?=» as it is read."""
    try:
        pieces = decode_header(header)
    except ValueError:
        return header
    text = "".join(piece if isinstance(piece, str) else _decoded(piece, charset) for piece, charset in pieces)
    return " ".join(text.split())
