"""Telling of members who wait for an answer, each morning."""

from app import clock
from app.jobs.schedule import Daily
from app.jobs.work import Handler, Work
from app.missing import actions


async def tell_waiting() -> None:
    await actions.tell_waiting(clock.now())


WORK = Work({"missing.tell": Handler(tell_waiting, seconds=600)}, {"missing.tell": Daily(7, 30)})
