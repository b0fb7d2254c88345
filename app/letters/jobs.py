"""What is done later with letters: placing those that were posted."""

from app.jobs.work import Handler, Work
from app.letters.actions import place as placing


async def place(batch_id: int) -> None:
    await placing.place(batch_id)


WORK = Work({"letters.place": Handler(place, seconds=1800)})
