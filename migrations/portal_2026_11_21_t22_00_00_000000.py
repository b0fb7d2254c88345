"""The portal's first tables.

`{sorted}` makes PostgreSQL compare `name_sort` bytewise, as SQLite does.  Ids are made by the app (60 bits).  Whatever
belongs to a list carries its union and employer, and its foreign key says that they agree.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from app.migrate import run_sql

ID = "2026-11-21T22:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "first tables"

TABLES = """
CREATE TABLE trade_union (
  id BIGINT PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, orgnr TEXT NOT NULL,
  email TEXT NOT NULL DEFAULT '', phone TEXT NOT NULL DEFAULT '', account_no TEXT NOT NULL DEFAULT '',
  aliases TEXT NOT NULL DEFAULT '[]', policy TEXT NOT NULL DEFAULT '{}', brand TEXT NOT NULL DEFAULT '{}',
  next_list_number BIGINT NOT NULL DEFAULT 100001);

CREATE TABLE employer (
  id BIGINT PRIMARY KEY, orgnr TEXT NOT NULL UNIQUE, name TEXT NOT NULL, name_fold TEXT NOT NULL,
  address TEXT NOT NULL DEFAULT '', postcode TEXT NOT NULL DEFAULT '', city TEXT NOT NULL DEFAULT '',
  created_at TIMESTAMPTZ NOT NULL);
CREATE INDEX employer_name ON employer (name_fold);

CREATE TABLE agreement (
  id BIGINT PRIMARY KEY, union_id BIGINT NOT NULL REFERENCES trade_union (id),
  employer_id BIGINT NOT NULL REFERENCES employer (id), employer_ref TEXT NOT NULL, name TEXT NOT NULL DEFAULT '',
  channel TEXT NOT NULL DEFAULT 'PORTAL' CHECK (channel IN ('PORTAL', 'HUB')),
  invoice_address TEXT NOT NULL DEFAULT '', kid_per TEXT NOT NULL DEFAULT 'LIST' CHECK (kid_per IN ('LIST', 'AGREEMENT')),
  kid TEXT NOT NULL DEFAULT '', fund BOOLEAN NOT NULL DEFAULT false, created_at TIMESTAMPTZ NOT NULL,
  UNIQUE (union_id, employer_ref), UNIQUE (id, union_id, employer_id));
CREATE INDEX agreement_employer ON agreement (employer_id);

CREATE TABLE contact (
  id BIGINT PRIMARY KEY, agreement_id BIGINT NOT NULL REFERENCES agreement (id), name TEXT NOT NULL,
  email TEXT NOT NULL DEFAULT '', mobile TEXT NOT NULL DEFAULT '', purposes TEXT NOT NULL DEFAULT '[]');
CREATE INDEX contact_agreement ON contact (agreement_id);

CREATE TABLE portal_user (
  id BIGINT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('EMPLOYER', 'STAFF', 'OPERATOR')),
  email TEXT NOT NULL, email_fold TEXT NOT NULL UNIQUE, name TEXT NOT NULL, mobile TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT 'nb', password_hash TEXT, active BOOLEAN NOT NULL DEFAULT true,
  last_employer_id BIGINT, created_at TIMESTAMPTZ NOT NULL, signed_in_at TIMESTAMPTZ);

CREATE TABLE access_grant (
  id BIGINT PRIMARY KEY, user_id BIGINT NOT NULL REFERENCES portal_user (id), agreement_id BIGINT NOT NULL,
  union_id BIGINT NOT NULL, employer_id BIGINT NOT NULL, role TEXT NOT NULL CHECK (role IN ('SUBMIT', 'MANAGE')),
  given_at TIMESTAMPTZ NOT NULL, given_by TEXT NOT NULL,
  UNIQUE (user_id, agreement_id),
  FOREIGN KEY (agreement_id, union_id, employer_id) REFERENCES agreement (id, union_id, employer_id));
CREATE INDEX access_grant_employer ON access_grant (user_id, employer_id);

CREATE TABLE staff_role (
  id BIGINT PRIMARY KEY, user_id BIGINT NOT NULL REFERENCES portal_user (id),
  union_id BIGINT NOT NULL REFERENCES trade_union (id),
  role TEXT NOT NULL CHECK (role IN ('READ', 'HANDLE', 'ADMINISTER')), UNIQUE (user_id, union_id));

CREATE TABLE user_session (
  id BIGINT PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, kind TEXT NOT NULL CHECK (kind IN ('USER', 'STAFF', 'LIST')),
  user_id BIGINT REFERENCES portal_user (id), list_id BIGINT, created_at TIMESTAMPTZ NOT NULL,
  seen_at TIMESTAMPTZ NOT NULL, expires_at TIMESTAMPTZ NOT NULL, ended_at TIMESTAMPTZ,
  step_up_until TIMESTAMPTZ, network TEXT NOT NULL DEFAULT '', agent TEXT NOT NULL DEFAULT '',
  CHECK ((user_id IS NULL) <> (list_id IS NULL)));
CREATE INDEX user_session_user ON user_session (user_id);

CREATE TABLE held_form (
  id BIGINT PRIMARY KEY, flow_hash TEXT NOT NULL UNIQUE, user_id BIGINT NOT NULL, path TEXT NOT NULL,
  body TEXT NOT NULL, held_at TIMESTAMPTZ NOT NULL, expires_at TIMESTAMPTZ NOT NULL);

CREATE TABLE rate_limit (
  id TEXT PRIMARY KEY, count BIGINT NOT NULL, window_start TIMESTAMPTZ NOT NULL, expires_at TIMESTAMPTZ NOT NULL);
CREATE INDEX rate_limit_expires ON rate_limit (expires_at);

CREATE TABLE member (
  id BIGINT PRIMARY KEY, union_id BIGINT NOT NULL REFERENCES trade_union (id), member_no TEXT NOT NULL,
  national_id TEXT, national_id_index TEXT, name TEXT NOT NULL, name_sort TEXT {sorted} NOT NULL, name_fold TEXT NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL, UNIQUE (union_id, member_no), UNIQUE (id, union_id));
CREATE INDEX member_national_id ON member (union_id, national_id_index);

CREATE TABLE deduction_order (
  id BIGINT PRIMARY KEY, member_id BIGINT NOT NULL, agreement_id BIGINT NOT NULL, union_id BIGINT NOT NULL,
  employer_id BIGINT NOT NULL, starts DATE NOT NULL, ends DATE,
  basis TEXT NOT NULL DEFAULT 'FIXED' CHECK (basis IN ('FIXED', 'PERCENT')),
  dues BIGINT NOT NULL DEFAULT 0, insurance BIGINT NOT NULL DEFAULT 0, ou BIGINT NOT NULL DEFAULT 0,
  local BIGINT NOT NULL DEFAULT 0, rate BIGINT, floor BIGINT, cap BIGINT, updated_at TIMESTAMPTZ NOT NULL,
  UNIQUE (member_id, agreement_id, starts), CHECK (ends IS NULL OR ends >= starts),
  CHECK (basis = 'FIXED' OR rate IS NOT NULL),
  FOREIGN KEY (member_id, union_id) REFERENCES member (id, union_id),
  FOREIGN KEY (agreement_id, union_id, employer_id) REFERENCES agreement (id, union_id, employer_id));
CREATE INDEX deduction_order_agreement ON deduction_order (agreement_id);

CREATE TABLE deduction_list (
  id BIGINT PRIMARY KEY, union_id BIGINT NOT NULL, employer_id BIGINT NOT NULL, agreement_id BIGINT NOT NULL,
  period TEXT NOT NULL, list_number BIGINT NOT NULL,
  state TEXT NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'SENT', 'PROCESSED', 'SETTLED')),
  revision BIGINT NOT NULL DEFAULT 1, version BIGINT NOT NULL DEFAULT 1, to_key BOOLEAN NOT NULL DEFAULT false,
  reopen_asked BOOLEAN NOT NULL DEFAULT false, invoiced BIGINT, kid TEXT NOT NULL DEFAULT '', due_on DATE NOT NULL,
  comment TEXT, made_at TIMESTAMPTZ NOT NULL, opened_at TIMESTAMPTZ, sent_at TIMESTAMPTZ,
  next_line BIGINT NOT NULL DEFAULT 1, people BIGINT NOT NULL DEFAULT 0, expected BIGINT NOT NULL DEFAULT 0,
  unknown BIGINT NOT NULL DEFAULT 0, deducted BIGINT NOT NULL DEFAULT 0, changed BIGINT NOT NULL DEFAULT 0,
  ended BIGINT NOT NULL DEFAULT 0, added BIGINT NOT NULL DEFAULT 0, not_deducted BIGINT NOT NULL DEFAULT 0, problems BIGINT NOT NULL DEFAULT 0,
  UNIQUE (agreement_id, period), UNIQUE (union_id, list_number), UNIQUE (id, union_id, employer_id),
  FOREIGN KEY (agreement_id, union_id, employer_id) REFERENCES agreement (id, union_id, employer_id));
CREATE INDEX deduction_list_employer ON deduction_list (employer_id, period);
CREATE INDEX deduction_list_union ON deduction_list (union_id, period, state);

CREATE TABLE deduction_line (
  id BIGINT PRIMARY KEY, list_id BIGINT NOT NULL, n BIGINT NOT NULL, union_id BIGINT NOT NULL,
  employer_id BIGINT NOT NULL, member_id BIGINT, member_no TEXT NOT NULL DEFAULT '', name TEXT NOT NULL,
  name_fold TEXT NOT NULL, national_id TEXT, national_id_index TEXT,
  dues BIGINT NOT NULL DEFAULT 0, insurance BIGINT NOT NULL DEFAULT 0, ou BIGINT NOT NULL DEFAULT 0,
  local BIGINT NOT NULL DEFAULT 0, expected BIGINT, floor BIGINT, cap BIGINT, last_month BIGINT, deducted BIGINT,
  end_on DATE, end_reason TEXT, comment TEXT,
  origin TEXT NOT NULL DEFAULT 'PREFILLED' CHECK (origin IN ('PREFILLED', 'ADDED', 'FILE')),
  status TEXT NOT NULL DEFAULT 'SAME' CHECK (status IN ('SAME', 'CHANGED', 'ENDED', 'ADDED')),
  problem TEXT, version BIGINT NOT NULL DEFAULT 1, UNIQUE (list_id, n),
  CHECK ((end_on IS NULL) = (end_reason IS NULL)),
  CHECK (deducted IS NULL OR deducted BETWEEN -10000000 AND 10000000),
  FOREIGN KEY (list_id, union_id, employer_id) REFERENCES deduction_list (id, union_id, employer_id));
CREATE INDEX deduction_line_member ON deduction_line (member_id);

CREATE TABLE line_change (
  id BIGINT PRIMARY KEY, list_id BIGINT NOT NULL, n BIGINT NOT NULL, union_id BIGINT NOT NULL,
  employer_id BIGINT NOT NULL, revision BIGINT NOT NULL, field TEXT NOT NULL, old TEXT, previous TEXT, new TEXT,
  line_version BIGINT NOT NULL, actor_kind TEXT NOT NULL, actor_id BIGINT NOT NULL, actor_label TEXT NOT NULL,
  started_at TIMESTAMPTZ NOT NULL, changed_at TIMESTAMPTZ NOT NULL, batch BIGINT NOT NULL, undone BOOLEAN NOT NULL DEFAULT false,
  FOREIGN KEY (list_id, union_id, employer_id) REFERENCES deduction_list (id, union_id, employer_id));
CREATE INDEX line_change_list ON line_change (list_id, changed_at);

CREATE TABLE stored_file (
  id BIGINT PRIMARY KEY, kind TEXT NOT NULL, place TEXT NOT NULL UNIQUE, size BIGINT NOT NULL, sha256 TEXT NOT NULL,
  kept_at TIMESTAMPTZ NOT NULL, erase_on DATE, erased_at TIMESTAMPTZ);
CREATE INDEX stored_file_erase ON stored_file (erase_on);

CREATE TABLE upload (
  id BIGINT PRIMARY KEY, employer_id BIGINT NOT NULL REFERENCES employer (id), period TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'RECEIVED', remark TEXT, actor_kind TEXT NOT NULL, actor_id BIGINT NOT NULL,
  actor_label TEXT NOT NULL, received_at TIMESTAMPTZ NOT NULL, sent_at TIMESTAMPTZ);
CREATE INDEX upload_employer ON upload (employer_id, period);

CREATE TABLE upload_list (
  id BIGINT PRIMARY KEY, upload_id BIGINT NOT NULL REFERENCES upload (id),
  list_id BIGINT NOT NULL REFERENCES deduction_list (id), UNIQUE (upload_id, list_id));
CREATE INDEX upload_list_list ON upload_list (list_id);

CREATE TABLE upload_file (
  id BIGINT PRIMARY KEY, upload_id BIGINT NOT NULL REFERENCES upload (id), n BIGINT NOT NULL,
  file_id BIGINT NOT NULL REFERENCES stored_file (id), name TEXT NOT NULL, size BIGINT NOT NULL,
  format TEXT NOT NULL DEFAULT '', macros BOOLEAN NOT NULL DEFAULT false, UNIQUE (upload_id, n));

CREATE TABLE submission (
  id BIGINT PRIMARY KEY, list_id BIGINT NOT NULL, union_id BIGINT NOT NULL, employer_id BIGINT NOT NULL,
  period TEXT NOT NULL, revision BIGINT NOT NULL, receipt_no TEXT NOT NULL UNIQUE, kind TEXT NOT NULL DEFAULT 'LIST'
    CHECK (kind IN ('LIST', 'NONE', 'FILE')), reason TEXT,
  people BIGINT NOT NULL, expected BIGINT NOT NULL, unknown BIGINT NOT NULL, deducted BIGINT, changed BIGINT NOT NULL,
  ended BIGINT NOT NULL, added BIGINT NOT NULL, not_deducted BIGINT NOT NULL, invoiced BIGINT, kid TEXT NOT NULL,
  due_on DATE NOT NULL, comment TEXT, lines TEXT NOT NULL, digest TEXT NOT NULL, actor_kind TEXT NOT NULL,
  actor_id BIGINT NOT NULL, actor_label TEXT NOT NULL, sent_at TIMESTAMPTZ NOT NULL, UNIQUE (list_id, revision),
  FOREIGN KEY (list_id, union_id, employer_id) REFERENCES deduction_list (id, union_id, employer_id));
CREATE INDEX submission_employer ON submission (employer_id, sent_at);

CREATE TABLE reopening (
  id BIGINT PRIMARY KEY, list_id BIGINT NOT NULL, union_id BIGINT NOT NULL, employer_id BIGINT NOT NULL,
  revision BIGINT NOT NULL, reason TEXT NOT NULL, asked_by TEXT NOT NULL, asked_at TIMESTAMPTZ NOT NULL,
  decided_by TEXT, decided_at TIMESTAMPTZ, granted BOOLEAN, answer TEXT,
  CHECK ((decided_at IS NULL) = (granted IS NULL)), UNIQUE (list_id, revision),
  FOREIGN KEY (list_id, union_id, employer_id) REFERENCES deduction_list (id, union_id, employer_id));

CREATE TABLE message (
  id BIGINT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('EMAIL', 'SMS')), template TEXT NOT NULL,
  language TEXT NOT NULL, user_id BIGINT, recipient TEXT NOT NULL, values_sealed TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'SENT', 'FAILED')), dedupe TEXT UNIQUE,
  queued_at TIMESTAMPTZ NOT NULL, sent_at TIMESTAMPTZ, attempts BIGINT NOT NULL DEFAULT 0, problem TEXT NOT NULL DEFAULT '');
CREATE INDEX message_state ON message (state, queued_at);

CREATE TABLE outbox (
  id BIGINT PRIMARY KEY, kind TEXT NOT NULL, payload TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'READY' CHECK (state IN ('READY', 'RUNNING', 'DONE', 'DEAD')), dedupe TEXT UNIQUE,
  run_after TIMESTAMPTZ NOT NULL, lease_until TIMESTAMPTZ, attempts BIGINT NOT NULL DEFAULT 0,
  problem TEXT NOT NULL DEFAULT '', made_at TIMESTAMPTZ NOT NULL, done_at TIMESTAMPTZ);
CREATE INDEX outbox_ready ON outbox (state, run_after);

CREATE TABLE schedule (
  name TEXT PRIMARY KEY, next_run TIMESTAMPTZ NOT NULL, last_run TIMESTAMPTZ);

CREATE TABLE audit_event (
  id BIGINT PRIMARY KEY, seq BIGINT UNIQUE, at TIMESTAMPTZ NOT NULL, actor_kind TEXT NOT NULL, actor_id BIGINT NOT NULL,
  actor_label TEXT NOT NULL, network TEXT NOT NULL DEFAULT '', union_id BIGINT, employer_id BIGINT, event TEXT NOT NULL,
  object_kind TEXT NOT NULL, object_id BIGINT NOT NULL, outcome TEXT NOT NULL DEFAULT 'ok',
  details TEXT NOT NULL DEFAULT '{}', prev_hash TEXT, hash TEXT);
CREATE INDEX audit_event_object ON audit_event (object_kind, object_id);
CREATE INDEX audit_event_union ON audit_event (union_id, at);

CREATE TABLE import_run (
  id BIGINT PRIMARY KEY, union_id BIGINT NOT NULL REFERENCES trade_union (id), kind TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'RUNNING', actor_label TEXT NOT NULL, started_at TIMESTAMPTZ NOT NULL,
  ended_at TIMESTAMPTZ, cursor_at BIGINT NOT NULL DEFAULT 0, total BIGINT NOT NULL DEFAULT 0, outcome TEXT NOT NULL DEFAULT '{}');
"""


async def forwards() -> MigrationManager:
    """Make the tables."""
    manager = MigrationManager(migration_id=ID, app_name="portal", description=DESCRIPTION)
    manager.add_raw(run_sql(TABLES))
    return manager
