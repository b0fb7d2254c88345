"""What recurs is done once, whoever does it, over both clock changes and after an outage."""

import asyncio
import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from app import clock
from app.clock import OSLO
from app.jobs.actions import drain, run_due
from app.jobs.schedule import Daily, Every
from app.jobs.work import Handler, Work

UTC = dt.UTC


@pytest.fixture(autouse=True)
def clock_stands_right() -> Iterator[None]:
    yield
    clock.shift(dt.timedelta())


def set_clock(moment: dt.datetime) -> None:
    clock.shift(dt.timedelta())
    clock.shift(moment - clock.now())


class Nightly:
    """Work that notes the moments it was done at."""

    def __init__(self, rule: Daily | Every) -> None:
        self.times: list[dt.datetime] = []
        self.work = Work({"nightly": Handler(self._note)}, {"nightly": rule})

    async def _note(self) -> None:
        self.times.append(clock.now())

    async def turn(self) -> None:
        await run_due(self.work)
        await drain(self.work)

    @property
    def oslo(self) -> list[str]:
        return [one.astimezone(OSLO).strftime("%d.%m %H:%M%z") for one in self.times]


async def over_the_hours(nightly: Nightly, start: dt.datetime, hours: int) -> None:
    for quarter in range(hours * 4 + 1):
        set_clock(start + quarter * dt.timedelta(minutes=15))
        await nightly.turn()


@pytest.mark.parametrize(
    ("start", "times"),
    [
        # In March 02.30 does not exist on the 29th; in October it comes twice on the 25th.
        (dt.datetime(2026, 3, 28, 0, tzinfo=UTC), ["28.03 02:30+0100", "29.03 03:30+0200", "30.03 02:30+0200"]),
        (dt.datetime(2026, 10, 24, 0, tzinfo=UTC), ["24.10 02:30+0200", "25.10 02:30+0200", "26.10 02:30+0100"]),
    ],
)
async def test_nightly_work_is_done_once_a_night_over_a_clock_change(
    db: Any, start: dt.datetime, times: list[str]
) -> None:
    nightly = Nightly(Daily(2, 30))

    await over_the_hours(nightly, start, 60)

    assert nightly.oslo == times


async def test_work_missed_in_an_outage_is_done_once_when_somebody_is_up(db: Any) -> None:
    nightly = Nightly(Daily(3, 40))
    set_clock(dt.datetime(2026, 11, 3, 12, tzinfo=UTC))
    await nightly.turn()

    set_clock(dt.datetime(2026, 11, 9, 12, tzinfo=UTC))
    await nightly.turn()
    await nightly.turn()

    assert nightly.oslo == ["09.11 13:00+0100"]


async def test_clock_set_back_does_not_do_the_night_again(db: Any) -> None:
    nightly = Nightly(Daily(3, 40))
    set_clock(dt.datetime(2026, 11, 3, 2, 30, tzinfo=UTC))
    await nightly.turn()
    set_clock(dt.datetime(2026, 11, 3, 2, 41, tzinfo=UTC))
    await nightly.turn()

    set_clock(dt.datetime(2026, 11, 3, 2, 35, tzinfo=UTC))
    await nightly.turn()
    set_clock(dt.datetime(2026, 11, 3, 2, 45, tzinfo=UTC))
    await nightly.turn()

    assert len(nightly.times) == 1


async def test_of_many_who_look_at_once_one_takes_the_turn(db: Any) -> None:
    nightly = Nightly(Daily(3, 40))
    set_clock(dt.datetime(2026, 11, 3, 12, tzinfo=UTC))
    await nightly.turn()
    set_clock(dt.datetime(2026, 11, 4, 12, tzinfo=UTC))

    await asyncio.gather(*(run_due(nightly.work) for _ in range(12)))

    assert await db.value("SELECT COUNT(*) AS n FROM outbox") == 1


async def test_nightly_work_that_fails_is_tried_again_the_same_night(db: Any) -> None:
    tries = []

    async def fail_once() -> None:
        tries.append(clock.now())
        if len(tries) == 1:
            raise RuntimeError

    work = Work({"nightly": Handler(fail_once)}, {"nightly": Daily(3, 40)})
    set_clock(dt.datetime(2026, 11, 3, 12, tzinfo=UTC))
    await run_due(work)
    for minute in range(5):
        set_clock(dt.datetime(2026, 11, 4, 3, minute, tzinfo=UTC))
        await run_due(work)
        await drain(work)

    assert len(tries) == 2


async def test_small_work_is_done_on_the_spot_and_leaves_no_job(db: Any) -> None:
    often = Nightly(Every(5))
    start = dt.datetime(2026, 11, 3, 12, tzinfo=UTC)
    for seconds in range(0, 21, 1):
        set_clock(start + dt.timedelta(seconds=seconds))
        await run_due(often.work)

    assert 3 <= len(often.times) <= 4
    assert await db.rows("SELECT id FROM outbox") == []


@pytest.mark.parametrize("day", range(1, 366, 7))
def test_next_time_is_later_and_at_its_hour(day: int) -> None:
    rule = Daily(2, 30)
    moment = dt.datetime(2027, 1, 1, 0, 0, tzinfo=UTC) + dt.timedelta(days=day, hours=day % 24)

    found = rule.after(moment)

    assert moment < found <= moment + dt.timedelta(hours=25)
    local = found.astimezone(OSLO)
    assert (local.hour, local.minute) in {(2, 30), (3, 30)}


def test_work_that_recurs_must_have_somebody_who_does_it() -> None:
    with pytest.raises(ValueError, match="nightly"):
        Work({}, {"nightly": Daily(1)})
