"""Telling employers of deduction orders: notices, and a letter for each agreement and kind, made from them.

The first time, everything is taken for told.  After that each run compares orders with what was told, some agreements
at a time: bytes first, then notices, letters and what is now told in one transaction.  Killed on the way, it goes on.
"""

import asyncio
import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from app import clock, db
from app.accounts.principal import Principal, the_job
from app.audit.actions import record
from app.errors import Forbidden
from app.files.actions import store
from app.files.tables import StoredFile
from app.i18n import speaking
from app.jobs.actions import later
from app.letters.actions.tell import tell_of
from app.letters.actions.write import NewLetter, write_letter
from app.letters.letter import erased_on
from app.letters.notices import Due, Order, by_kind, due, say_terms
from app.letters.placing import Address
from app.letters.queries import notices as queries
from app.letters.typeset import Person, ToSet, typeset
from app.letters.words import faults
from app.unions.queries import TheUnion, union_by_id
from app.values.national_id import mask

TOGETHER = 40  # agreements
BUSY = dt.timedelta(minutes=5)
BY = the_job("Trekkportalen")

NOTICE = """INSERT INTO notice (id, union_id, employer_id, agreement_id, member_id, kind, on_day, terms, letter_id,
 made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
DONE = "UPDATE notice SET done_at = ?, done_by = ? WHERE id = ? AND done_at IS NULL"
UNDONE = "UPDATE notice SET done_at = ?, done_by = ? WHERE id = ? AND done_at IS NOT NULL"
TOLD = """INSERT INTO told_order (id, union_id, employer_id, agreement_id, member_id, starts, ends, terms)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (agreement_id, member_id) DO UPDATE
 SET starts = excluded.starts, ends = excluded.ends, terms = excluded.terms"""


class _Made(NamedTuple):
    """A letter that is set and stored, and the notices in it."""

    agreement: dict[str, Any]
    kind: str
    notices: list[tuple[int, Due]]
    file: StoredFile
    title: str


async def begin(union_id: int, *, by: Principal) -> None:
    """From now on employers are told when orders start, change or stop; all there is today is taken for told."""
    _may(union_id, by)
    async with db.transaction():
        made = await db.row(
            """INSERT INTO told_union (id, begun_at, begun_by) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING
 RETURNING id""",
            *(union_id, clock.now(), by.label),
        )
        if made:
            await record("notices_begun", by=by, object_kind="union", object_id=union_id, union_id=union_id)
        await ask(union_id)


async def ask(union_id: int) -> None:
    """Have it done soon; in the caller's transaction."""
    await later("letters.notices", {"union_id": union_id})


async def ask_now(union_id: int, *, by: Principal) -> None:
    """Staff want it done now, after an import for instance."""
    _may(union_id, by)
    async with db.transaction():
        await ask(union_id)


async def make_all() -> None:
    """Each night: for every union that has begun."""
    for union in await db.rows("SELECT id FROM told_union ORDER BY id"):
        await make(union["id"])


async def make(union_id: int) -> int:
    """Make what is due; how many notices.  Nothing when another process is at it."""
    told = await _take_turn(union_id)
    if told is None:
        return 0
    run = _Run(await union_by_id(union_id), told)
    try:
        while some := await queries.agreements_after(union_id, run.cursor, TOGETHER):
            await run.see_to(some)
    finally:
        await run.end()
    return run.count


async def _take_turn(union_id: int) -> db.Row | None:
    now = clock.now()
    return await db.row(
        """UPDATE told_union SET busy_until = ? WHERE id = ? AND (busy_until IS NULL OR busy_until < ?)
 RETURNING id, ready, cursor_at""",
        *(now + BUSY, union_id, now),
    )


class _Run:
    """One going through of a union's agreements."""

    def __init__(self, union: TheUnion, told: db.Row) -> None:
        self.union, self.ready = union, bool(told["ready"])
        self.cursor = 0 if self.ready else int(told["cursor_at"])
        self.batch_id, self.at, self.today = db.new_id(), clock.now(), clock.today()
        self.until = erased_on(self.today, union.policy.letter_months)
        self.count = self.letters = 0

    async def see_to(self, agreements: Sequence[dict[str, Any]]) -> None:
        ids = [one["id"] for one in agreements]
        orders, told = await queries.orders_at(ids), await queries.told_at(ids)
        found: dict[int, list[tuple[int, Due]]] = {}
        known: list[tuple[int, int, Order]] = []
        for agreement_id, member_id in orders.keys() | told.keys():
            before = told.get((agreement_id, member_id))
            dues, after = due(orders.get((agreement_id, member_id), []), before, self.today)
            if after is not None and after != before:
                known.append((agreement_id, member_id, after))
            if self.ready:
                found.setdefault(agreement_id, []).extend((member_id, one) for one in dues)
        made = [one for each in agreements for one in await self._set(each, found.get(each["id"], []))]
        await self._write(agreements, made, known)
        self.cursor = ids[-1]

    async def _set(self, agreement: dict[str, Any], notices: list[tuple[int, Due]]) -> list[_Made]:
        """A letter for each kind, set and stored."""
        made = []
        people = await queries.people_named(sorted({member for member, _ in notices})) if notices else {}
        for kind, some in by_kind(notices).items():
            some.sort(key=lambda one: (people[one[0]]["name_sort"], one[0]))
            with speaking(self.union.policy.languages[0]):
                to_set = await self._to_set(agreement, kind, some, people)
                data = await asyncio.to_thread(typeset, to_set)
            file = await store(data, kind="letter", erase_on=self.until)
            made.append(_Made(agreement, kind, some, file, ""))
        return made

    async def _to_set(
        self, agreement: dict[str, Any], kind: str, notices: list[tuple[int, Due]], people: dict[int, dict[str, Any]]
    ) -> ToSet:
        union = self.union
        title, body = await queries.words_for(union.id, kind, union.policy.languages[0])
        return ToSet(
            kind=kind,
            title=title,
            body=body,
            union=union.name,
            contact=" · ".join(filter(None, (union.email, union.phone))),
            colour=union.brand.colour,
            employer=agreement["name"],
            orgnr=agreement["orgnr"],
            employer_ref=agreement["employer_ref"],
            address=(agreement["address"], f"{agreement['postcode']} {agreement['city']}".strip()),
            day=self.today,
            reference=f"{db.new_id() % 10**10:010}",
            people=[_person(people[member], one) for member, one in notices],
        )

    async def _write(
        self, agreements: Sequence[dict[str, Any]], made: list[_Made], known: list[tuple[int, int, Order]]
    ) -> None:
        """All of it or none; one that another process has overtaken writes nothing."""
        employers = {one["id"]: one["employer_id"] for one in agreements}
        async with db.transaction():
            await db.execute("UPDATE told_union SET busy_until = ? WHERE id = ?", clock.now() + BUSY, self.union.id)
            if made and not self.letters:
                await self._open_batch()
            for one in made:
                await self._write_letter(one)
            rows = [
                (db.new_id(), self.union.id, employers[agreement_id], agreement_id, member_id, *order)
                for agreement_id, member_id, order in known
            ]
            await db.many(TOLD, rows)
            if not self.ready:
                await db.execute(
                    "UPDATE told_union SET cursor_at = ? WHERE id = ?", agreements[-1]["id"], self.union.id
                )

    async def _open_batch(self) -> None:
        await db.execute(
            """INSERT INTO letter_batch (id, union_id, source, state, actor_kind, actor_id, actor_label, posted_at)
 VALUES (?, ?, 'MADE', 'WORKING', ?, ?, ?, ?)""",
            *(self.batch_id, self.union.id, BY.kind, BY.id, BY.label, self.at),
        )

    async def _write_letter(self, made: _Made) -> None:
        where = made.agreement
        address = Address(where["employer_id"], where["id"])
        new = NewLetter(self.union.id, self.batch_id, address, made.kind, made.title, made.file, self.at, self.until)
        letter_id = await write_letter(new)
        ids = (self.union.id, where["employer_id"], where["id"])
        rows = [(db.new_id(), *ids, member, *one, letter_id, self.at) for member, one in made.notices]
        await db.many(NOTICE, rows)
        self.letters += 1
        self.count += len(rows)

    async def end(self) -> None:
        """Tell of the letters, and let others have their turn."""
        whole = not await queries.agreements_after(self.union.id, self.cursor, 1)
        if self.letters:
            await tell_of(self.batch_id, self.union, self.today, self.at)
        async with db.transaction():
            if self.letters:
                await db.execute(
                    "UPDATE letter_batch SET state = 'DONE', done_at = ?, total = ? WHERE id = ?",
                    *(clock.now(), self.letters, self.batch_id),
                )
                await record(
                    "notices_made",
                    by=BY,
                    object_kind="letter_batch",
                    object_id=self.batch_id,
                    union_id=self.union.id,
                    notices=self.count,
                    letters=self.letters,
                )
            await db.execute(
                "UPDATE told_union SET busy_until = NULL, run_at = ?, ready = ? WHERE id = ?",
                *(self.at, self.ready or whole, self.union.id),
            )


def _person(member: dict[str, Any], one: Due) -> Person:
    masked = mask(member["national_id"]) if member["national_id"] else ""
    amount = "" if one.kind == "STOP" else say_terms(one.terms)
    return Person(member["member_no"], member["name"], masked, one.on_day, amount)


async def tick(employer_id: int, ids: Sequence[int], *, done: bool, by: Principal) -> None:
    """The employer has seen to these notices, or has not after all.  Raises NotFound."""
    found = await queries.theirs(by, employer_id, ids)
    at, who = (clock.now(), by.label) if done else (None, None)
    async with db.transaction():
        for notice_id, _ in found:
            await db.execute(DONE if done else UNDONE, at, who, notice_id)
        for union_id in sorted({union for _, union in found}):
            await record(
                "notices_ticked" if done else "notices_unticked",
                by=by,
                object_kind="employer",
                object_id=employer_id,
                union_id=union_id,
                employer_id=employer_id,
                count=sum(1 for _, union in found if union == union_id),
            )


async def change_words(union_id: int, kind: str, language: str, title: str, body: str, *, by: Principal) -> None:
    """The union's own words for one kind of letter in one language; the caller has seen that they can be used."""
    _may(union_id, by)
    if faults(title, body):
        raise ValueError("words that cannot be used")
    async with db.transaction():
        await db.execute(
            """INSERT INTO letter_template (id, union_id, kind, language, title, body, changed_at, changed_by)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (union_id, kind, language) DO UPDATE SET title = excluded.title,
 body = excluded.body, changed_at = excluded.changed_at, changed_by = excluded.changed_by""",
            *(db.new_id(), union_id, kind, language, title, body, clock.now(), by.label),
        )
        await record(
            "letter_words_changed",
            by=by,
            object_kind="union",
            object_id=union_id,
            union_id=union_id,
            kind=kind,
            language=language,
        )


def _may(union_id: int, by: Principal) -> None:
    if by.kind not in {"cli", "job"} and not by.may(union_id, "HANDLE"):
        raise Forbidden("letters.role")
