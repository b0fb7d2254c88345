"""What is forgotten by the clock: sessions and held forms that are over, and counts that have run out."""

from app.accounts import actions
from app.jobs.schedule import Daily
from app.jobs.work import Handler, Work


async def sweep() -> None:
    await actions.sweep()


WORK = Work({"accounts.sweep": Handler(sweep, seconds=300)}, {"accounts.sweep": Daily(3, 20)})
