"""The largest register there is: what `portal import-register` and `portal make-lists` take for it."""

import os
import subprocess
import sys
import time

from app.bench import goals
from app.bench.big_register import write_register
from app.bench.goals import Figure, at_most
from app.bench.place import HOME, SERVE, Installation

PERIOD = "2026-11"
MAKE_UNION = """
import asyncio
from app import db
from app.accounts.principal import the_command_line
from app.migrate import migrate
from app.unions.actions import make_union

async def main():
    await migrate()
    await db.start()
    try:
        await make_union(slug="stor", name="Storforbundet", orgnr="974760673", by=the_command_line())
    finally:
        await db.stop()

asyncio.run(main())
"""


def measure_big(installation: Installation) -> list[Figure]:
    """400 000 members imported, 10 000 lists made; seconds and the most memory that each took."""
    installation.run("-c", MAKE_UNION)
    register = installation.folder / "big.csv"
    write_register(register)
    found = []
    for what, goal, command in (
        ("import of 400 000 members", goals.IMPORT_SECONDS, ("import-register", str(register), "--union", "stor")),
        ("making 10 000 lists", goals.MAKE_SECONDS, ("make-lists", "--union", "stor", "--period", PERIOD)),
    ):
        seconds, memory = _timed(installation, command)
        found.append(at_most(what, seconds, goal, "s", noise=goals.RATIO_NOISE))
        found.append(at_most(f"{what}: memory", memory / 1e6, goals.COMMAND_MEMORY, "MB"))
    return found


def _timed(installation: Installation, command: tuple[str, ...]) -> tuple[float, int]:
    """Seconds, and the most bytes of memory that it had at a time."""
    begun = time.monotonic()
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", SERVE, *command],
        cwd=HOME,
        env=installation.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    return time.monotonic() - begun, used.ru_maxrss * 1024
