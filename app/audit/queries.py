"""Reading the trail: searching it, and seeing whether it is whole."""

import datetime as dt
from collections.abc import Collection
from typing import Any, NamedTuple

from app import db
from app.audit import anchors, chain
from app.audit.chain import Fault, Link

PAGE = 2000

_FIELDS = ", ".join((*chain.COLUMNS, "prev_hash", "hash"))


class Verdict(NamedTuple):
    """How many events were looked at, and all that is wrong with them."""

    checked: int
    faults: list[Fault]


async def head() -> Link:
    """Where the chain ends: its newest event, else where retention cut it off, else its beginning."""
    found = await db.row("SELECT seq, hash FROM audit_event WHERE seq IS NOT NULL ORDER BY seq DESC LIMIT 1")
    return Link(found["seq"], found["hash"]) if found else await tail()


async def tail() -> Link:
    """The link before the oldest event that is kept."""
    found = await db.row("SELECT seq, hash FROM audit_anchor ORDER BY seq DESC LIMIT 1")
    return Link(found["seq"], found["hash"]) if found else Link(0, chain.GENESIS)


async def unsealed() -> bool:
    """Whether there are events that the chain does not hold yet."""
    return await db.row("SELECT id FROM audit_event WHERE seq IS NULL LIMIT 1") is not None


async def verdict() -> Verdict:
    """Go through the whole chain in small pages: edits, gaps, events moved, an end cut off, a beginning dropped in
    silence."""
    start = await tail()
    found: list[Fault] = []
    known = {anchor.seq: anchor.hash for anchor in anchors.kept()}
    found += [Fault(start.seq, "EDITED")] if known.get(start.seq, start.hash) != start.hash else []
    if await db.row("SELECT id FROM audit_event WHERE seq <= ? LIMIT 1", start.seq):
        found.append(Fault(start.seq, "LEFT_OVER"))
    if start.seq and not await _drop_is_told(start.seq):
        found.append(Fault(start.seq, "UNTOLD"))
    at, checked = start, 0
    while events := await _after(at.seq):
        for one in chain.faults(at, events):
            if isinstance(one, Fault):
                found.append(one)
            else:
                at = one
        found += [Fault(e["seq"], "EDITED") for e in events if known.get(e["seq"], e["hash"]) != e["hash"]]
        checked += len(events)
    found += [Fault(seq, "CUT") for seq in known if seq > at.seq][-1:]
    return Verdict(checked, sorted(set(found)))


async def _after(seq: int) -> list[dict[str, Any]]:
    return await db.rows(
        f"SELECT {_FIELDS} FROM audit_event WHERE seq > ? ORDER BY seq LIMIT ?",  # noqa: S608 - our own columns
        *(seq, PAGE),
    )


async def _drop_is_told(seq: int) -> bool:
    told = (
        "SELECT id FROM audit_event WHERE object_kind = 'audit' AND object_id = ? AND event = 'audit_dropped' LIMIT 1"
    )
    return await db.row(told, seq) is not None


async def search(
    unions: Collection[int] | None,
    *,
    event: str = "",
    actor: str = "",
    object_kind: str = "",
    object_id: int | None = None,
    employer_id: int | None = None,
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
    before: tuple[dt.datetime, int] | None = None,
    limit: int = 50,
) -> list[dict[str, Any]]:
    """Events of these unions (None: of all, for operators), newest first; `before` is the last one's (at, id).

    `actor` is a part of the label.
    """
    if unions is not None and not unions:
        return []
    asked: list[tuple[str, tuple[Any, ...]]] = [
        (f"union_id IN ({db.marks(len(unions))})" if unions is not None else "", tuple(unions or ())),
        ("event = ?" if event else "", (event,)),
        ("lower(actor_label) LIKE ? ESCAPE '!'" if actor else "", (f"%{_literal(actor.lower())}%",)),
        ("object_kind = ?" if object_kind else "", (object_kind,)),
        ("object_id = ?" if object_id is not None else "", (object_id,)),
        ("employer_id = ?" if employer_id is not None else "", (employer_id,)),
        ("at >= ?" if since else "", (since,)),
        ("at < ?" if until else "", (until,)),
        ("(at < ? OR (at = ? AND id < ?))" if before else "", (before[0], *before) if before else ()),
    ]
    conditions = [(sql, args) for sql, args in asked if sql]
    where = " AND ".join(sql for sql, _ in conditions) or "1 = 1"
    return await db.rows(
        f"SELECT {_FIELDS} FROM audit_event WHERE {where} ORDER BY at DESC, id DESC LIMIT ?",  # noqa: S608
        *(value for _, args in conditions for value in args),
        limit,
    )


def _literal(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
