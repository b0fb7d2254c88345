"""Counting tries."""

import asyncio
import datetime as dt
from typing import Any

import pytest

from app.errors import Busy, TooMany

MINUTE = dt.timedelta(minutes=1)


async def _passed(limit: Any, times: int, *parts: object) -> int:
    from app.web import throttle

    passed = 0
    for answer in await asyncio.gather(*[throttle.take(limit, *parts) for _ in range(times)], return_exceptions=True):
        assert answer is None or isinstance(answer, TooMany), answer
        passed += answer is None
    return passed


async def test_limit_is_a_limit_for_twenty_at_once(db: Any) -> None:
    from app.web.throttle import Limit

    assert await _passed(Limit("x", 5, MINUTE), 20, "a") == 5
    assert await _passed(Limit("x", 5, MINUTE), 20, "b") == 5
    assert await _passed(Limit("y", 20, MINUTE), 20, "a") == 20


async def test_window_ends(db: Any) -> None:
    from app import clock
    from app.web.throttle import Limit

    limit = Limit("x", 2, MINUTE)
    assert await _passed(limit, 3, "a") == 2
    clock.shift(MINUTE - dt.timedelta(seconds=5))
    assert await _passed(limit, 1, "a") == 0
    clock.shift(MINUTE + dt.timedelta(seconds=5))
    assert await _passed(limit, 3, "a") == 2


async def test_wait_grows_to_its_longest_and_one_alone_gets_through(db: Any) -> None:
    from app import clock
    from app.web import throttle
    from app.web.throttle import Limit

    limit = Limit("x", 2, dt.timedelta(hours=1), longest_wait=8)
    await _passed(limit, 2, "a")
    waits, at = [], dt.timedelta()
    for _ in range(6):
        with pytest.raises(TooMany) as no:
            await throttle.take(limit, "a")
        waits.append(no.value.retry_after)
        at += dt.timedelta(seconds=no.value.retry_after + 1)
        clock.shift(at)
        assert await _passed(limit, 20, "a") == 1

    assert waits == sorted(waits)
    assert waits[0] <= 2
    assert max(waits) <= 9


async def test_tries_may_be_given_back_and_forgotten(db: Any) -> None:
    from app.web import throttle
    from app.web.throttle import Limit

    limit = Limit("x", 2, MINUTE)
    assert await _passed(limit, 2, "a") == 2
    await throttle.give_back(limit, "a")
    assert await _passed(limit, 2, "a") == 1
    await throttle.forget(limit, "a")
    assert await _passed(limit, 3, "a") == 2


async def test_count_is_there_after_a_restart(db: Any) -> None:
    from app.web.throttle import Limit

    limit = Limit("x", 2, MINUTE)
    await _passed(limit, 2, "a")
    await db.stop()
    await db.start()
    assert await _passed(limit, 1, "a") == 0


async def test_what_cannot_be_counted_is_refused(db: Any) -> None:
    from app.web import throttle
    from app.web.throttle import Limit

    await db.execute("DROP TABLE rate_limit")
    try:
        with pytest.raises(Busy):
            await throttle.take(Limit("x", 2, MINUTE), "a")
    finally:
        await db.execute(
            "CREATE TABLE rate_limit (id TEXT PRIMARY KEY, count BIGINT NOT NULL, window_start TIMESTAMPTZ NOT NULL,"
            " expires_at TIMESTAMPTZ NOT NULL)"
        )


async def test_database_does_not_say_who_was_counted(db: Any) -> None:
    from app.web import throttle
    from app.web.throttle import Limit

    await throttle.take(Limit("sign-in", 2, MINUTE), "anna@example.no", "192.0.2.0/24")
    assert "anna" not in str(await db.rows("SELECT * FROM rate_limit"))
    assert "192" not in str(await db.rows("SELECT id FROM rate_limit"))


async def test_sweep_forgets_what_has_run_out(db: Any) -> None:
    from app import clock
    from app.web import throttle
    from app.web.throttle import Limit

    await throttle.take(Limit("x", 2, MINUTE), "a")
    await throttle.sweep()
    assert len(await db.rows("SELECT id FROM rate_limit")) == 1
    clock.shift(dt.timedelta(hours=2))
    await throttle.sweep()
    assert await db.rows("SELECT id FROM rate_limit") == []
