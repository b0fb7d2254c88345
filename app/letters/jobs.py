"""What is done later with letters: placing those that were posted, and telling of deduction orders."""

from app.jobs.schedule import Daily
from app.jobs.work import Handler, Work
from app.letters.actions import notices as telling
from app.letters.actions import place as placing


async def place(batch_id: int) -> None:
    await placing.place(batch_id)


async def make_notices(union_id: int) -> None:
    await telling.make(union_id)


async def make_all_notices() -> None:
    await telling.make_all()


WORK = Work(
    {
        "letters.place": Handler(place, seconds=1800),
        "letters.notices": Handler(make_notices, seconds=3600),
        "letters.all_notices": Handler(make_all_notices, seconds=7200),
    },
    {"letters.all_notices": Daily(5, 30)},
)
