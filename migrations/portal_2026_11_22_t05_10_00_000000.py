"""Files that are taken out of a list again."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from app.migrate import run_sql

ID = "2026-11-22T05:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "files taken back"

COLUMNS = """
ALTER TABLE upload_list ADD COLUMN joined BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE upload_list ADD COLUMN taken_back_at TIMESTAMPTZ;
"""


async def forwards() -> MigrationManager:
    """Add the columns."""
    manager = MigrationManager(migration_id=ID, app_name="portal", description=DESCRIPTION)
    manager.add_raw(run_sql(COLUMNS))
    return manager
