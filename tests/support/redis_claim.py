"""A database of a Redis that others may be using too: claimed while it is ours."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import redis

from tests.support import servers

CLAIM = "portal:test:claimed-by"
SECONDS = 3600


@contextmanager
def claimed() -> Iterator[str]:
    """The URL of an empty database, from 1 to 15, that nothing else claims or uses."""
    server = servers.redis_server()
    assert server, "there is no Redis and none could be started: TEST_REDIS_URL names one"
    for number in range(1, 16):
        url = f"{server.rstrip('/')}/{number}"
        with redis.Redis.from_url(url) as client:
            if not client.set(CLAIM, str(os.getpid()), nx=True, ex=SECONDS):
                continue
            if client.dbsize() == 1:
                yield url
                client.flushdb()
                return
            client.delete(CLAIM)
    raise AssertionError(f"all databases of {server} are in use")


def empty(url: str) -> None:
    """Nothing in it but our claim."""
    with redis.Redis.from_url(url) as client, client.pipeline() as steps:
        steps.flushdb().set(CLAIM, str(os.getpid()), ex=SECONDS).execute()
