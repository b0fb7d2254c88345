"""Files to keep, never shown as a page: the headers of `docs/security.md`, files."""

from collections.abc import AsyncIterator
from urllib.parse import quote

from litestar import Response
from litestar.response import Stream

from app.web.headers import FILE_CSP


def headers(fallback: str, name: str = "", size: int | None = None) -> dict[str, str]:
    """`fallback` is plain ASCII and for old browsers; `name`, in any letters, is what the file is saved as."""
    told = f'attachment; filename="{fallback}"'
    if name:
        told += f"; filename*=UTF-8''{quote(name, safe='')}"
    made = {"Content-Disposition": told, "Content-Security-Policy": FILE_CSP, "X-Download-Options": "noopen"}
    return made | ({"Content-Length": str(size)} if size is not None else {})


def download(
    pieces: AsyncIterator[bytes], kind: str, fallback: str, name: str = "", *, size: int | None = None
) -> Stream:
    """A file sent as it is read."""
    return Stream(pieces, media_type=kind, headers=headers(fallback, name, size))


def whole(data: bytes, kind: str, fallback: str, name: str = "") -> Response[bytes]:
    """A file that is small enough to be at hand."""
    return Response(data, media_type=kind, headers=headers(fallback, name))
