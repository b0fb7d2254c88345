"""`python -m app.demo.make`: the cast and its year, into the empty database that the environment names."""

import asyncio
import datetime as dt
import sys
import time

from app import clock, db
from app.demo.assemble import DEMO, assemble, at_oslo
from app.demo.letters import plan_letters
from app.demo.marker import mark
from app.demo.year import MONTHS, Year, set_clock
from app.migrate import migrate
from app.settings import settings
from app.values.period import add_months, first_day, period_of

LIVELY = sys.stderr.isatty()


class Said:
    """One line that says how far it has come; on a terminal it is written over."""

    def __init__(self) -> None:
        self.begun = time.monotonic()

    def __call__(self, text: str) -> None:
        if LIVELY:
            sys.stderr.write(f"\r\033[K  {text}")
            sys.stderr.flush()

    def end(self, text: str) -> None:
        """The last one stays."""
        over = "\r\033[K" if LIVELY else ""
        sys.stderr.write(f"{over}{text} in {time.monotonic() - self.begun:.0f} s\n")


async def make_demo() -> None:
    """Migrate, mark, and tell the year up to this moment."""
    say = Said()
    await migrate()
    await db.start()
    try:
        now = clock.now()
        this_month = period_of(now.astimezone(clock.OSLO).date())
        set_clock(at_oslo(first_day(add_months(this_month, 1 - MONTHS)) - dt.timedelta(days=40), 9))
        await mark(DEMO)
        cast = await assemble(settings().data_dir, this_month, say)
        year = Year(cast, now)
        year.plan_months(say)
        plan_letters(year)
        await year.tell()
    finally:
        clock.shift(dt.timedelta())
        await db.stop()
    say.end("A cast and a year of lists made")


if __name__ == "__main__":
    asyncio.run(make_demo())
