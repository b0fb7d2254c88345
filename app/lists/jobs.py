"""Codes for whoever opens a list by its number."""

from app.jobs.work import Handler, Work
from app.lists.actions import sign_in


async def send_code(code_id: int) -> None:
    await sign_in.send_code(code_id)


WORK = Work({"lists.send_code": Handler(send_code, seconds=20)})
