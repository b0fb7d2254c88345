"""Letters from unions: batches as they are posted or made, the files in them, and the letters themselves."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from app.migrate import run_sql

ID = "2026-11-21T23:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "letters from unions"

TABLES = """
CREATE TABLE letter_batch (
  id BIGINT PRIMARY KEY, union_id BIGINT NOT NULL REFERENCES trade_union (id),
  source TEXT NOT NULL CHECK (source IN ('POSTED', 'MADE')),
  state TEXT NOT NULL DEFAULT 'WORKING' CHECK (state IN ('WORKING', 'DONE')),
  spool_id BIGINT REFERENCES stored_file (id), actor_kind TEXT NOT NULL, actor_id BIGINT NOT NULL,
  actor_label TEXT NOT NULL, posted_at TIMESTAMPTZ NOT NULL, done_at TIMESTAMPTZ, total BIGINT NOT NULL DEFAULT 0,
  UNIQUE (id, union_id));
CREATE INDEX letter_batch_union ON letter_batch (union_id, posted_at);

CREATE TABLE letter (
  id BIGINT PRIMARY KEY, union_id BIGINT NOT NULL REFERENCES trade_union (id),
  employer_id BIGINT NOT NULL REFERENCES employer (id), agreement_id BIGINT, batch_id BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('START', 'STOP', 'CHANGE', 'OTHER')), title TEXT NOT NULL DEFAULT '',
  file_id BIGINT NOT NULL REFERENCES stored_file (id), size BIGINT NOT NULL, sha256 TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL, erase_on DATE NOT NULL, erased_at TIMESTAMPTZ,
  downloaded_at TIMESTAMPTZ, downloaded_by TEXT,
  CHECK ((downloaded_at IS NULL) = (downloaded_by IS NULL)),
  FOREIGN KEY (agreement_id, union_id, employer_id) REFERENCES agreement (id, union_id, employer_id),
  FOREIGN KEY (batch_id, union_id) REFERENCES letter_batch (id, union_id));
CREATE UNIQUE INDEX letter_once ON letter (union_id, employer_id, COALESCE(agreement_id, 0), sha256);
CREATE INDEX letter_employer ON letter (employer_id, erase_on);
CREATE INDEX letter_batch_letters ON letter (batch_id);
CREATE INDEX letter_erase ON letter (erase_on) WHERE erased_at IS NULL;

CREATE TABLE letter_file (
  id BIGINT PRIMARY KEY, batch_id BIGINT NOT NULL REFERENCES letter_batch (id), n BIGINT NOT NULL, name TEXT NOT NULL,
  size BIGINT NOT NULL, sha256 TEXT NOT NULL, starts_at BIGINT NOT NULL DEFAULT 0, kind TEXT NOT NULL,
  wanted TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'WAITING'
    CHECK (state IN ('WAITING', 'POSTED', 'TWICE', 'UNPLACED', 'REFUSED', 'REMOVED')),
  problem TEXT NOT NULL DEFAULT '', file_id BIGINT REFERENCES stored_file (id),
  letter_id BIGINT, UNIQUE (batch_id, n));
CREATE INDEX letter_file_state ON letter_file (batch_id, state);
"""


async def forwards() -> MigrationManager:
    """Make the tables."""
    manager = MigrationManager(migration_id=ID, app_name="portal", description=DESCRIPTION)
    manager.add_raw(run_sql(TABLES))
    return manager
