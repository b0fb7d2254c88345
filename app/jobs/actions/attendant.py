"""Whoever works: looks into the outbox and at the hours, until told to stop."""

import asyncio
import contextlib
import logging

from app.jobs.actions.doing import claim, perform
from app.jobs.actions.recurring import run_due
from app.jobs.work import Work

log = logging.getLogger("portal.jobs")

HANDS = 8  # jobs at a time
LOOK = 2.0  # seconds between looks when nobody says «now»
GRACE = 25.0  # seconds for what is under way when told to stop


class Attendant:
    """Does what is ready, some jobs side by side.  `wake` makes it look at once; losing that loses only speed."""

    def __init__(self, work: Work, *, hands: int = HANDS, look: float = LOOK, grace: float = GRACE) -> None:
        self.work, self.hands, self.look, self.grace = work, hands, look, grace
        self._wake, self._stop = asyncio.Event(), asyncio.Event()
        self._busy: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        self._wake.set()

    def stop(self) -> None:
        """Begin nothing more; what is under way is finished."""
        self._stop.set()
        self._wake.set()

    async def run(self) -> None:
        """Until `stop`; cancelled, it stops as well."""
        hours = asyncio.create_task(self._keep_hours())
        with contextlib.suppress(asyncio.CancelledError):
            while not self._stop.is_set():
                self._wake.clear()
                await self._begin()
                await _until(self._wake, self.look)
        self.stop()
        await self._finish({*self._busy, hours})

    async def _begin(self) -> None:
        """Whatever is ready, as far as there are hands."""
        free = self.hands - len(self._busy)
        if not free:
            return
        try:
            claimed = await claim(free)
        except Exception as error:  # the database may be away for a while
            log.warning("no look at the outbox: %s", type(error).__name__)
            return
        for job in claimed:
            task = asyncio.create_task(perform(self.work, job))
            self._busy.add(task)
            task.add_done_callback(self._done)
        if len(claimed) == free and len(self._busy) < self.hands:
            self._wake.set()  # somebody was done meanwhile, and there may be more

    def _done(self, task: asyncio.Task[None]) -> None:
        self._busy.discard(task)
        if len(self._busy) == self.hands - 1:
            self._wake.set()
        if not task.cancelled() and (error := task.exception()):
            log.error("a job could not be marked: %s", type(error).__name__)

    async def _keep_hours(self) -> None:
        while not self._stop.is_set():
            try:
                await run_due(self.work)
            except Exception as error:
                log.warning("no look at the hours: %s", type(error).__name__)
            await _until(self._stop, LOOK)

    async def _finish(self, tasks: set[asyncio.Task[None]]) -> None:
        _, late = await asyncio.wait(tasks, timeout=self.grace)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def _until(event: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
