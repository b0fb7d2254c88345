"""Sending what is queued."""

from app.jobs.work import Handler, Work
from app.messages import actions


async def send(message_id: int) -> None:
    await actions.send(message_id)


async def given_up(reason: str, message_id: int) -> None:
    await actions.fail(message_id, reason)


WORK = Work({"messages.send": Handler(send, seconds=50, given_up=given_up)})
