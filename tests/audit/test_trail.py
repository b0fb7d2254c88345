"""The trail: written with what it tells of, sealed in order, and no change to it goes unseen."""

import ast
import asyncio
import contextlib
import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import clock
from app.accounts.principal import Principal
from app.audit import anchors
from app.audit.actions import drop_before, keep_daily_anchor, record, seal, verify
from app.audit.chain import GENESIS, SEGMENT
from app.audit.queries import search
from app.audit.sentences import FAULTS, happened, wrong
from app.i18n.say import EVENTS
from app.web.here import Here, enter
from tests.support import installation
from tests.support.installation import DATA, ROOT

ANNA = Principal("user", 7, "anna@fjord.example")
FJORD, BERG = 11, 12


@pytest.fixture(autouse=True)
def no_anchors() -> Iterator[None]:
    for file in (DATA / "audit").glob("*"):
        file.unlink()
    yield
    clock.shift(dt.timedelta())


async def happen(count: int, **given: Any) -> None:
    for n in range(count):
        await record(
            "list_sent", **{"by": ANNA, "object_kind": "list", "object_id": n, "union_id": FJORD, "revision": n} | given
        )


async def fault_kinds() -> list[str]:
    return [fault.kind for fault in (await verify()).faults]


async def test_event_is_written_with_what_it_tells_of(db: Any) -> None:
    with contextlib.suppress(ZeroDivisionError):
        async with db.transaction():
            await happen(1)
            raise ZeroDivisionError
    async with db.transaction():
        await happen(1)

    (event,) = await search([FJORD])
    assert (event["actor_kind"], event["actor_id"], event["actor_label"]) == ("user", 7, "anna@fjord.example")
    assert (event["event"], event["object_kind"], event["object_id"], event["details"]) == (
        "list_sent",
        "list",
        0,
        '{"revision":0}',
    )


async def test_event_tells_the_network_it_came_from(db: Any) -> None:
    enter(Here(network="192.0.2.0/24"))
    try:
        await happen(1)
    finally:
        enter(Here())

    assert (await search(None))[0]["network"] == "192.0.2.0/24"


async def test_national_id_does_not_get_into_the_trail(db: Any) -> None:
    from tests.support.people import national_id

    digits = national_id(3)
    await happen(1, note=f"{digits} and {digits[:6]} {digits[6:]}", kid="12345678901", many=[digits])

    text = (await search(None))[0]["details"]
    assert digits not in text
    assert digits[6:] not in text
    assert "12345678901" in text


async def test_sealed_events_stand_in_the_order_they_came(db: Any) -> None:
    await happen(5)

    sealed = await seal()
    await happen(3)
    again = await seal()

    rows = await db.rows("SELECT seq, object_id, prev_hash, hash FROM audit_event ORDER BY seq")
    assert (sealed, again, await seal()) == (5, 3, 0)
    assert [r["seq"] for r in rows] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [r["object_id"] for r in rows] == [0, 1, 2, 3, 4, 0, 1, 2]
    assert rows[0]["prev_hash"] == GENESIS
    assert [r["prev_hash"] for r in rows[1:]] == [r["hash"] for r in rows[:-1]]


async def test_whole_trail_has_no_faults(db: Any) -> None:
    await happen(1200)

    verdict = await verify()

    assert (verdict.checked, verdict.faults) == (1200, [])


async def test_sealers_at_once_make_one_chain(db: Any) -> None:
    await happen(700)

    counts = await asyncio.gather(*(seal() for _ in range(6)))

    assert sum(counts) == 700
    assert await fault_kinds() == []


async def test_writing_and_sealing_at_once_loses_nothing(db: Any) -> None:
    async def write() -> None:
        for _ in range(20):
            async with db.transaction(durable=False):
                await happen(1)

    await asyncio.gather(*(write() for _ in range(8)), *(seal() for _ in range(8)))

    verdict = await verify()
    assert (verdict.checked, verdict.faults) == (160, [])


@pytest.mark.parametrize(
    "column, value",
    [
        ("actor_label", "bo@fjord.example"),
        ("object_id", 99),
        ("details", '{"revision":9}'),
        ("outcome", "refused"),
        ("event", "list_reopened"),
        ("union_id", BERG),
        ("network", "203.0.113.0/24"),
        ("at", dt.datetime(2020, 1, 1, tzinfo=dt.UTC)),
    ],
)
async def test_edit_is_found(db: Any, column: str, value: Any) -> None:
    await happen(10)
    await seal()

    await db.execute(f"UPDATE audit_event SET {column} = ? WHERE seq = 5", value)

    assert [tuple(one) for one in (await verify()).faults] == [(5, "EDITED")]


async def test_gap_is_found(db: Any) -> None:
    await happen(10)
    await seal()

    await db.execute("DELETE FROM audit_event WHERE seq = 5")

    assert [tuple(one) for one in (await verify()).faults] == [(6, "GAP")]


async def test_gap_that_was_numbered_anew_is_found(db: Any) -> None:
    await happen(10)
    await seal()

    await db.execute("DELETE FROM audit_event WHERE seq = 5")
    for seq in range(6, 11):
        await db.execute("UPDATE audit_event SET seq = ? WHERE seq = ?", seq - 1, seq)

    assert {"MOVED", "EDITED"} <= set(await fault_kinds())


async def test_events_that_changed_places_are_found(db: Any) -> None:
    await happen(10)
    await seal()

    for old, new in ((5, 105), (6, 5), (105, 6)):
        await db.execute("UPDATE audit_event SET seq = ? WHERE seq = ?", new, old)

    assert {"MOVED", "EDITED"} <= set(await fault_kinds())


async def test_end_that_was_cut_off_is_found(db: Any) -> None:
    await happen(10)
    await seal()

    await db.execute("DELETE FROM audit_event WHERE seq > 7")

    assert [tuple(one) for one in (await verify()).faults] == [(10, "CUT")]


async def test_emptied_trail_is_found(db: Any) -> None:
    await happen(10)
    await keep_daily_anchor()

    await db.execute("DELETE FROM audit_event")

    assert await fault_kinds() == ["CUT"]


async def test_chain_made_anew_is_found_by_the_anchor_outside(db: Any) -> None:
    await happen(10)
    await seal()

    await db.execute("UPDATE audit_event SET object_id = 99 WHERE seq = 5")
    await db.execute("UPDATE audit_event SET seq = NULL, prev_hash = NULL, hash = NULL")
    head = anchors.folder() / "head"
    kept = head.read_text()
    await seal()
    head.write_text(kept)

    assert [tuple(one) for one in (await verify()).faults] == [(10, "EDITED")]


async def test_retention_drops_whole_segments_and_the_rest_stays_verifiable(db: Any) -> None:
    clock.shift(-dt.timedelta(days=800))
    await happen(2 * SEGMENT + 300)
    await seal()
    clock.shift(dt.timedelta())
    await happen(10)
    await seal()

    dropped = await drop_before(clock.now() - dt.timedelta(days=730))
    verdict = await verify()

    assert dropped == 2 * SEGMENT
    assert (verdict.checked, verdict.faults) == (312, [])
    assert await drop_before(clock.now() - dt.timedelta(days=730)) == 0


async def test_beginning_dropped_in_silence_is_found(db: Any) -> None:
    await happen(10)
    await seal()
    digest = await db.value("SELECT hash FROM audit_event WHERE seq = 4")

    await db.execute("INSERT INTO audit_anchor (seq, hash, at) VALUES (4, ?, ?)", digest, clock.now())
    left_over = await fault_kinds()
    await db.execute("DELETE FROM audit_event WHERE seq <= 4")

    assert left_over == ["LEFT_OVER", "UNTOLD"]
    assert await fault_kinds() == ["UNTOLD"]


async def test_search_shows_a_unions_own_events_alone(db: Any) -> None:
    await happen(3)
    await happen(2, union_id=BERG)
    await happen(1, union_id=None)

    assert (len(await search([FJORD])), len(await search([BERG])), len(await search([]))) == (3, 2, 0)
    assert len(await search(None)) == 6


async def test_search_narrows_by_each_thing_asked(db: Any) -> None:
    await happen(3)
    bo = Principal("staff", 8, "bo_100%@union.example")
    await record("fnr_revealed", by=bo, object_kind="member", object_id=5, union_id=FJORD, employer_id=3)
    hour = dt.timedelta(hours=1)

    assert len(await search([FJORD], event="fnr_revealed")) == 1
    assert len(await search([FJORD], actor="BO_100%")) == 1
    assert len(await search([FJORD], actor="b%e")) == 0
    assert len(await search([FJORD], object_kind="list", object_id=2)) == 1
    assert len(await search([FJORD], employer_id=3)) == 1
    assert len(await search([FJORD], since=clock.now() - hour, until=clock.now() + hour)) == 4
    assert len(await search([FJORD], since=clock.now() + hour)) == 0


async def test_search_pages_through_all_newest_first(db: Any) -> None:
    await happen(25)

    seen: list[int] = []
    before = None
    while page := await search([FJORD], before=before, limit=10):
        seen += [one["object_id"] for one in page]
        before = (page[-1]["at"], page[-1]["id"])

    assert seen == list(reversed(range(25)))


async def test_command_says_whether_the_trail_is_whole(db: Any) -> None:
    await happen(10)
    await seal()

    whole = _verify_by_command()
    await db.execute("UPDATE audit_event SET object_id = 99 WHERE seq = 5")
    edited = _verify_by_command()

    assert (whole.returncode, whole.stdout) == (0, "10 events, 0 faults\n")
    assert edited.returncode == 1
    assert "Hendelse 5 er endret etter at den ble skrevet." in edited.stderr


def test_command_on_a_database_without_tables_says_what_to_do(tmp_path: Path) -> None:
    empty = installation.SERVER_URL or f"sqlite:///{tmp_path}/empty.sqlite"
    said = _verify_by_command(DATABASE_URL=empty)

    assert said.returncode == 1
    assert said.stderr == "portal: not like this: the database is not up to date; run `portal migrate` first\n"


def _verify_by_command(**environment: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", "import sys; from app.cli import main; sys.exit(main(['audit', 'verify']))"]
    env = {**os.environ, **environment}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)


def test_every_fault_has_its_sentence() -> None:
    from app.audit.chain import Fault

    assert all(str(7) in wrong(Fault(7, kind)) for kind in FAULTS)


def test_every_event_that_is_recorded_has_words() -> None:
    lacking = {f"{event} in {file}" for file, event in _recorded() if event not in EVENTS}

    assert sorted(lacking) == []
    assert happened("list_sent") == "Listen ble sendt inn"


def _recorded() -> Iterator[tuple[str, str]]:
    """Every event that the code names when it calls `record`, by itself or through a `_record` or `_tell`."""
    for path in sorted(Path(ROOT / "app").rglob("*.py")):
        source = path.read_text()
        if "record" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
                continue
            first = node.args[0]
            named = isinstance(first, ast.Constant) and isinstance(first.value, str)
            if node.func.id in {"record", "_record", "_tell"} and named:
                yield path.relative_to(ROOT).as_posix(), first.value
