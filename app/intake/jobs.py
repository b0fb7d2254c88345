"""What is done later with uploads: reading them, and forgetting what nobody went on with."""

import datetime as dt

from app import clock
from app.intake.actions import forget, read
from app.intake.upload import KEEP_UNSENT_DAYS
from app.jobs.schedule import Daily, Every
from app.jobs.work import Handler, Work


async def read_files(upload_id: int) -> None:
    """Whose file it is does not matter: the one that has waited longest is read first."""
    await read.work_off()


async def look_for_waiting() -> None:
    await read.work_off_what_waits()


async def forget_old() -> None:
    await forget.forget_old()
    await forget.forget_unsent(clock.now() - dt.timedelta(days=KEEP_UNSENT_DAYS))


WORK = Work(
    {
        "intake.read": Handler(read_files, seconds=3600),
        "intake.look": Handler(look_for_waiting),
        "intake.forget": Handler(forget_old, seconds=1800),
    },
    {"intake.look": Every(60), "intake.forget": Daily(0, 10)},
)
