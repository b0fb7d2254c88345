"""Proof of what retention has let go."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from app.migrate import run_sql

ID = "2026-11-21T23:32:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "what retention has let go"

TABLES = """
CREATE TABLE retention_run (
  id BIGINT PRIMARY KEY, night BIGINT NOT NULL, rule TEXT NOT NULL, union_id BIGINT, before_at TIMESTAMPTZ NOT NULL,
  gone BIGINT NOT NULL DEFAULT 0, started_at TIMESTAMPTZ NOT NULL, ended_at TIMESTAMPTZ);
CREATE INDEX retention_run_started ON retention_run (started_at);
CREATE INDEX message_queued ON message (queued_at);
CREATE INDEX line_change_changed ON line_change (changed_at);
CREATE INDEX notice_made ON notice (made_at);
CREATE INDEX submission_sent ON submission (union_id, sent_at);
"""


async def forwards() -> MigrationManager:
    """Make the table."""
    manager = MigrationManager(migration_id=ID, app_name="portal", description=DESCRIPTION)
    manager.add_raw(run_sql(TABLES))
    return manager
