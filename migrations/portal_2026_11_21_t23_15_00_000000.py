"""Answers about members who were not deducted: only what an employer said is kept, who is missing is derived."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from app.migrate import run_sql

ID = "2026-11-21T23:15:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "answers about members not deducted"

TABLES = """
CREATE TABLE answer (
  id BIGINT PRIMARY KEY, union_id BIGINT NOT NULL, employer_id BIGINT NOT NULL, agreement_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL, reason TEXT NOT NULL, from_on DATE NOT NULL, until_on DATE,
  first_period TEXT NOT NULL, last_period TEXT, comment TEXT,
  actor_kind TEXT NOT NULL, actor_id BIGINT NOT NULL, actor_label TEXT NOT NULL, given_at TIMESTAMPTZ NOT NULL,
  withdrawn_at TIMESTAMPTZ, withdrawn_by TEXT, noted_at TIMESTAMPTZ, noted_by TEXT,
  CHECK (until_on IS NULL OR until_on >= from_on), CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)),
  CHECK ((noted_at IS NULL) = (noted_by IS NULL)),
  FOREIGN KEY (agreement_id, union_id, employer_id) REFERENCES agreement (id, union_id, employer_id),
  FOREIGN KEY (member_id, union_id) REFERENCES member (id, union_id));
CREATE INDEX answer_agreement ON answer (agreement_id, member_id);
CREATE INDEX answer_union ON answer (union_id, given_at);
CREATE INDEX deduction_line_not_deducted ON deduction_line (list_id) WHERE deducted = 0;
"""


async def forwards() -> MigrationManager:
    """Make the table."""
    manager = MigrationManager(migration_id=ID, app_name="portal", description=DESCRIPTION)
    manager.add_raw(run_sql(TABLES))
    return manager
