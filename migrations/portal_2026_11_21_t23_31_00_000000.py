"""Notices of start, change and stop, what employers have been told of each order, and the words of the letters."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from app.migrate import run_sql

ID = "2026-11-21T23:31:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "notices of deduction orders"

TABLES = """
CREATE TABLE letter_template (
  id BIGINT PRIMARY KEY, union_id BIGINT NOT NULL REFERENCES trade_union (id),
  kind TEXT NOT NULL CHECK (kind IN ('START', 'STOP', 'CHANGE')), language TEXT NOT NULL, title TEXT NOT NULL,
  body TEXT NOT NULL, changed_at TIMESTAMPTZ NOT NULL, changed_by TEXT NOT NULL, UNIQUE (union_id, kind, language));

CREATE TABLE told_union (
  id BIGINT PRIMARY KEY REFERENCES trade_union (id), begun_at TIMESTAMPTZ NOT NULL, begun_by TEXT NOT NULL,
  ready BOOLEAN NOT NULL DEFAULT false, cursor_at BIGINT NOT NULL DEFAULT 0, run_at TIMESTAMPTZ,
  busy_until TIMESTAMPTZ);

CREATE TABLE told_order (
  id BIGINT PRIMARY KEY, union_id BIGINT NOT NULL, employer_id BIGINT NOT NULL, agreement_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL, starts DATE NOT NULL, ends DATE, terms TEXT NOT NULL, UNIQUE (agreement_id, member_id),
  FOREIGN KEY (agreement_id, union_id, employer_id) REFERENCES agreement (id, union_id, employer_id),
  FOREIGN KEY (member_id, union_id) REFERENCES member (id, union_id));

CREATE TABLE notice (
  id BIGINT PRIMARY KEY, union_id BIGINT NOT NULL, employer_id BIGINT NOT NULL, agreement_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('START', 'STOP', 'CHANGE')), on_day DATE NOT NULL,
  terms TEXT NOT NULL, letter_id BIGINT REFERENCES letter (id), made_at TIMESTAMPTZ NOT NULL, done_at TIMESTAMPTZ,
  done_by TEXT, CHECK ((done_at IS NULL) = (done_by IS NULL)),
  FOREIGN KEY (agreement_id, union_id, employer_id) REFERENCES agreement (id, union_id, employer_id),
  FOREIGN KEY (member_id, union_id) REFERENCES member (id, union_id));
CREATE INDEX notice_employer ON notice (employer_id, made_at);
CREATE INDEX notice_union ON notice (union_id, done_at, made_at);
CREATE INDEX notice_letter ON notice (letter_id);
"""


async def forwards() -> MigrationManager:
    """Make the tables."""
    manager = MigrationManager(migration_id=ID, app_name="portal", description=DESCRIPTION)
    manager.add_raw(run_sql(TABLES))
    return manager
