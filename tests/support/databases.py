"""A fresh, migrated database for every test, in a few milliseconds: migrated once, then copied or emptied."""

import shutil
import sqlite3
from pathlib import Path

import asyncpg

from tests.support import installation, servers

MIGRATED = installation.FOLDER / "migrated.sqlite"


async def make() -> None:
    """This run's own database on PostgreSQL; the portal looks at it as soon as it is imported."""
    if installation.POSTGRES:
        await _remove_abandoned()
        await _on_server(f'CREATE DATABASE "{installation.DATABASE}"')
        # A power cut is not among what is tested here; waiting for the disk at each commit is a third of the time.
        await _on_server(f'ALTER DATABASE "{installation.DATABASE}" SET synchronous_commit = off')


async def migrate() -> None:
    """Once for all tests."""
    from app.migrate import migrate

    await migrate()
    if installation.POSTGRES:
        await _keep_what_migrations_wrote()
    else:
        _fold_log(installation.SQLITE_FILE)
        shutil.move(installation.SQLITE_FILE, MIGRATED)


async def refresh() -> None:
    """As the migrations left it.  No pool may be open on SQLite; on PostgreSQL it does not matter."""
    if installation.POSTGRES:
        connection = await asyncpg.connect(servers.named(installation.SERVER_URL, installation.DATABASE))
        try:
            await connection.execute("SELECT kept.refresh()")
        finally:
            await connection.close()
    else:
        for ending in ("-wal", "-shm"):
            Path(f"{installation.SQLITE_FILE}{ending}").unlink(missing_ok=True)
        shutil.copyfile(MIGRATED, installation.SQLITE_FILE)


async def remove() -> None:
    """This run's own database on PostgreSQL; SQLite's folder goes with the process."""
    if installation.POSTGRES:
        await _on_server(f'DROP DATABASE IF EXISTS "{installation.DATABASE}" WITH (FORCE)')


def _fold_log(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


async def _on_server(sql: str) -> None:
    connection = await asyncpg.connect(installation.SERVER_URL)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


async def _remove_abandoned() -> None:
    """Databases of runs on this machine that were killed: their process is gone."""
    connection = await asyncpg.connect(installation.SERVER_URL)
    try:
        names = await connection.fetch("SELECT datname FROM pg_database WHERE datname LIKE 'portal_test_%'")
        for (name,) in names:
            process = name.removeprefix("portal_test_")
            if process.isdigit() and not servers.lives(int(process)):
                await connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    finally:
        await connection.close()


# DELETE of the few rows that a test leaves is ten times as fast as TRUNCATE of all tables.  Triggers and foreign keys
# rest meanwhile, so that tables can be emptied in any order and those that only take INSERT too.
REFRESH = """
CREATE FUNCTION kept.refresh() RETURNS void LANGUAGE plpgsql SET session_replication_role = replica AS $$
BEGIN
  {statements}
END $$
"""


async def _keep_what_migrations_wrote() -> None:
    connection = await asyncpg.connect(servers.named(installation.SERVER_URL, installation.DATABASE))
    try:
        await connection.execute("CREATE SCHEMA kept")
        tables = await connection.fetch(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migration'"
        )
        statements = [f'DELETE FROM public."{name}";' for (name,) in tables]
        for (name,) in tables:
            if await connection.fetchval(f'SELECT count(*) FROM public."{name}"'):
                await connection.execute(f'CREATE TABLE kept."{name}" AS TABLE public."{name}"')
                statements.append(f'INSERT INTO public."{name}" SELECT * FROM kept."{name}";')
        await connection.execute(REFRESH.format(statements="\n  ".join(statements)))
    finally:
        await connection.close()
