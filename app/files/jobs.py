"""What happens to files by themselves.  The kinds are put to hours in `app/worker.py`: files know nothing of jobs."""

from app import clock
from app.files import actions


async def erase_due() -> None:
    await actions.erase_due(clock.today())


async def sweep_orphans() -> None:
    await actions.sweep_orphans()
