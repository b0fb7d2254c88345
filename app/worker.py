"""The list of what is done later, and who does it: the worker process, or where there is no Redis the web process.

The outbox in the database is the queue; everybody who works looks into it by himself every few seconds.  Redis and arq
only say «now» sooner.  So when Redis is stopped, flushed or away, nothing is lost but speed.
"""

import asyncio
import contextlib
import json
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextvars import Context
from typing import Any

from arq import cron, func
from arq.connections import ArqRedis, RedisSettings, create_pool
from arq.worker import Worker
from redis.exceptions import RedisError

from app import db
from app.accounts.jobs import WORK as ACCOUNTS
from app.audit.jobs import WORK as AUDIT
from app.demo.marker import refuse_demo_data
from app.employers.jobs import WORK as EMPLOYERS
from app.files import jobs as files
from app.intake.jobs import WORK as INTAKE
from app.jobs import nudge
from app.jobs.actions import Attendant
from app.jobs.actions.attendant import LOOK
from app.jobs.jobs import WORK as JOBS
from app.jobs.schedule import Daily
from app.jobs.work import Handler, Work, together
from app.letters.jobs import WORK as LETTERS
from app.lists.jobs import WORK as LISTS
from app.messages.jobs import WORK as MESSAGES
from app.missing.jobs import WORK as MISSING
from app.retention.jobs import WORK as RETENTION
from app.settings import settings
from app.web import logs

log = logging.getLogger("portal.worker")

FILES = Work(
    {
        "files.erase_due": Handler(files.erase_due, seconds=1800),
        "files.sweep_orphans": Handler(files.sweep_orphans, seconds=3600),
    },
    {"files.erase_due": Daily(0, 20), "files.sweep_orphans": Daily(4, 10)},
)

WORK = together([JOBS, FILES, AUDIT, MESSAGES, ACCOUNTS, EMPLOYERS, LISTS, INTAKE, MISSING, LETTERS, RETENTION])

LOOK_AWAKE = 5.0  # seconds between looks of a worker that arq wakes
NAME = "drain"


# In the web process


@contextlib.asynccontextmanager
async def beside_the_web() -> AsyncIterator[None]:
    """For the web process's lifespan: with a Redis, tell the worker of what is ready; without one, do it here."""
    if settings().redis_url:
        messenger = Messenger(settings().redis_url)
        nudge.listen(messenger.say)
        try:
            yield
        finally:
            nudge.listen(None)
            await messenger.close()
    else:
        async with run_embedded():
            yield


@contextlib.asynccontextmanager
async def run_embedded(work: Work = WORK) -> AsyncIterator[Attendant]:
    """Work in this process as long as the block lasts; jobs under way get a few seconds at its end."""
    attendant = Attendant(work, grace=10)
    nudge.listen(attendant.wake)
    task = asyncio.create_task(attendant.run(), context=Context())
    try:
        yield attendant
    finally:
        nudge.listen(None)
        attendant.stop()
        await task


class Messenger:
    """Says «now» to the worker, through arq, as well as it can: one word at a time, and none while Redis is away."""

    REST = 5.0

    def __init__(self, redis_url: str) -> None:
        self._settings = redis_settings(redis_url)
        self._pool: ArqRedis | None = None
        self._saying: asyncio.Task[None] | None = None
        self._once_more = False
        self._quiet_until = 0.0

    def say(self) -> None:
        """Never waits and never fails."""
        if self._saying is not None and not self._saying.done():
            self._once_more = True
        elif asyncio.get_running_loop().time() >= self._quiet_until:
            self._saying = asyncio.create_task(self._say(), context=Context())

    async def _say(self) -> None:
        try:
            async with asyncio.timeout(2):
                self._once_more = True
                while self._once_more:
                    self._once_more = False
                    self._pool = self._pool or await create_pool(self._settings, **SERIALIZING)
                    await self._pool.enqueue_job(NAME, _job_id=NAME, _expires=60)
        except (RedisError, OSError, TimeoutError) as error:
            log.warning("the worker was not told: %s", type(error).__name__)
            self._quiet_until = asyncio.get_running_loop().time() + self.REST

    async def close(self) -> None:
        if self._saying is not None:
            await self._saying
        if self._pool is not None:
            with contextlib.suppress(RedisError, OSError):
                await self._pool.aclose(close_connection_pool=True)


# In the worker process


def _pack(what: Any) -> bytes:
    """JSON, never pickle; of an error only its class."""
    return json.dumps(what, default=lambda thing: type(thing).__name__).encode()


def _unpack(packed: bytes) -> Any:
    return json.loads(packed)


SERIALIZING: dict[str, Any] = {"job_serializer": _pack, "job_deserializer": _unpack}


def redis_settings(url: str) -> RedisSettings:
    """Given up at once when nobody answers: there is another way to know."""
    found = RedisSettings.from_dsn(url)
    found.conn_timeout, found.conn_retries = 2, 0
    return found


async def drain(ctx: dict[str, Any]) -> None:
    """arq's only job: «now».  No arguments, so none to log or to leave behind in Redis."""
    wake: Callable[[], None] = ctx["wake"]
    wake()


class WorkerSettings:
    """What arq is told."""

    functions = (func(drain, name=NAME, keep_result=0, max_tries=1),)
    cron_jobs = (cron(drain, name=f"cron:{NAME}", second=set(range(0, 60, 5)), keep_result=0, max_tries=1),)
    job_serializer = staticmethod(_pack)
    job_deserializer = staticmethod(_unpack)
    job_timeout = 60
    keep_result = 0
    log_results = False
    handle_signals = False
    max_jobs = 4
    poll_delay = 0.25
    health_check_interval = 30


async def _listen(attendant: Attendant, url: str) -> None:
    """Hear arq's «now» for ever; while Redis is away, the attendant looks by itself, and this tries again."""
    while True:
        given = {name: value for name, value in vars(WorkerSettings).items() if not name.startswith("_")}
        given |= SERIALIZING | {"on_startup": _told(attendant)}
        worker = Worker(redis_settings=redis_settings(url), ctx={"wake": attendant.wake}, **given)
        try:
            await worker.async_run()
        except (RedisError, OSError, TimeoutError) as error:
            attendant.look = LOOK
            log.warning("no Redis, looking by ourselves: %s", type(error).__name__)
        finally:
            await _close(worker)
        await asyncio.sleep(LOOK)


def _told(attendant: Attendant) -> Callable[[dict[str, Any]], Awaitable[None]]:
    async def told(_ctx: dict[str, Any]) -> None:
        attendant.look = LOOK_AWAKE
        attendant.wake()

    return told


async def _close(worker: Worker) -> None:
    """arq's own `close` waits for a Redis that may be gone."""
    for task in worker.tasks.values():
        task.cancel()
    await asyncio.gather(*worker.tasks.values(), return_exceptions=True)
    if worker._pool is not None:
        with contextlib.suppress(RedisError, OSError, TimeoutError):
            async with asyncio.timeout(2):
                await worker._pool.aclose(close_connection_pool=True)


async def attend(work: Work = WORK) -> None:
    """The worker process, until SIGTERM or SIGINT: then what is under way gets some seconds to finish."""
    await db.start()
    await refuse_demo_data()
    attendant = Attendant(work)
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, attendant.stop)
    nudge.listen(attendant.wake)
    listening = asyncio.create_task(_listen(attendant, settings().redis_url)) if settings().redis_url else None
    log.info("worker is up")
    try:
        await attendant.run()
    finally:
        nudge.listen(None)
        if listening is not None:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
        await db.stop()
    log.info("worker has stopped")


def run_worker() -> int:
    """`portal worker`."""
    logs.set_up()
    asyncio.run(attend())
    return 0
