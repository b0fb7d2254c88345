"""The database: rows, and one way to say «all of this or none of it».

SQL here is portable, with `?` for values.  Piccolo's query builder joins the same transaction.
"""

import secrets
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, NamedTuple, cast

import asyncpg
from piccolo.engine.postgres import PostgresEngine

from app.piccolo_conf import DB
from app.sqlite import PooledSQLiteEngine

POSTGRES = isinstance(DB, PostgresEngine)

Row = dict[str, Any]


class Step(NamedTuple):
    """One statement of `together`; with `must` it has to answer at least one row."""

    sql: str
    args: Sequence[Any] = ()
    must: bool = False


class _Open:
    """The transaction that is open in this context: what waits for its end, and whether a part of it failed."""

    def __init__(self) -> None:
        self.afterwards: list[Callable[[], None]] = []
        self.failed = False
        self.over = False


_open: ContextVar[_Open | None] = ContextVar("open_transaction", default=None)


class _QuickConnection(asyncpg.Connection):  # type: ignore[misc]
    """A pooled connection that costs no round trip to hand back: we set nothing that would have to be reset."""

    def get_reset_query(self) -> str:
        return ""


@lru_cache(maxsize=2048)
def _numbered(sql: str) -> str:
    """`?` to PostgreSQL's `$1`, `$2` …; no statement of ours has a question mark of its own."""
    head, *rest = sql.split("?")
    return head + "".join(f"${n}{part}" for n, part in enumerate(rest, 1))


async def rows(sql: str, *args: Any) -> list[Row]:
    """All rows of one statement, in the current transaction if there is one."""
    if isinstance(DB, PooledSQLiteEngine):
        return await DB.run(sql, args)
    current = DB.current_transaction.get()
    if current is not None and not _is_over():
        return [dict(row) for row in await current.connection.fetch(_numbered(sql), *args)]
    if DB.pool is None:
        connection = await DB.get_new_connection()
        try:
            return [dict(row) for row in await connection.fetch(_numbered(sql), *args)]
        finally:
            await connection.close()
    async with DB.pool.acquire() as connection:
        return [dict(row) for row in await connection.fetch(_numbered(sql), *args)]


def is_behind(problem: Exception) -> bool:
    """Whether a statement failed since migrations have not made what it needs."""
    if isinstance(problem, sqlite3.OperationalError):
        return str(problem).startswith(("no such table", "no such column"))
    return isinstance(problem, (asyncpg.UndefinedTableError, asyncpg.UndefinedColumnError))


def _is_over() -> bool:
    """A task started inside a transaction inherits it; after its end the task is on its own."""
    here = _open.get()
    return here is None or here.over


async def row(sql: str, *args: Any) -> Row | None:
    """The first row, or None."""
    found = await rows(sql, *args)
    return found[0] if found else None


async def rows_by_key(sql: str, *args: Any) -> list[Row]:
    """All rows of a SELECT that finds its row, and the few that belong to it, by their keys: at once.

    SQLite answers it in the event loop's own thread, so never ask it for what takes more than a few reads.
    """
    return await DB.run_near(sql, args) if isinstance(DB, PooledSQLiteEngine) else await rows(sql, *args)


async def row_by_key(sql: str, *args: Any) -> Row | None:
    """The first of `rows_by_key`, or None."""
    found = await rows_by_key(sql, *args)
    return found[0] if found else None


async def value(sql: str, *args: Any) -> Any:
    """The first column of the first row, or None."""
    found = await rows(sql, *args)
    return next(iter(found[0].values())) if found else None


async def execute(sql: str, *args: Any) -> None:
    """One statement whose answer does not matter."""
    await rows(sql, *args)


async def many(sql: str, values: Iterable[Sequence[Any]]) -> None:
    """The same statement for each tuple, quickly; only inside `transaction()`."""
    current: Any = DB.current_transaction.get()
    if current is None or _is_over():
        raise RuntimeError("many() outside transaction()")
    if isinstance(DB, PooledSQLiteEngine):
        connection = current.connection
        await DB.in_thread(connection, _execute_many, sql, list(values))
    else:
        await current.connection.executemany(_numbered(sql), values)


def _execute_many(connection: sqlite3.Connection, sql: str, values: list[Sequence[Any]]) -> None:
    connection.executemany(sql, values)


async def copy_in(table: str, columns: Sequence[str], values: Iterable[Sequence[Any]]) -> None:
    """New rows in bulk, by the fastest way the engine has; only inside `transaction()`."""
    current: Any = DB.current_transaction.get()
    if isinstance(DB, PooledSQLiteEngine):
        await many(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks(len(columns))})", values)  # noqa: S608
    elif current is None or _is_over():
        raise RuntimeError("copy_in() outside transaction()")
    else:
        await current.connection.copy_records_to_table(table, records=values, columns=list(columns))


async def together(*steps: Step, durable: bool = False) -> list[list[Row]] | None:
    """Several statements in a transaction of their own, in one go.

    Answers each statement's rows, or None, with nothing changed, when one that must find a row found none.  What an
    autosaved cell goes through, so it is not durable by default: a power cut may take the last moments.
    """
    if isinstance(DB, PooledSQLiteEngine):
        return await DB.run_together(steps, durable)
    if DB.pool is None:
        raise RuntimeError("together() needs a started pool")
    async with DB.pool.acquire() as connection:
        await connection.execute("BEGIN" if durable else "BEGIN; SET LOCAL synchronous_commit = off")
        try:
            answers = []
            for sql, args, must in steps:
                found = [dict(one) for one in await connection.fetch(_numbered(sql), *args)]
                if must and not found:
                    await connection.execute("ROLLBACK")
                    return None
                answers.append(found)
            await connection.execute("COMMIT")
            return answers
        except BaseException:
            if not connection.is_closed():
                await connection.execute("ROLLBACK")
            raise


@asynccontextmanager
async def transaction(durable: bool = True) -> AsyncIterator[None]:
    """All of it or none of it; inside another one, a part of that.

    When a part fails the whole does, even if somebody caught the part's error.  Durable (the default) means on disk
    when it returns: what a person is told is final.  Never await network, a file's parsing, or a task that writes
    outside, in here.
    """
    outer = _open.get()
    if outer is not None and not outer.over:
        try:
            yield
        except BaseException:
            outer.failed = True
            raise
        return
    here = _Open()
    token = _open.set(here)
    try:
        async with _engine_transaction(durable):
            yield
            if here.failed:
                raise RuntimeError("a part of this transaction failed")
    finally:
        here.over = True
        _open.reset(token)
    for callback in here.afterwards:
        callback()


def _engine_transaction(durable: bool) -> Any:
    if isinstance(DB, PooledSQLiteEngine):
        return DB.transaction(durable=durable)
    return DB.transaction()


def after_commit(callback: Callable[[], None]) -> None:
    """Call it once the outermost transaction is committed (at once when there is none)."""
    here = _open.get()
    if here is None or here.over:
        callback()
    else:
        here.afterwards.append(callback)


def marks(count: int) -> str:
    """`?, ?, ?` for IN lists and VALUES."""
    return ", ".join("?" * count)


def new_id() -> int:
    """An id made by us: 60 random bits, known before the row is written, not to be guessed from another."""
    return secrets.randbits(60) or 1


def new_ids(count: int) -> range:
    """Ids for many rows at once, side by side so that the index grows in one place."""
    start = secrets.randbelow(2**60 - count - 1) + 1
    return range(start, start + count)


def is_unique_violation(error: BaseException) -> bool:
    """Whether a statement failed because such a row is there already."""
    if isinstance(error, asyncpg.UniqueViolationError):
        return True
    return isinstance(error, sqlite3.IntegrityError) and "UNIQUE" in str(error)


async def start(size: int = 8) -> None:
    """Open the pool: in every process, before the first query."""
    await cast(Any, DB).start_connection_pool(
        **({"min_size": 1, "max_size": size, "connection_class": _QuickConnection} if POSTGRES else {})
    )


async def stop() -> None:
    """Close the pool."""
    if POSTGRES and cast(Any, DB).pool is None:
        return
    await cast(Any, DB).close_connection_pool()
