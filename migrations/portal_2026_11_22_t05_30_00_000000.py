"""The differences of a large upload are kept for a while."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from app.migrate import run_sql

ID = "2026-11-22T05:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "kept comparisons"

COLUMNS = """
ALTER TABLE upload ADD COLUMN compared_file_id BIGINT REFERENCES stored_file (id);
ALTER TABLE upload ADD COLUMN compared_key TEXT NOT NULL DEFAULT '';
"""


async def forwards() -> MigrationManager:
    """Add the columns."""
    manager = MigrationManager(migration_id=ID, app_name="portal", description=DESCRIPTION)
    manager.add_raw(run_sql(COLUMNS))
    return manager
