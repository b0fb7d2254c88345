"""Whoever works: does all that is ready, once, beside others who do the same, and stops without losing anything."""

import asyncio
import os
import secrets
import subprocess
import sys
import textwrap
from typing import Any

from app.jobs import nudge
from app.jobs.actions import Attendant, later
from app.jobs.work import Handler, Work
from tests.support.installation import ROOT


async def test_stopping_finishes_what_is_under_way(db: Any) -> None:
    begun, go, done = asyncio.Event(), asyncio.Event(), []

    async def slow(n: int) -> None:
        begun.set()
        await go.wait()
        done.append(n)

    await later("slow", {"n": 7})
    attendant = Attendant(Work({"slow": Handler(slow)}))
    running = asyncio.create_task(attendant.run())
    await begun.wait()
    attendant.stop()
    go.set()
    await running

    assert done == [7]
    assert await db.value("SELECT state FROM outbox") == "DONE"


async def test_job_that_does_not_end_in_time_is_given_back_untouched(db: Any) -> None:
    begun = asyncio.Event()

    async def endless(n: int) -> None:
        begun.set()
        await asyncio.Event().wait()

    await later("endless", {"n": 7})
    attendant = Attendant(Work({"endless": Handler(endless)}), grace=0.05)
    running = asyncio.create_task(attendant.run())
    await begun.wait()
    attendant.stop()
    await running

    assert await db.rows("SELECT state, attempts FROM outbox") == [{"state": "READY", "attempts": 0}]


async def test_attendant_does_what_comes_while_it_works(db: Any) -> None:
    all_done = asyncio.Event()
    done: list[int] = []

    async def note(n: int) -> None:
        done.append(n)
        if len(done) == 40:
            all_done.set()

    attendant = Attendant(Work({"note": Handler(note)}), look=60)
    nudge.listen(attendant.wake)
    running = asyncio.create_task(attendant.run())
    try:
        for n in range(40):
            await later("note", {"n": n})
        async with asyncio.timeout(20):
            await all_done.wait()
    finally:
        nudge.listen(None)
        attendant.stop()
        await running

    assert sorted(done) == list(range(40))


async def test_backlog_is_worked_off_without_waiting(db: Any) -> None:
    """A hand that comes free while others look must not be forgotten."""
    chaos = secrets.SystemRandom()
    all_done = asyncio.Event()
    done: list[int] = []

    async def note(n: int) -> None:
        await asyncio.sleep(chaos.uniform(0, 0.003))
        done.append(n)
        if len(done) == 400:
            all_done.set()

    async with db.transaction():
        for n in range(400):
            await later("note", {"n": n})
    attendant = Attendant(Work({"note": Handler(note)}), look=60)
    running = asyncio.create_task(attendant.run())
    try:
        async with asyncio.timeout(40):
            await all_done.wait()
    finally:
        attendant.stop()
        await running

    assert sorted(done) == list(range(400))


COMPETITOR = """
    import asyncio, sys
    from app import db
    from app.jobs.actions import drain
    from app.jobs.work import Handler, Work

    async def note(n: int) -> None:
        print(n, flush=True)

    async def main() -> None:
        await db.start()
        idle = 0
        while idle < 3:
            idle = 0 if await drain(Work({"note": Handler(note)}), 16) else idle + 1
        await db.stop()

    asyncio.run(main())
"""


async def test_three_processes_do_five_hundred_jobs_once_each(db: Any) -> None:
    async with db.transaction():
        for n in range(500):
            await later("note", {"n": n})

    processes = [
        subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(COMPETITOR)],
            cwd=ROOT,
            env=os.environ,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    said = await asyncio.gather(*(asyncio.to_thread(one.communicate) for one in processes))

    done = sorted(int(line) for out, _ in said for line in out.split())
    assert [one.returncode for one in processes] == [0, 0, 0]
    assert done == list(range(500))
    assert await db.value("SELECT COUNT(*) AS n FROM outbox WHERE state = 'DONE' AND attempts = 1") == 500
