"""Where retention cut the audit chain off."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from app.migrate import run_sql

ID = "2026-11-21T22:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "anchors of the audit trail"

TABLES = """
CREATE TABLE audit_anchor (seq BIGINT PRIMARY KEY, hash TEXT NOT NULL, at TIMESTAMPTZ NOT NULL);
"""


async def forwards() -> MigrationManager:
    """Make the table."""
    manager = MigrationManager(migration_id=ID, app_name="portal", description=DESCRIPTION)
    manager.add_raw(run_sql(TABLES))
    return manager
