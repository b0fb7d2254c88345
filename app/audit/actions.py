"""Writing down what happened, in the transaction of what happened; and sealing it into the chain afterwards.

`record` puts a row without a place in the chain, so that those who write do not queue.  One sealer at a time gives the
rows their places, in the order they came.
"""

import datetime as dt

from app import clock, db
from app.audit import anchors, chain, queries
from app.audit.actor import Actor, the_portal
from app.audit.chain import SEGMENT, Link
from app.audit.details import packed
from app.audit.queries import Verdict
from app.web.here import here

LOCK = 7_246_002
BATCH = 500


async def record(
    event: str,
    *,
    by: Actor,
    object_kind: str,
    object_id: int,
    union_id: int | None = None,
    employer_id: int | None = None,
    outcome: str = "ok",
    **details: object,
) -> None:
    """This happened: coarse events only, what was done and to which thing; its sentence stands in `sentences.py`."""
    await db.execute(
        "INSERT INTO audit_event (id, at, actor_kind, actor_id, actor_label, network, union_id, employer_id, event, "
        "object_kind, object_id, outcome, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        *(db.new_id(), clock.now(), by.kind, by.id, by.label, here().network, union_id, employer_id, event),
        *(object_kind, object_id, outcome, packed(details, clock.today())),
    )


async def seal() -> int:
    """Give every event its place in the chain; how many were given one."""
    sealed = 0
    while await queries.unsealed():
        count, head = await _seal_some()
        if count:
            anchors.write_head(head)
        sealed += count
    return sealed


async def _seal_some() -> tuple[int, Link]:
    async with db.transaction():
        await _alone()
        at = await queries.head()
        events = await db.rows("SELECT * FROM audit_event WHERE seq IS NULL ORDER BY at, id LIMIT ?", BATCH)
        changes = []
        for event in events:
            event["seq"] = at.seq + 1
            digest = chain.link(at.hash, event)
            changes.append((event["seq"], at.hash, digest, event["id"]))
            at = Link(event["seq"], digest)
        await db.many("UPDATE audit_event SET seq = ?, prev_hash = ?, hash = ? WHERE id = ?", changes)
    return len(changes), at


async def _alone() -> None:
    """One sealer at a time, over all processes; on SQLite whoever writes is alone already."""
    if db.POSTGRES:
        await db.execute("SELECT pg_advisory_xact_lock(CAST(? AS BIGINT))", LOCK)


async def verify() -> Verdict:
    """Seal what waits, then see whether the trail is whole."""
    await seal()
    return await queries.verdict()


async def keep_daily_anchor() -> None:
    """Write down outside the database where the chain stands."""
    await seal()
    anchors.add_daily(await queries.head(), clock.today().isoformat())


async def drop_before(moment: dt.datetime) -> int:
    """Retention: drop whole segments that are older than `moment`, and keep the last hash as anchor; how many events
    went.  That it was done is an event itself."""
    first_kept = await db.value("SELECT seq FROM audit_event WHERE at >= ? AND seq > 0 ORDER BY seq LIMIT 1", moment)
    last = (first_kept - 1) if first_kept is not None else (await queries.head()).seq
    dropped, until = 0, (await queries.tail()).seq
    while until + SEGMENT <= last:
        until += SEGMENT
        dropped += await _drop_segment(until)
    return dropped


async def _drop_segment(until: int) -> int:
    async with db.transaction():
        await _alone()
        digest = await db.value("SELECT hash FROM audit_event WHERE seq = ?", until)
        await db.execute("INSERT INTO audit_anchor (seq, hash, at) VALUES (?, ?, ?)", until, digest, clock.now())
        gone = await db.rows("DELETE FROM audit_event WHERE seq <= ? RETURNING id", until)
        await record("audit_dropped", by=the_portal("retention"), object_kind="audit", object_id=until, count=len(gone))
    return len(gone)
