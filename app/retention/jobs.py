"""Letting go, each night."""

from app.jobs.schedule import Daily
from app.jobs.work import Handler, Work
from app.retention import actions


async def let_go() -> None:
    await actions.let_go()


WORK = Work({"retention.let_go": Handler(let_go, seconds=14_400)}, {"retention.let_go": Daily(0, 15)})
