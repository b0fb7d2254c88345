"""Files that are posted: taken in as they come, straight to disk, within limits.

Litestar's own parser decodes text by a charset that the sender names, which can be made to take minutes: here a part
that names one is refused.  The form's token must come before the first file.
"""

import hashlib
import os
import re
import shutil
import tempfile
import time
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, TypeVar

import msgspec
from litestar import Request
from multipart import MultipartError, MultipartSegment, ParserLimitReached, PushMultipartParser, parse_options_header

from app.settings import settings
from app.web import csrf
from app.web.here import here
from app.web.posted import Malformed, Posted, plain, read
from app.web.rules import Turned

T = TypeVar("T", bound=msgspec.Struct)

LONGEST_NAME = 120
LONGEST_TEXT = 64_000
LEFT_BEHIND = 3600
"""Seconds; a form takes two minutes at most."""

_BOUNDARY = re.compile(r"[A-Za-z0-9'()+_,./:=? -]{0,69}[A-Za-z0-9'()+_,./:=?-]")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


@dataclass(slots=True)
class ReceivedFile:
    """One file as it came.  `too_large`: more than was allowed, and then its bytes were not kept."""

    field: str
    name: str
    path: Path
    size: int = 0
    sha256: str = ""
    too_large: bool = False


@dataclass(slots=True)
class Received:
    """What a form with files held; the files are gone when the block that took them in ends.

    `too_many`: there were more files than allowed, and those beyond were not kept.
    """

    pairs: list[tuple[str, str]] = field(default_factory=list)
    files: list[ReceivedFile] = field(default_factory=list)
    too_many: bool = False

    def form(self, shape: type[T]) -> Posted[T]:
        """The fields that are no files, read as those of any form.  Raises Malformed."""
        return read(self.pairs, shape)


@asynccontextmanager
async def received(
    request: Request[Any, Any, Any], *, most: int = 20, each: int = 10_000_000
) -> AsyncIterator[Received]:
    """The form of this request: at most `most` files of at most `each` bytes.

    Raises Malformed for what no browser sends, and Turned when the token is missing or the whole is too large.
    """
    folder = Path(tempfile.mkdtemp(prefix="in-", dir=_room()))
    try:
        yield await _Taker(folder, most, each).take(request)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _room() -> Path:
    """Where files are while they come; what a process that was killed left there is taken away."""
    room = settings().data_dir / "incoming"
    room.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in room.iterdir():
        with suppress(FileNotFoundError):  # somebody else took it away meanwhile
            if left.stat().st_mtime < time.time() - LEFT_BEHIND:
                shutil.rmtree(left, ignore_errors=True)
    return room


class _Taker:
    """Goes through the parts of one request."""

    def __init__(self, folder: Path, most: int, each: int) -> None:
        self.folder, self.most, self.each = folder, most, each
        self.got = Received()
        self._text: bytearray | None = None
        self._name = ""
        self._file: ReceivedFile | None = None
        self._out: IO[bytes] | None = None
        self._digest = hashlib.sha256()

    async def take(self, request: Request[Any, Any, Any]) -> Received:
        parser = PushMultipartParser(
            _boundary(request.headers.get("content-type", "")),
            max_segment_count=self.most + 200,
            max_header_size=2048,
            header_charset="utf8",
            strict=True,
        )
        try:
            with parser:
                async for chunk in request.stream():
                    for event in parser.parse(chunk) if chunk else ():
                        self._on(event)
        except ParserLimitReached:
            raise Malformed("too-many-fields", 413) from None
        except MultipartError:
            raise Malformed from None
        finally:
            if self._out is not None:
                self._out.close()
        if not here().trusted:
            raise Turned(403, "untrusted")
        return self.got

    def _on(self, event: Any) -> None:
        if isinstance(event, MultipartSegment):
            self._begin(event)
        elif event is not None:
            self._more(event)
        else:
            self._end()

    def _begin(self, part: MultipartSegment) -> None:
        self._name = part.name or ""
        if not self._name or _names_charset(part):
            raise Malformed
        if part.filename is None:
            self._text = bytearray()
            return
        if not here().trusted:
            raise Turned(403, "untrusted")
        if not part.filename:  # no file was chosen
            self._file = None
            return
        if len(self.got.files) >= self.most:
            self.got.too_many, self._file = True, None
            return
        path = self.folder / f"{len(self.got.files)}"
        self._file = ReceivedFile(self._name, tidy_name(part.filename), path)
        self._out = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        self._digest = hashlib.sha256()

    def _more(self, chunk: bytes) -> None:
        if self._text is not None:
            self._text += chunk
            if len(self._text) > LONGEST_TEXT:
                raise Malformed("too-large", 413)
        elif self._file is not None and self._out is not None:
            self._file.size += len(chunk)
            if self._file.size > self.each:
                if not self._file.too_large:
                    self._file.too_large = True
                    self._out.truncate(0)
                return
            self._out.write(chunk)
            self._digest.update(chunk)

    def _end(self) -> None:
        if self._text is not None:
            self._take_text(self._name, plain(bytes(self._text)))
            self._text = None
        elif self._file is not None and self._out is not None:
            self._out.close()
            self._file.sha256 = "" if self._file.too_large else self._digest.hexdigest()
            self.got.files.append(self._file)
            self._file = self._out = None

    def _take_text(self, name: str, value: str) -> None:
        if name != csrf.FIELD:
            self.got.pairs.append((name, value))
            return
        if not here().trusted:
            bound = here().session_hash
            here().trusted = bool(bound) and csrf.matches(value, bound, "session")


def _boundary(content_type: str) -> str:
    kind, options = parse_options_header(content_type)
    boundary = str(options.get("boundary", ""))
    if kind != "multipart/form-data" or set(options) != {"boundary"} or not _BOUNDARY.fullmatch(boundary):
        raise Malformed
    return boundary


def _names_charset(part: MultipartSegment) -> bool:
    """A browser names none; nor does it encode a part in any other way."""
    return any(
        name == "Content-Transfer-Encoding" or (name == "Content-Type" and "charset" in value.lower())
        for name, value in part.headerlist
    )


def tidy_name(name: str) -> str:
    """A file's name to be shown: no folders, nothing unseen, not too long; its ending is kept."""
    name = unicodedata.normalize("NFC", _UNSEEN.sub("", name.replace("\\", "/").rpartition("/")[2])).strip()
    if len(name) > LONGEST_NAME:
        stem, _, ending = name.rpartition(".")
        name = f"{stem[: LONGEST_NAME - 11]}.{ending[:10]}" if stem else name[:LONGEST_NAME]
    return name or "fil"
