"""Those who decide are told of requests, and asked each year who has access."""

from app.employers.actions import colleagues, requests
from app.jobs.schedule import Daily
from app.jobs.work import Handler, Work


async def tell_of_request(request_id: int) -> None:
    await requests.tell_of_request(request_id)


async def remind_of_review() -> None:
    await colleagues.remind_of_review()


WORK = Work(
    {
        "employers.tell_of_request": Handler(tell_of_request, seconds=60),
        "employers.remind_of_review": Handler(remind_of_review, seconds=300),
    },
    {"employers.remind_of_review": Daily(7, 15)},
)
