"""Redis only says «now»: stopped, flushed or full of rubbish, it loses nothing but speed."""

import asyncio
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from typing import Any

import msgspec
import pytest

from app.messages.actions import queue
from app.settings import settings
from app.worker import beside_the_web
from tests.support.mail import Sink, mail_server
from tests.support.workers import OwnRedis, is_up, redis_binary, worker

SOON, BY_ITSELF = 4.0, 14.0


@pytest.fixture
def own_redis(monkeypatch: pytest.MonkeyPatch) -> Iterator[OwnRedis]:
    with OwnRedis(redis_binary()) as server:
        changed = msgspec.structs.replace(settings(), redis_url=server.url)
        monkeypatch.setattr(sys.modules["app.worker"], "settings", lambda: changed)
        yield server


def _worker(sink: Sink, own_redis: OwnRedis) -> AbstractAsyncContextManager[asyncio.subprocess.Process]:
    return worker(SMTP_URL=f"smtp://127.0.0.1:{sink.port}", REDIS_URL=own_redis.url)


async def tell(db: Any) -> None:
    """As a request would: in a transaction, with the nudge after it."""
    async with db.transaction():
        await queue("code", to_email="anna@fjord.example", language="nb", code="73519264", minutes=10)


async def arrives(sink: Sink, number: int, within: float) -> float:
    """How many seconds until so many have come."""
    began = time.monotonic()
    async with asyncio.timeout(within):
        while len(sink.taken) < number:
            await asyncio.sleep(0.01)
    return time.monotonic() - began


async def test_worker_is_woken_after_the_commit(db: Any, own_redis: OwnRedis) -> None:
    async with mail_server(Sink()) as sink, beside_the_web(), _worker(sink, own_redis) as process:
        await is_up(process)
        await tell(db)
        await arrives(sink, 1, BY_ITSELF)
        waits = []
        for n in range(2, 6):
            await tell(db)
            waits.append(await arrives(sink, n, SOON))
        left = own_redis.dump()

    assert sorted(waits)[1] < 2  # woken, and not by its own look every five seconds
    assert b"arq:" in left
    for canary in (b"73519264", b"anna", b"messages.send"):
        assert canary not in left


async def test_redis_stopped_flushed_and_started_again_loses_nothing(db: Any, own_redis: OwnRedis) -> None:
    async with mail_server(Sink()) as sink, beside_the_web(), _worker(sink, own_redis) as process:
        await is_up(process)
        await tell(db)
        await arrives(sink, 1, BY_ITSELF)

        own_redis.stop()
        await tell(db)
        await arrives(sink, 2, BY_ITSELF)

        own_redis.start()
        await tell(db)
        own_redis.client.flushall()
        await arrives(sink, 3, BY_ITSELF)
        process.terminate()
        log, _ = await process.communicate()

    assert (len(sink.taken), process.returncode) == (3, 0)
    assert b"no Redis, looking by ourselves" in log
    assert b"73519264" not in log
    assert b"anna@" not in log


async def test_serialized_code_that_lies_in_redis_is_not_run(db: Any, own_redis: OwnRedis, tmp_path: Any) -> None:
    trace = tmp_path / "opened"
    with own_redis.client as client:
        client.set("arq:job:evil", f"cbuiltins\nopen\n(V{trace}\nVw\ntR.".encode())  # opened, it opens the file
        client.zadd("arq:queue", {"evil": 1})
    async with mail_server(Sink()) as sink, beside_the_web(), _worker(sink, own_redis) as process:
        await is_up(process)
        await tell(db)
        await arrives(sink, 1, BY_ITSELF)
        async with asyncio.timeout(BY_ITSELF):
            while own_redis.client.exists("arq:job:evil"):
                await asyncio.sleep(0.05)

    assert not trace.exists()


async def test_web_without_redis_does_the_work_itself(db: Any) -> None:
    from app.jobs.queries import oldest_ready_age

    async with beside_the_web():
        await tell(db)
        async with asyncio.timeout(SOON):
            while await db.value("SELECT COUNT(*) AS n FROM message WHERE state <> 'SENT'"):
                await asyncio.sleep(0.01)

    assert await oldest_ready_age() == 0
