"""Later: there if and only if the change is, done once, tried again, given up with a reason."""

import asyncio
import contextlib
import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from app import clock
from app.jobs.actions import again, claim, drain, later, sweep
from app.jobs.actions.doing import LEASE
from app.jobs.outcomes import DELAYS, GiveUp, TryAgain, delay
from app.jobs.queries import given_up, oldest_ready_age
from app.jobs.work import Handler, Work, together


@pytest.fixture(autouse=True)
def clock_stands_right() -> Iterator[None]:
    yield
    clock.shift(dt.timedelta())


def pass_time(by: dt.timedelta) -> None:
    clock.shift(clock._shift + by)


class Notes:
    """A handler that notes what it was asked to do."""

    def __init__(self) -> None:
        self.done: list[int] = []

    async def __call__(self, n: int) -> None:
        self.done.append(n)


def failing(error: Exception) -> Work:
    async def fail(n: int) -> None:
        raise error

    return Work({"note": Handler(fail)})


async def only_job(db: Any) -> dict[str, Any]:
    (job,) = await db.rows("SELECT * FROM outbox")
    return job


async def test_job_is_done_with_its_payload(db: Any) -> None:
    notes = Notes()

    await later("note", {"n": 7})
    done = await drain(Work({"note": Handler(notes)}))

    assert (done, notes.done) == (1, [7])
    assert (await only_job(db))["state"] == "DONE"


async def test_rolled_back_transaction_leaves_no_job(db: Any) -> None:
    with contextlib.suppress(ZeroDivisionError):
        async with db.transaction():
            await later("note", {"n": 7})
            raise ZeroDivisionError

    assert await db.rows("SELECT id FROM outbox") == []


async def test_nudge_comes_after_the_commit_and_not_before(db: Any) -> None:
    from app.jobs import nudge

    heard: list[bool] = []
    nudge.listen(lambda: heard.append(True))
    try:
        async with db.transaction():
            await later("note", {"n": 7})
            within = list(heard)
    finally:
        nudge.listen(None)

    assert (within, heard) == ([], [True])


async def test_same_dedupe_makes_one_job(db: Any) -> None:
    await later("note", {"n": 1}, dedupe="month")
    await later("note", {"n": 2}, dedupe="month")

    assert [one["payload"] for one in await db.rows("SELECT payload FROM outbox")] == ['{"n":1}']


async def test_job_waits_for_its_hour(db: Any) -> None:
    await later("note", {"n": 7}, run_after=clock.now() + dt.timedelta(hours=1))

    before = await claim(8)
    pass_time(dt.timedelta(hours=1))

    assert (before, len(await claim(8))) == ([], 1)


@pytest.mark.parametrize("value", ["Kari Nordmann", "01019012345", "kari@fjord.example", "x" * 81, "æ", 1.5, {"a": 1}])
async def test_payload_that_is_more_than_ids_is_refused(db: Any, value: Any) -> None:
    with pytest.raises(ValueError, match="ids only"):
        await later("note", {"n": value})


async def test_failed_job_is_tried_again_after_a_while(db: Any) -> None:
    await later("note", {"n": 7})
    work = failing(TryAgain("SMTP 451"))

    await drain(work)
    at_once = await claim(8)
    pass_time(dt.timedelta(seconds=70))
    notes = Notes()
    await drain(Work({"note": Handler(notes)}))

    assert (at_once, notes.done) == ([], [7])
    job = await only_job(db)
    assert (job["state"], job["attempts"], job["problem"]) == ("DONE", 2, "")


async def test_job_is_given_up_after_three_days_with_its_reason(db: Any) -> None:
    await later("note", {"n": 7})
    work, began = failing(TryAgain("SMTP 451")), clock.now()

    while (await only_job(db))["state"] != "DEAD":
        await drain(work)
        pass_time(dt.timedelta(minutes=30))

    job = await only_job(db)
    assert (job["attempts"], job["problem"]) == (len(DELAYS) + 1, "SMTP 451")
    assert dt.timedelta(days=2.5) < clock.now() - began < dt.timedelta(days=3.8)
    assert [one["id"] for one in await given_up()] == [job["id"]]


async def test_hopeless_job_is_given_up_at_once_and_its_owner_hears_why(db: Any) -> None:
    heard: list[tuple[str, int]] = []

    async def never(n: int) -> None:
        raise GiveUp("SMTP 550")

    async def hear(reason: str, n: int) -> None:
        heard.append((reason, n))

    await later("note", {"n": 7})
    await drain(Work({"note": Handler(never, given_up=hear)}))

    assert heard == [("SMTP 550", 7)]
    assert (await only_job(db))["state"] == "DEAD"


async def test_dead_letter_can_be_sent_once_more(db: Any) -> None:
    await later("note", {"n": 7})
    await drain(failing(GiveUp("no")))
    notes = Notes()

    assert await again((await only_job(db))["id"])
    await drain(Work({"note": Handler(notes)}))

    assert notes.done == [7]


async def test_what_an_error_says_is_not_kept(db: Any) -> None:
    await later("note", {"n": 7})

    await drain(failing(ValueError("01019012345 Kari Nordmann")))

    assert (await only_job(db))["problem"] == "ValueError"


async def test_poison_job_does_not_stop_the_others(db: Any) -> None:
    notes = Notes()

    async def poison(n: int) -> None:
        raise ZeroDivisionError

    await later("poison", {"n": 0})
    for n in range(3):
        await later("note", {"n": n})
    await drain(Work({"poison": Handler(poison), "note": Handler(notes)}))

    assert sorted(notes.done) == [0, 1, 2]


async def test_kind_that_nobody_does_is_a_dead_letter(db: Any) -> None:
    await later("unheard-of", {})

    await drain(Work())

    job = await only_job(db)
    assert (job["state"], job["problem"]) == ("DEAD", "nobody does this kind")


async def test_handler_that_hangs_is_cut_off(db: Any) -> None:
    async def hang() -> None:
        await asyncio.sleep(60)

    await later("hang", {})
    await drain(Work({"hang": Handler(hang, seconds=0)}))

    job = await only_job(db)
    assert (job["state"], job["problem"]) == ("READY", "TimeoutError")


async def test_job_of_a_dead_worker_is_taken_over_when_its_lease_ends(db: Any) -> None:
    await later("note", {"n": 7})
    (lost,) = await claim(8)

    while_held = await claim(8)
    pass_time(LEASE + dt.timedelta(seconds=1))
    (taken,) = await claim(8)

    assert (while_held, taken.id, taken.attempts) == ([], lost.id, 2)


async def test_worker_that_lost_its_lease_does_not_mark_the_job(db: Any) -> None:
    from app.jobs.actions import perform

    await later("note", {"n": 7})
    (slow,) = await claim(8)
    pass_time(LEASE + dt.timedelta(seconds=1))
    await claim(8)

    await perform(failing(GiveUp("late")), slow)

    assert (await only_job(db))["state"] == "RUNNING"


async def test_job_that_kills_its_worker_each_time_ends_as_a_dead_letter(db: Any) -> None:
    await later("note", {"n": 7})
    for _ in range(400):
        await claim(8)
        pass_time(dt.timedelta(hours=1))
        if (await only_job(db))["state"] == "DEAD":
            break

    job = await only_job(db)
    assert (job["state"], job["problem"], job["attempts"]) == ("DEAD", "its worker died", len(DELAYS) + 1)


async def test_health_tells_how_long_the_oldest_has_been_ready(db: Any) -> None:
    nothing = await oldest_ready_age()
    await later("note", {"n": 1}, run_after=clock.now() - dt.timedelta(seconds=90))
    await later("note", {"n": 2}, run_after=clock.now() + dt.timedelta(days=1))

    age = await oldest_ready_age()

    assert nothing == 0
    assert 90 <= age < 95


async def test_finished_jobs_are_forgotten_after_a_week_and_dead_ones_later(db: Any) -> None:
    notes = Notes()
    await later("note", {"n": 1})
    await later("unheard-of", {})
    await drain(Work({"note": Handler(notes)}))

    at_once = await sweep()
    pass_time(dt.timedelta(days=8))
    week = await sweep()
    pass_time(dt.timedelta(days=90))

    assert (at_once, week, await sweep()) == (0, 1, 1)


def test_delays_grow_from_a_minute_to_six_hours_over_three_days() -> None:
    waits = [delay(n) for n in range(1, len(DELAYS) + 1)]

    assert dt.timedelta(seconds=54) <= waits[0] <= dt.timedelta(seconds=66)  # type: ignore[operator]
    assert DELAYS[-1] == dt.timedelta(hours=6)
    assert dt.timedelta(days=2.9) < sum(DELAYS, dt.timedelta()) < dt.timedelta(days=3.3)
    assert delay(len(DELAYS) + 1) is None


def test_two_who_do_the_same_kind_are_a_mistake() -> None:
    one = Work({"note": Handler(Notes())})

    with pytest.raises(ValueError, match="note"):
        together([one, one])
