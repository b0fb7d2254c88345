"""Letting go of what has been kept long enough: each night, some rows at a time, so that nobody waits for it."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from app import clock, db
from app.accounts.principal import the_job
from app.audit.actions import drop_before, record
from app.files.actions import erase_due
from app.intake.actions.forget import forget_old, forget_unsent
from app.retention.keep import Keep, read_keeps
from app.retention.rules import NAMES, RULES, Rule
from app.settings import settings
from app.unions.queries import TheUnion, all_unions
from app.values.period import add_months, period_of

TOGETHER = 500
BY = the_job("retention")

PROOF = """INSERT INTO retention_run (id, night, rule, union_id, before_at, gone, started_at)
 VALUES (?, ?, ?, ?, ?, ?, ?)
 ON CONFLICT (id) DO UPDATE SET gone = retention_run.gone + excluded.gone"""


class Turn(NamedTuple):
    """A rule, for one union where its policy decides: everything older than `before`."""

    rule: Rule
    union: TheUnion | None
    keep: Keep
    before: dt.datetime


class Outcome(NamedTuple):
    """How many rows a turn let go, or would."""

    turn: Turn
    gone: int


async def turns(now: dt.datetime) -> list[Turn]:
    """All rules with how long they keep.  Raises keep.Unknown."""
    said = read_keeps(settings().retention, NAMES)
    unions = await all_unions()
    found = []
    for rule in RULES:
        if rule.by:
            for union in unions:
                keep = Keep(int(getattr(union.policy, rule.by)), rule.unit)
                found.append(Turn(rule, union, keep, keep.before(now)))
        else:
            keep = said.get(rule.name, rule.keep or Keep(0, "d"))
            found.append(Turn(rule, None, keep, keep.before(now)))
    return found


async def look() -> list[Outcome]:
    """What would go tonight; nothing is changed."""
    now = clock.now()
    found = []
    for turn in await turns(now):
        sql = f"SELECT COUNT(*) AS n FROM {_filled(turn.rule.find, turn, now)}"  # noqa: S608 - rules are ours
        found.append(Outcome(turn, int(await db.value(sql, *_values(turn)))))
    return found


async def let_go() -> list[Outcome]:
    """Every rule in turn; what went is proved by a row for each, and an event for the night.

    Killed on the way, the next turn goes on: what went is gone, and proved with it.
    """
    night, found = db.new_id(), []
    for turn in await turns(clock.now()):
        gone = await (_by_feature(turn, night) if turn.rule.done_by else _by_rows(turn, night))
        if gone:
            found.append(Outcome(turn, gone))
    if found:
        async with db.transaction():
            await db.execute("UPDATE retention_run SET ended_at = ? WHERE night = ?", clock.now(), night)
            counts: dict[str, Any] = {}
            for turn, gone in found:
                counts[turn.rule.name] = counts.get(turn.rule.name, 0) + gone
            await record("retention_done", by=BY, object_kind="retention", object_id=night, **counts)
    return found


async def _by_rows(turn: Turn, night: int) -> int:
    now, proof = clock.now(), db.new_id()
    find = f"SELECT x.id FROM {_filled(turn.rule.find, turn, now)} AND x.id > ? ORDER BY x.id LIMIT {TOGETHER}"  # noqa: S608
    after: Any = "" if turn.rule.name == "rate_limits" else 0
    gone = 0
    while ids := [one["id"] for one in await db.rows(find, *_values(turn), after)]:
        async with db.transaction(durable=False):
            for step in turn.rule.steps:
                await _do(step, turn, ids, now)
            await _prove(proof, night, turn, len(ids))
        after, gone = ids[-1], gone + len(ids)
        await asyncio.sleep(0)
    return gone


async def _do(step: str, turn: Turn, ids: list[Any], now: dt.datetime) -> None:
    """One statement with its places filled, in the order they stand in it."""
    given = {"{ids}": ids, "{at}": [now], "{before}": [turn.before], "{today}": [now.astimezone(clock.OSLO).date()]}
    values: list[Any] = []
    for place in sorted((at, name) for name in given for at in _places(step, name)):
        values += given[place[1]]
    sql = step.replace("{ids}", db.marks(len(ids))).replace("{at}", "?").replace("{before}", "?")
    await db.execute(sql.replace("{today}", "?"), *values)


def _places(text: str, name: str) -> list[int]:
    at, found = text.find(name), []
    while at >= 0:
        found.append(at)
        at = text.find(name, at + 1)
    return found


def _filled(find: str, turn: Turn, now: dt.datetime) -> str:
    """Days and months that a search names, written out: they are ours, made from the clock."""
    today = now.astimezone(clock.OSLO).date()
    named = {
        "{today}": f"'{today.isoformat()}'",
        "{year_ago}": f"'{add_months(period_of(today), -13)}'",
        "{period}": f"'{period_of(turn.before.astimezone(clock.OSLO).date())}'",
    }
    for name, text in named.items():
        find = find.replace(name, text)
    return find


def _values(turn: Turn) -> list[Any]:
    moment: Any = turn.before.astimezone(clock.OSLO).date() if turn.rule.moment == "day" else turn.before
    return [turn.union.id, moment] if turn.union else [moment]


async def _prove(proof: int, night: int, turn: Turn, gone: int) -> None:
    union_id = turn.union.id if turn.union else None
    await db.execute(PROOF, proof, night, turn.rule.name, union_id, turn.before, gone, clock.now())


async def _by_feature(turn: Turn, night: int) -> int:
    """What only the feature itself can let go."""
    gone = await _DONE_BY[turn.rule.done_by](turn)
    if gone:
        await _prove(db.new_id(), night, turn, gone)
    return gone


async def _readings(turn: Turn) -> int:
    sql = f"SELECT COUNT(*) AS n FROM {turn.rule.find}"  # noqa: S608 - rules are ours
    before = int(await db.value(sql, turn.before))
    if before:
        await forget_old()
    return before - int(await db.value(sql, turn.before)) if before else 0


async def _unsent(turn: Turn) -> int:
    return await forget_unsent(turn.before)


async def _files(_: Turn) -> int:
    return await erase_due(clock.today())


async def _audit(turn: Turn) -> int:
    return await drop_before(turn.before)


_DONE_BY: dict[str, Callable[[Turn], Awaitable[int]]] = {
    "readings": _readings,
    "unsent_uploads": _unsent,
    "files": _files,
    "audit": _audit,
}
