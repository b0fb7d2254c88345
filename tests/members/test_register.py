"""What rows would change in the orders of one member at one agreement."""

import datetime as dt
import itertools
import random

import pytest

from app.members.register import KeptOrder, OrderChanges, Terms, ended_when_absent, order_changes


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def terms(dues: int = 450, ends: str | None = None) -> Terms:
    return Terms(day(ends) if ends else None, "FIXED", dues)


def kept(number: int, starts: str, dues: int = 450, ends: str | None = None, *, named: bool = False) -> KeptOrder:
    return KeptOrder(number, day(starts), terms(dues, ends), named)


NOTHING = OrderChanges([], [], [])


@pytest.mark.parametrize(
    ("wanted", "there", "changes"),
    [
        pytest.param({"2026-01-01": terms()}, [], OrderChanges([(day("2026-01-01"), terms())], [], []), id="new"),
        pytest.param({"2026-01-01": terms()}, [kept(1, "2026-01-01", named=True)], NOTHING, id="same"),
        pytest.param(
            {"2026-01-01": terms(475)},
            [kept(1, "2026-01-01", named=True)],
            OrderChanges([], [(1, terms(475))], []),
            id="other amount",
        ),
        pytest.param(
            {"2026-01-01": terms(475)},
            [kept(1, "2025-01-01")],
            OrderChanges([(day("2026-01-01"), terms(475))], [(1, terms(450, "2025-12-31"))], []),
            id="a new order takes over from the one that the file does not name",
        ),
        pytest.param(
            {"2026-01-01": terms(475)},
            [kept(1, "2025-01-01", ends="2025-06-30")],
            OrderChanges([(day("2026-01-01"), terms(475))], [], []),
            id="the past stays",
        ),
        pytest.param(
            {"2025-11-01": terms()},
            [kept(1, "2026-01-01")],
            OrderChanges([(day("2025-11-01"), terms())], [], [1]),
            id="an earlier start was put right",
        ),
        pytest.param(
            {"2025-01-01": terms(ends="2025-12-31")},
            [kept(1, "2026-01-01")],
            OrderChanges([(day("2025-01-01"), terms(ends="2025-12-31"))], [], []),
            id="history before what runs",
        ),
        pytest.param(
            {"2025-01-01": terms(), "2026-01-01": terms(475)},
            [],
            OrderChanges([(day("2025-01-01"), terms(ends="2025-12-31")), (day("2026-01-01"), terms(475))], [], []),
            id="two rows that overlap",
        ),
        pytest.param(
            {"2025-01-01": terms()},
            [kept(1, "2025-01-01", ends="2025-12-31", named=True), kept(2, "2026-01-01", 475, named=True)],
            NOTHING,
            id="the other row of the file came in another batch",
        ),
        pytest.param(
            {"2026-01-01": terms(475)},
            [kept(1, "2025-01-01", named=True)],
            OrderChanges([(day("2026-01-01"), terms(475))], [(1, terms(450, "2025-12-31"))], []),
            id="the later row comes after the earlier one is kept",
        ),
    ],
)
def test_rows_change_only_what_they_say(
    wanted: dict[str, Terms], there: list[KeptOrder], changes: OrderChanges
) -> None:
    assert order_changes({day(start): one for start, one in wanted.items()}, there) == changes


def _carried_out(there: dict[dt.date, Terms], changes: OrderChanges, ids: dict[int, dt.date]) -> dict[dt.date, Terms]:
    after = {start: one for start, one in there.items() if start not in {ids[gone] for gone in changes.gone}}
    after |= {ids[order]: one for order, one in changes.changed}
    return after | dict(changes.new)


def _step(there: dict[dt.date, Terms], batch: dict[dt.date, Terms], named: set[dt.date]) -> dict[dt.date, Terms]:
    ids = dict(enumerate(there, 1))
    orders = [KeptOrder(order, start, there[start], start in named) for order, start in ids.items()]
    return _carried_out(there, order_changes(batch, orders), ids)


@pytest.mark.parametrize("seed", range(200))
def test_any_file_in_any_batches_twice_is_the_same_and_nobody_stands_twice(seed: int) -> None:
    chance = random.Random(seed)

    def orders(most: int) -> dict[dt.date, Terms]:
        starts = [dt.date(chance.randrange(2024, 2027), chance.randrange(1, 13), 1) for _ in range(most)]
        return {
            start: Terms(
                chance.choice([None, start + dt.timedelta(chance.randrange(500))]), "FIXED", chance.randrange(3)
            )
            for start in starts
        }

    file, there = orders(chance.randrange(1, 5)), {}
    there = _step({}, orders(chance.randrange(4)), set()) if chance.random() < 0.7 else {}
    rows = list(file.items())
    chance.shuffle(rows)
    for _ in range(2):
        for start, one in rows:
            there = _step(there, {start: one}, set(file))
        once = dict(there)
    again = _step(there, file, set(file))

    assert again == once == there
    spans = sorted(there.items())
    for (start, one), (following, _) in itertools.pairwise(spans):
        if start in file or following in file:
            assert one.ends is not None
            assert one.ends < following
    for start, one in file.items():
        later = [other for other in file if other > start]
        last = min(later) - dt.timedelta(1) if later else None
        ends = [end for end in (one.ends, last) if end]
        assert there[start] == one._replace(ends=min(ends) if ends else None)


def test_absent_order_ends_yesterday_or_never_was() -> None:
    assert ended_when_absent(day("2025-01-01"), day("2026-11-21")) == day("2026-11-20")
    assert ended_when_absent(day("2026-11-21"), day("2026-11-21")) is None
