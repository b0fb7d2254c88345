"""Sending lists, which waits for the disk, beside what the disk itself can do."""

import asyncio
import os
import re
import time
from pathlib import Path

from app.bench.client import Person, connect
from app.bench.place import Installation
from app.bench.world import Place, World

_VERSION = re.compile(rb'name="version" value="(\d+)"')


def syncs_a_second(folder: Path, seconds: float) -> float:
    """How often the disk under the folder takes 4 kB for good."""
    path, count = folder / "sync", 0
    handle = os.open(path, os.O_CREAT | os.O_WRONLY)
    begun = time.monotonic()
    try:
        while time.monotonic() - begun < seconds:
            os.pwrite(handle, bytes(4096), 4096 * (count % 64))
            os.fdatasync(handle)
            count += 1
    finally:
        os.close(handle)
        path.unlink()
    return count / (time.monotonic() - begun)


def sendings_a_second(installation: Installation, world: World, places: list[Place], clients: int) -> float:
    """Send these lists, so many at a time."""
    sender = Person(installation.port, world.accountant)
    sender.read_grid(places[0].path)
    requests = [_sending(sender, place) for place in places]
    sender.close()
    begun = time.monotonic()
    asyncio.run(_send(installation.port, requests, clients))
    return len(requests) / (time.monotonic() - begun)


def _sending(sender: Person, place: Place) -> bytes:
    found = _VERSION.search(sender.page(f"{place.path}/review"))
    if found is None:
        raise RuntimeError(f"{place.path} cannot be sent")
    body = b"confirmed=yes&comment=&version=" + found[1]
    return sender.request("POST", f"{place.path}/delivery", body)


async def _send(port: int, requests: list[bytes], clients: int) -> None:
    left = list(requests)

    async def one() -> None:
        line = await connect(port)
        while left:
            status, body = await line.ask(left.pop())
            if status != 303:
                raise RuntimeError(f"sending answered {status}: {body[:200]!r}")
        line.close()

    await asyncio.gather(*(one() for _ in range(clients)))
