"""A list that was sent as files keeps their names, for its receipt."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from app.migrate import run_sql

ID = "2026-11-22T06:05:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "names of the files that were sent"

COLUMNS = """
ALTER TABLE submission ADD COLUMN files TEXT;
"""


async def forwards() -> MigrationManager:
    """Add the column."""
    manager = MigrationManager(migration_id=ID, app_name="portal", description=DESCRIPTION)
    manager.add_raw(run_sql(COLUMNS))
    return manager
