"""Piccolo's SQLite engine with a pool: one writer and some readers in WAL, handed out in the order they were asked for.

The stock engine opens a connection, and a thread, for each query, and begins transactions that cannot be upgraded
(`docs/adr/`): this one is 5 to 50 times faster and never answers «database is locked» within a process.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import aiosqlite
from piccolo.engine.sqlite import SQLiteEngine, SQLiteTransaction, TransactionType

T = TypeVar("T")

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=10000",
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA wal_autocheckpoint=2000",
)
READS = ("SELECT", "EXPLAIN")  # all else, WITH … UPDATE too, goes to the writer


class _Pool:
    """A connection given back goes straight to whoever has waited longest."""

    def __init__(self, connections: list[aiosqlite.Connection]) -> None:
        self.free = list(connections)
        self.waiters: deque[asyncio.Future[aiosqlite.Connection]] = deque()

    async def get(self) -> aiosqlite.Connection:
        if self.free and not self.waiters:
            return self.free.pop()
        turn: asyncio.Future[aiosqlite.Connection] = asyncio.get_running_loop().create_future()
        self.waiters.append(turn)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.put(turn.result())
            raise

    def put(self, connection: aiosqlite.Connection) -> None:
        while self.waiters:
            turn = self.waiters.popleft()
            if not turn.done():
                turn.set_result(connection)
                return
        self.free.append(connection)


class PooledTransaction(SQLiteTransaction):
    """BEGIN IMMEDIATE on the writer.  `synchronous` cannot change inside a transaction, so it is set before."""

    __slots__ = ("done", "durable")

    engine: "PooledSQLiteEngine"
    done: bool
    durable: bool

    async def __aenter__(self) -> "PooledTransaction":
        self.done = False
        if self._parent is not None:
            return self._parent  # type: ignore[return-value]
        self.connection = await self.engine.take(write=True)
        try:
            await self.engine.in_thread(self.connection, _begin, getattr(self, "durable", True))
        except BaseException:
            await self.engine.give(self.connection)
            raise
        self.context = self.engine.current_transaction.set(self)
        return self

    async def __aexit__(self, kind: Any, error: Any, trace: Any) -> bool:
        if self._parent is not None:
            return False
        try:
            if error is not None:
                await self.engine.in_thread(self.connection, _rollback)
            else:
                await self.engine.in_thread(self.connection, _commit)
        finally:
            self.done = True
            self.engine.current_transaction.reset(self.context)
            await self.engine.give(self.connection)
        return False


def _begin(connection: sqlite3.Connection, durable: bool) -> None:
    connection.execute("PRAGMA synchronous=FULL" if durable else "PRAGMA synchronous=NORMAL")
    connection.execute("BEGIN IMMEDIATE")


def _commit(connection: sqlite3.Connection) -> None:
    try:
        connection.execute("COMMIT")
    except BaseException:
        _rollback(connection)
        raise


def _rollback(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def fetch(connection: sqlite3.Connection, sql: str, args: Sequence[Any] = ()) -> list[dict[str, Any]]:
    """One statement's rows as dicts: made here, since a row factory in Python is called for each of them."""
    cursor = connection.execute(sql, args)
    found = cursor.fetchall()
    if not found:
        return found
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def run_steps(
    connection: sqlite3.Connection, steps: Sequence[tuple[str, Sequence[Any], bool]], durable: bool
) -> list[list[dict[str, Any]]] | None:
    """All the statements or none: None when one that must find a row found none."""
    _begin(connection, durable)
    try:
        answers = []
        for sql, args, must in steps:
            found = fetch(connection, sql, args)
            if must and not found:
                connection.execute("ROLLBACK")
                return None
            answers.append(found)
        connection.execute("COMMIT")
        return answers
    except BaseException:
        _rollback(connection)
        raise


class PooledSQLiteEngine(SQLiteEngine):
    """One writer, `readers` readers; without a started pool (commands, migrations) a connection for each query."""

    def __init__(self, path: str, readers: int = 3) -> None:
        super().__init__(path=path, timeout=10.0)
        self.readers = readers
        self._readers: _Pool | None = None
        self._writers: _Pool | None = None
        self._writer: aiosqlite.Connection | None = None
        self._near: sqlite3.Connection | None = None

    async def _open(self) -> aiosqlite.Connection:
        connection = await aiosqlite.connect(cached_statements=512, isolation_level=None, **self._arguments())
        for pragma in PRAGMAS:
            await connection.execute_fetchall(pragma)
        return connection

    def _open_near(self) -> sqlite3.Connection:
        """A connection of the event loop's own thread, that waits for nobody."""
        near: sqlite3.Connection = sqlite3.connect(
            cached_statements=256, isolation_level=None, **{**self._arguments(), "timeout": 0}
        )
        for pragma in (*PRAGMAS, "PRAGMA busy_timeout=0"):
            near.execute(pragma)
        return near

    def _arguments(self) -> dict[str, Any]:
        return {key: value for key, value in self.connection_kwargs.items() if key != "isolation_level"}

    async def get_connection(self) -> aiosqlite.Connection:
        return await self._open()

    async def start_connection_pool(self, **_: Any) -> None:
        if self._readers is None:
            self._writer = await self._open()
            await self._writer.execute_fetchall("PRAGMA cache_size=-8000")  # kB; readers have 2 000, and the system's
            self._writers = _Pool([self._writer])
            self._readers = _Pool([await self._open() for _ in range(self.readers)])
            self._near = self._open_near()

    async def close_connection_pool(self) -> None:
        if self._readers is None:
            return
        readers, writer = self._readers, self._writer
        self._readers = self._writers = self._writer = None
        if self._near is not None:
            self._near.close()
            self._near = None
        for connection in (writer, *readers.free):
            if connection is not None:
                await connection.close()

    async def take(self, *, write: bool) -> aiosqlite.Connection:
        pool = self._writers if write else self._readers
        return await self._open() if pool is None else await pool.get()

    async def give(self, connection: aiosqlite.Connection) -> None:
        pool = self._writers if connection is self._writer else self._readers
        if pool is None:
            await connection.close()
        else:
            pool.put(connection)

    async def in_thread(self, connection: aiosqlite.Connection, work: Callable[..., T], *args: Any) -> T:
        """Run `work(sqlite3 connection, *args)` in the connection's own thread: one hop, whatever it does."""
        answer: T = await connection._execute(work, connection._conn, *args)  # type: ignore[no-untyped-call]
        return answer

    async def run(self, sql: str, args: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """One statement, in the current transaction if there is one."""
        current: Any = self.current_transaction.get()
        if current is not None and not current.done:
            return await self.in_thread(current.connection, fetch, sql, args)
        connection = await self.take(write=not sql.lstrip()[:7].upper().startswith(READS))
        try:
            return await self.in_thread(connection, fetch, sql, args)
        finally:
            await self.give(connection)

    async def run_near(self, sql: str, args: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """A SELECT by key, without a change of threads, which costs more than finding the row."""
        if self._near is not None and self.current_transaction.get() is None:
            try:
                return fetch(self._near, sql, args)
            except sqlite3.OperationalError:  # somebody else has the file for a moment: wait in a thread
                pass
        return await self.run(sql, args)

    async def run_together(
        self, steps: Sequence[tuple[str, Sequence[Any], bool]], durable: bool
    ) -> list[list[dict[str, Any]]] | None:
        """`run_steps` on the writer."""
        connection = await self.take(write=True)
        try:
            return await self.in_thread(connection, run_steps, steps, durable)
        finally:
            await self.give(connection)

    async def run_querystring(self, querystring: Any, in_pool: bool = True) -> list[dict[str, Any]]:
        sql, args = querystring.compile_string(engine_type="sqlite")
        return await self.run(sql, args)

    async def run_ddl(self, ddl: str, in_pool: bool = True) -> list[dict[str, Any]]:
        return await self.run(ddl)

    def transaction(
        self,
        transaction_type: TransactionType = TransactionType.immediate,
        allow_nested: bool = True,
        durable: bool = True,
    ) -> PooledTransaction:
        made = PooledTransaction(engine=self, transaction_type=transaction_type, allow_nested=allow_nested)
        made.durable = durable
        return made
