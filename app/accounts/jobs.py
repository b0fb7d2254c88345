"""What is forgotten by the clock (sessions and held forms that are over, counts that have run out), and codes sent."""

from app.accounts import actions
from app.accounts.actions import codes, idle
from app.clock import now
from app.jobs.schedule import Daily
from app.jobs.work import Handler, Work


async def sweep() -> None:
    await actions.sweep()


async def tell_idle() -> None:
    await idle.tell_idle(now())


async def send_code(code_id: int) -> None:
    await codes.send_code(code_id)


WORK = Work(
    {
        "accounts.sweep": Handler(sweep, seconds=300),
        "accounts.tell_idle": Handler(tell_idle, seconds=600),
        "accounts.send_code": Handler(send_code, seconds=20),
    },
    {"accounts.sweep": Daily(3, 20), "accounts.tell_idle": Daily(7, 10)},
)
