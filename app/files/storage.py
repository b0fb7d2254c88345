"""Where the sealed bytes lie: a folder, or an S3-compatible store, by FILES_URL.

Empty: DATA_DIR/files.  `s3://KEY:SECRET@bucket/prefix?endpoint=https://host&region=name`: any S3-compatible store;
without KEY:SECRET the usual AWS_* variables are read.  `file:///path`: another folder.
"""

import asyncio
import datetime as dt
import os
from collections.abc import AsyncIterable, AsyncIterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

from app.errors import Away
from app.settings import LOOPBACK, Unsafe, settings

PATIENCE = dt.timedelta(seconds=20)


class Unreachable(Away):
    """The store does not answer, or does not have what it should.  `doing` is what was tried."""

    def __init__(self, doing: str) -> None:
        super().__init__("files.away")
        self.args = (doing,)


class Storage:
    """Put, get, list and delete by place.  What `put` has returned from is on disk."""

    def __init__(self, url: str, data_dir: Path) -> None:
        parts = urlsplit(url)
        self.folder: Path | None = None
        if parts.scheme == "s3":
            self.store: LocalStore | S3Store = _s3(url)
        elif parts.scheme in {"", "file"}:
            self.folder = Path(unquote(parts.path)) if url else data_dir / "files"
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.store = LocalStore(self.folder)
        else:
            raise Unsafe("FILES_URL must begin with s3:// or file:///")

    async def put(self, place: str, content: AsyncIterable[bytes]) -> None:
        """Keep these bytes there, all or nothing.  Raises Unreachable."""
        try:
            await self.store.put_async(place, content)
        except (BaseError, OSError) as no:
            raise Unreachable("put") from no
        if self.folder is not None:
            await asyncio.to_thread(_to_disk, self.folder, self.folder / place)

    async def get(self, place: str) -> AsyncIterator[bytes]:
        """The bytes in pieces.  Raises Unreachable."""
        try:
            found = await self.store.get_async(place)
            async for piece in found.stream(min_chunk_size=1 << 18):
                yield bytes(piece)
        except (BaseError, OSError) as no:
            raise Unreachable("get") from no

    async def delete(self, places: Sequence[str]) -> None:
        """Gone; those that were gone already, too.  Raises Unreachable."""
        for place in places:
            try:
                await self.store.delete_async(place)
            except FileNotFoundError:
                continue
            except (BaseError, OSError) as no:
                raise Unreachable("delete") from no

    async def older_than(self, moment: dt.datetime) -> AsyncIterator[list[str]]:
        """The places written before `moment`, some hundreds at a time.  Raises Unreachable."""
        try:
            async for some in self.store.list(chunk_size=500):
                yield [str(one["path"]) for one in some if one["last_modified"] < moment]
        except (BaseError, OSError) as no:
            raise Unreachable("list") from no


def _s3(url: str) -> S3Store:
    parts = urlsplit(url)
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    config: dict[str, Any] = {"region": asked.get("region", "us-east-1")}
    client: dict[str, Any] = {"timeout": PATIENCE * 3, "connect_timeout": PATIENCE / 4}
    if endpoint := asked.get("endpoint"):
        config["endpoint"] = endpoint
        if endpoint.startswith("http://"):
            if (urlsplit(endpoint).hostname or "") not in LOOPBACK:
                raise Unsafe("FILES_URL is an unencrypted connection to another host")
            client["allow_http"] = True
    if parts.username:
        config["access_key_id"] = unquote(parts.username)
        config["secret_access_key"] = unquote(parts.password or "")
    if asked.get("style") == "virtual":
        config["virtual_hosted_style_request"] = True
    return S3Store(
        parts.hostname or "",
        prefix=parts.path.strip("/") or None,
        config=config,  # type: ignore[arg-type]
        client_options=client,  # type: ignore[arg-type]
        retry_config={
            "max_retries": 3,
            "retry_timeout": PATIENCE,
            "backoff": {"init_backoff": dt.timedelta(seconds=0.1), "max_backoff": dt.timedelta(seconds=3), "base": 2},
        },
    )


def _to_disk(folder: Path, path: Path) -> None:
    """The store has written beside and renamed: now make bytes and names survive a power cut."""
    path.chmod(0o600)
    for one in (path, path.parent, folder):
        handle = os.open(one, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@lru_cache(maxsize=1)
def storage() -> Storage:
    """The store of this installation."""
    return Storage(settings().files_url, settings().data_dir)
