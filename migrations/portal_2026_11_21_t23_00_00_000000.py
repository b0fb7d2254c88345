"""Reading what employers send: the readings of an upload's files, what is settled in them, and what is remembered."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from app.migrate import run_sql

ID = "2026-11-21T23:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "readings of uploaded files"

TABLES = """
ALTER TABLE upload ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE upload ADD COLUMN choices TEXT;
ALTER TABLE upload ADD COLUMN accepted_at TIMESTAMPTZ;
ALTER TABLE upload_file ADD COLUMN removed_at TIMESTAMPTZ;

CREATE TABLE reading (
  id BIGINT PRIMARY KEY, upload_id BIGINT NOT NULL REFERENCES upload (id),
  upload_file_id BIGINT NOT NULL UNIQUE REFERENCES upload_file (id),
  state TEXT NOT NULL DEFAULT 'WAITING'
    CHECK (state IN ('WAITING', 'READING', 'ASK', 'READ', 'UNREADABLE', 'CANCELLED')),
  answers TEXT, recalled BOOLEAN NOT NULL DEFAULT false, fingerprint TEXT NOT NULL DEFAULT '',
  result_file_id BIGINT REFERENCES stored_file (id), attempts BIGINT NOT NULL DEFAULT 0,
  asked_at TIMESTAMPTZ NOT NULL, started_at TIMESTAMPTZ, done_at TIMESTAMPTZ);
CREATE INDEX reading_state ON reading (state, asked_at);
CREATE INDEX reading_upload ON reading (upload_id);

CREATE TABLE mapping (
  id BIGINT PRIMARY KEY, employer_id BIGINT NOT NULL REFERENCES employer (id), fingerprint TEXT NOT NULL,
  answers TEXT NOT NULL, confirmed_by TEXT NOT NULL, confirmed_at TIMESTAMPTZ NOT NULL, uses BIGINT NOT NULL DEFAULT 0,
  UNIQUE (employer_id, fingerprint));
CREATE INDEX mapping_fingerprint ON mapping (fingerprint);
"""


async def forwards() -> MigrationManager:
    """Make the tables."""
    manager = MigrationManager(migration_id=ID, app_name="portal", description=DESCRIPTION)
    manager.add_raw(run_sql(TABLES))
    return manager
