"""Running a migration's portable SQL, and all migrations, one process at a time."""

import contextlib
import fcntl
import io
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import asyncpg
from piccolo.apps.migrations.commands.forwards import ForwardsMigrationManager
from piccolo.engine import engine_finder

from app.settings import settings

LOCK = 7_246_001  # any number, the same in all processes


def run_sql(sql: str) -> Callable[[], Awaitable[None]]:
    """What `MigrationManager.add_raw` wants: the statements in order, `{sorted}` said in the engine's way."""

    async def run() -> None:
        engine = engine_finder()
        assert engine is not None  # noqa: S101 - for the type checker: PICCOLO_CONF is always set
        bytewise = 'COLLATE "C"' if settings().postgres else ""
        for statement in sql.replace("{sorted}", bytewise).split(";\n"):
            if text := statement.strip().rstrip(";"):
                await engine.run_ddl(text)

    return run


@asynccontextmanager
async def _alone() -> AsyncIterator[None]:
    """Wait until no other process migrates this database."""
    if settings().postgres:
        connection = await asyncpg.connect(settings().database_url)
        try:
            await connection.execute(f"SELECT pg_advisory_lock({LOCK})")
            yield
        finally:
            await connection.close()
    else:
        settings().data_dir.mkdir(parents=True, exist_ok=True)
        with (settings().data_dir / "migrate.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


class MigrationFailed(Exception):
    """The database is as it was before the step that failed."""


async def migrate() -> str:
    """Bring the database up to date and return what was done.  Raises MigrationFailed."""
    said = io.StringIO()
    async with _alone():
        with contextlib.redirect_stdout(said):
            try:
                result = await ForwardsMigrationManager(app_name="portal", migration_id="all").run()
            except SystemExit as no:
                raise MigrationFailed(said.getvalue()) from no
    if not result.success:
        raise MigrationFailed(result.message or said.getvalue())
    return said.getvalue()
