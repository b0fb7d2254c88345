"""How many statements something costs the database."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import asyncpg

_FRAMES = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "SET ", "SAVEPOINT", "RELEASE", "--")

_listening: list[list[str]] = []


@contextmanager
def queries() -> Iterator[list[str]]:
    """`with queries() as asked: …` and then `len(asked)`: the statements, but for those that frame transactions."""
    global _listening
    heard: list[str] = []
    _listening = [*_listening, heard]
    try:
        yield heard
    finally:
        _listening = [one for one in _listening if one is not heard]


def _note(sql: str) -> None:
    if not sql.lstrip().upper().startswith(_FRAMES):
        for heard in _listening:
            heard.append(sql)


async def listen_to_sqlite(engine: Any) -> None:
    """On each connection of a pool that has just been started, in the connection's own thread."""
    for connection in (engine._writer, *engine._readers.free):
        await engine.in_thread(connection, sqlite3.Connection.set_trace_callback, _note)
    engine._near.set_trace_callback(_note)


def listen_to_postgres() -> None:
    """Once, before a pool is started: the driver's methods say what they were asked, and do it."""
    for name in ("fetch", "execute", "executemany"):
        setattr(asyncpg.Connection, name, _heard(getattr(asyncpg.Connection, name)))


def _heard(method: Any) -> Any:
    @wraps(method)
    async def call(self: asyncpg.Connection, sql: str, *args: Any, **kwargs: Any) -> Any:
        _note(sql)
        return await method(self, sql, *args, **kwargs)

    return call
