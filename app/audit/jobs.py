"""Sealing the trail, and its daily anchor."""

from app.audit import actions
from app.jobs.schedule import Daily, Every
from app.jobs.work import Handler, Work


async def seal() -> None:
    await actions.seal()


async def keep_daily_anchor() -> None:
    await actions.keep_daily_anchor()


WORK = Work(
    {"audit.seal": Handler(seal), "audit.anchor": Handler(keep_daily_anchor, seconds=300)},
    {"audit.seal": Every(5), "audit.anchor": Daily(0, 5)},
)
