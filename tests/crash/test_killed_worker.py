"""Workers killed with -9 at any moment: every message is sent, and twice at most once for each kill.

CRASH_KILLS says how many; a hundred by hand, a few in the daily tests.
"""

import asyncio
import os
import secrets
from collections import Counter
from typing import Any

from app.messages.actions import queue
from tests.support.mail import Sink, mail_server
from tests.support.workers import is_up, worker

KILLS = int(os.environ.get("CRASH_KILLS", "4"))
EACH = 20


async def test_no_message_is_lost_when_workers_are_killed(db: Any) -> None:
    async with mail_server(Sink()) as sink:
        url = f"smtp://127.0.0.1:{sink.port}"
        expected = []
        for _ in range(KILLS):
            async with db.transaction():
                for _ in range(EACH):
                    message_id = await queue("receipt", to_email="anna@fjord.example", language="nb", path="/e/1/home")
                    expected.append(f"<m{message_id}@trekkportalen.example>")
            async with worker(SMTP_URL=url) as process:
                await is_up(process)
                await _some_are_sent(sink, sink.tried + 1 + secrets.randbelow(EACH - 5))
                await asyncio.sleep(secrets.randbelow(20) / 1000)
                process.kill()
                await process.communicate()
        async with worker(SMTP_URL=url):
            await _all_are_marked(db)

    sent = Counter(sink.ids)
    assert set(sent) == set(expected)
    assert sum(sent.values()) - len(expected) <= KILLS


async def _some_are_sent(sink: Sink, many: int) -> None:
    async with asyncio.timeout(60):
        while sink.tried < many:
            await asyncio.sleep(0.002)


async def _all_are_marked(db: Any) -> None:
    async with asyncio.timeout(60 + KILLS):
        while await db.value("SELECT COUNT(*) AS n FROM message WHERE state <> 'SENT'"):
            await asyncio.sleep(0.1)


async def test_worker_that_is_told_to_stop_finishes_what_it_has_begun(db: Any) -> None:
    async with mail_server(Sink()) as sink:
        for _ in range(30):
            await queue("receipt", to_email="anna@fjord.example", language="nb", path="/e/1/home")
        async with worker(SMTP_URL=f"smtp://127.0.0.1:{sink.port}") as process:
            await is_up(process)
            await _some_are_sent(sink, 3)
            process.terminate()
            await asyncio.wait_for(process.communicate(), 30)

    assert process.returncode == 0
    states = {row["state"] for row in await db.rows("SELECT state FROM outbox")}
    assert states <= {"READY", "DONE"}
    assert await db.value("SELECT COUNT(*) AS n FROM message WHERE state = 'SENT'") == len(sink.taken)
