"""The outbox's own housekeeping."""

from app.jobs import actions
from app.jobs.schedule import Daily
from app.jobs.work import Handler, Work


async def sweep() -> None:
    await actions.sweep()


WORK = Work({"jobs.sweep": Handler(sweep, seconds=600)}, {"jobs.sweep": Daily(3, 40)})
