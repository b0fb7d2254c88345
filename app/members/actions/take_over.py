"""Taking over a union's register from a file.

The file is looked through first; then its rows are written in small batches, each with how far it came, so that a run
that is killed goes on where it was, and others can write in between.  The same file twice changes nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable, Generator, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec

from app import clock, db
from app.accounts.principal import Principal
from app.audit.actions import record
from app.errors import Invalid
from app.members.actions.batch import DROP_ORDER, Batch
from app.members.actions.places import imagine_places, make_places
from app.members.columns import ColumnsMissing
from app.members.outcome import Outcome, Progress, quiet
from app.members.queries import agreements_of, running_orders
from app.members.register import Row, ended_when_absent
from app.members.rejects import Reject
from app.members.rows import RowReader
from app.members.survey import Agreements, Survey, Unreadable, cells_of, look, read_rows
from app.settings import settings
from app.unions.queries import TheUnion

BATCH = 2_000
SCAN = 5_000
TRIES = 3
END_ORDER = "UPDATE deduction_order SET ends = ?, updated_at = ? WHERE id = ?"

GROWN = {1, 10, 100}
"""After so many batches PostgreSQL should look anew at how large the tables are: it plans by that."""

T = TypeVar("T")


async def import_register(
    union: TheUnion,
    path: Path,
    *,
    by: Principal,
    full: bool = False,
    dry_run: bool = False,
    progress: Progress = quiet,
) -> Outcome:
    """Take over members and deduction orders from a CSV file (columns: `columns.HEADINGS`).

    An unknown orgnr makes an employer named by it, with an agreement and a random employer_ref.  With `full` the file
    is the whole register: running orders that it does not name end yesterday, but none do while rows are rejected.
    With `dry_run` nothing is written.  Raises Invalid when the file as a whole cannot be taken.
    """
    run = _Run(union, path, by, full, dry_run, progress, await agreements_of(union.id))
    try:
        await asyncio.to_thread(run.look_through)
        await run.begin()
        await run.take_places()
        await run.take_rows()
    except OSError as no:
        raise Invalid("register.file", path=str(path)) from no
    except ColumnsMissing as no:
        raise Invalid("register.columns", columns=str(no)) from no
    except Unreadable as no:
        raise Invalid(no.code, **no.values) from no
    await run.see_to_absent()
    await run.finish()
    return run.outcome


class _Run:
    """One file on its way into one union's register."""

    def __init__(
        self,
        union: TheUnion,
        path: Path,
        by: Principal,
        full: bool,
        dry_run: bool,
        progress: Progress,
        agreements: Agreements,
    ) -> None:
        self.union, self.path, self.by, self.progress = union, path, by, progress
        self.full, self.dry_run = full, dry_run
        self.id, self.cursor = db.new_id(), 0
        self.survey, self.outcome = Survey(agreements), Outcome()
        self.met: set[int] = set()  # a dry run's new members, who may have more rows further down

    def look_through(self) -> None:
        """The first reading, in a thread of its own: what the file holds, and what is wrong with it."""
        with self.path.open("rb") as stream:
            self.look = look(stream)
        for row in self._read():
            self.survey.take(row)
            if self.survey.seen % SCAN == 0:
                self.progress("survey", self.survey.seen, 0)
        self.progress("survey", self.survey.seen, self.survey.seen)
        if not self.survey.seen:
            raise Unreadable("register.empty")

    def _read(self) -> Generator[Row | Reject, None, None]:
        with self.path.open(encoding=self.look.encoding, newline="", errors="replace") as stream:
            columns, width, cells = cells_of(stream)
            reader = RowReader(columns, width, today=clock.today(), synthetic=not settings().https)
            yield from read_rows(reader, cells)

    async def begin(self) -> None:
        """Take up the run of this very file that was cut off, or note down a new one."""
        if not self.dry_run:
            async with db.transaction():
                if not await self._take_up():
                    await db.execute(
                        """INSERT INTO import_run (id, union_id, kind, state, actor_label, started_at, total, outcome)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                        *(self.id, self.union.id, "register", "RUNNING", self.by.label, clock.now()),
                        *(self.survey.lines, self._noted(self.outcome)),
                    )

    async def _take_up(self) -> bool:
        sql = "SELECT id, cursor_at, outcome FROM import_run WHERE union_id = ? AND kind = ? AND state = ?"
        for found in await db.rows(sql, self.union.id, "register", "RUNNING"):
            noted = msgspec.json.decode(found["outcome"])
            if (noted["digest"], noted["full"]) == (self.look.digest, self.full):
                self.id, self.cursor = found["id"], found["cursor_at"]
                self.outcome = msgspec.convert(noted["outcome"], Outcome)
                return True
            await db.execute(
                "UPDATE import_run SET state = ?, ended_at = ? WHERE id = ?", "STOPPED", clock.now(), found["id"]
            )
        return False

    def _noted(self, outcome: Outcome) -> str:
        noted = {"digest": self.look.digest, "full": self.full, "outcome": outcome}
        return msgspec.json.encode(noted).decode()

    async def take_places(self) -> None:
        """Employers and agreements that are not there yet."""
        wanted = sorted(self.survey.places_to_make().items())
        for start in range(0, len(wanted), BATCH):
            batch = wanted[start : start + BATCH]
            if self.dry_run:
                made = await imagine_places(batch)
            else:
                made = await retried(lambda batch=batch: make_places(self.union, batch))  # type: ignore[misc]
            for place, where in made.places.items():
                self.survey.agreements.add(place, where)
            self.outcome = self.outcome.plus(employers_new=made.employers, agreements_new=len(batch))
            self.progress("employers", min(start + BATCH, len(wanted)), len(wanted))

    async def take_rows(self) -> None:
        """Members and orders, batch by batch."""
        with closing(self._read()) as found:
            good = (row for row in found if isinstance(row, Row) and row.line not in self.survey.bad)
            await self._take_all(row for row in good if row.line > self.cursor)
        self.progress("rows", self.survey.lines, self.survey.lines)

    async def _take_all(self, rows: Iterator[Row]) -> None:
        taken = 0
        while batch := await asyncio.to_thread(lambda: list(islice(rows, BATCH))):
            placed = [row for row in batch if self._is_placed(row)]
            if self.dry_run:
                self.outcome = await self._weigh(placed)
            else:
                last = batch[-1].line
                self.outcome = await retried(lambda placed=placed, last=last: self._take(placed, last))  # type: ignore[misc]
            self.progress("rows", batch[-1].line, self.survey.lines)
            taken += 1
            if taken in GROWN:
                await _count_anew()

    def _is_placed(self, row: Row) -> bool:
        """False for a row without employer_ref whose employer has got several agreements by this very file."""
        if self.survey.agreements.find(row) is None:
            self.survey.reject(Reject(row.line, "employer_ref.which"))
            return False
        return True

    async def _take(self, rows: list[Row], last: int) -> Outcome:
        async with db.transaction(durable=False):
            batch = await Batch(self.union.id, self.survey).compare(rows)
            await batch.write()
            outcome = self.outcome.plus(**batch.counts())
            await db.execute(
                "UPDATE import_run SET cursor_at = ?, outcome = ? WHERE id = ?", last, self._noted(outcome), self.id
            )
        return outcome

    async def _weigh(self, rows: list[Row]) -> Outcome:
        batch = await Batch(self.union.id, self.survey).compare(rows)
        counts = batch.counts()
        new = {hash(member[2]) for member in batch.members}
        counts["members_new"] = len(new - self.met)
        self.met |= new
        return self.outcome.plus(**counts)

    async def see_to_absent(self) -> None:
        """Count the running orders that the file does not name; end them when it is the full register."""
        ends = self.full and not self.dry_run and not self.survey.rejected
        self.outcome = self.outcome.plus(absent=-self.outcome.absent)
        after, seen, today = 0, 0, clock.today()
        while found := await running_orders(self.union.id, today, after, SCAN):
            absent = [one for one in found if not self._names(one)]
            self.outcome = self.outcome.plus(absent=len(absent))
            if ends and absent:
                self.outcome = await self._end(absent)
            after, seen = found[-1]["id"], seen + len(found)
            self.progress("absent", seen, 0)

    def _names(self, order: db.Row) -> bool:
        place = self.survey.agreements.places.get(order["agreement_id"])
        return place is not None and self.survey.names(order["member_no"], place, order["starts"])

    async def _end(self, absent: list[db.Row]) -> Outcome:
        today, at = clock.today(), clock.now()
        last = {one["id"]: ended_when_absent(one["starts"], today) for one in absent}
        outcome = self.outcome.plus(ended=len(absent))
        async with db.transaction(durable=False):
            await db.many(END_ORDER, [(day, at, order) for order, day in last.items() if day is not None])
            await db.many(DROP_ORDER, [(order,) for order, day in last.items() if day is None])
            await db.execute("UPDATE import_run SET outcome = ? WHERE id = ?", self._noted(outcome), self.id)
        return outcome

    async def finish(self) -> None:
        """The run is over: on disk, and in the audit trail."""
        self.outcome.rejected = self.survey.rejected
        self.outcome.rejects = sorted(self.survey.rejects)
        if self.dry_run:
            return
        async with db.transaction():
            await db.execute(
                "UPDATE import_run SET state = ?, ended_at = ?, cursor_at = ?, outcome = ? WHERE id = ?",
                *("DONE", clock.now(), self.survey.lines, self._noted(self.outcome), self.id),
            )
            counts = {name: count for name, count in msgspec.structs.asdict(self.outcome).items() if name != "rejects"}
            await record(
                "register.imported",
                by=self.by,
                object_kind="import_run",
                object_id=self.id,
                union_id=self.union.id,
                full=self.full,
                digest=self.look.digest,
                **counts,
            )


async def _count_anew() -> None:
    if db.POSTGRES:
        for table in ("employer", "agreement", "member", "deduction_order"):
            await db.execute(f"ANALYZE {table}")


async def retried(work: Callable[[], Awaitable[T]]) -> T:
    """The work, once more when somebody else has made the same rows meanwhile."""
    for left in range(TRIES - 1, -1, -1):
        try:
            return await work()
        except Exception as no:
            if not left or not db.is_unique_violation(no):
                raise
    raise AssertionError("unreachable")
