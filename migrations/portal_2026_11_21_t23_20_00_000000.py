"""Every way in: one-time codes, second factors, devices, declarations, list codes, access requests and invitations."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from app.migrate import run_sql

ID = "2026-11-21T23:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "getting in"

TABLES = """
ALTER TABLE portal_user ADD COLUMN mobile_verified_at TIMESTAMPTZ;
ALTER TABLE user_session ADD COLUMN cleared BIGINT NOT NULL DEFAULT 0;
ALTER TABLE deduction_list ADD COLUMN sign_in_code TEXT NOT NULL DEFAULT '';
ALTER TABLE deduction_list ADD COLUMN settled_on DATE;
ALTER TABLE deduction_list ADD COLUMN settled_amount BIGINT;

CREATE TABLE one_time_code (
  id BIGINT PRIMARY KEY, flow_hash TEXT NOT NULL, purpose TEXT NOT NULL
    CHECK (purpose IN ('ACTIVATE', 'RESET', 'FACTOR', 'MOBILE', 'EMAIL', 'LIST')),
  address TEXT NOT NULL, user_id BIGINT, list_id BIGINT, code_hash TEXT NOT NULL DEFAULT '',
  tries BIGINT NOT NULL DEFAULT 0, asked_at TIMESTAMPTZ NOT NULL, expires_at TIMESTAMPTZ NOT NULL, used_at TIMESTAMPTZ,
  UNIQUE (flow_hash, purpose));
CREATE INDEX one_time_code_expires ON one_time_code (expires_at);

CREATE TABLE sign_in_step (
  id BIGINT PRIMARY KEY, flow_hash TEXT NOT NULL UNIQUE, user_id BIGINT NOT NULL REFERENCES portal_user (id),
  purpose TEXT NOT NULL CHECK (purpose IN ('SIGN_IN', 'ACTIVATE', 'RESET')), password_hash TEXT,
  onwards TEXT NOT NULL DEFAULT '/', begun_at TIMESTAMPTZ NOT NULL, expires_at TIMESTAMPTZ NOT NULL);

CREATE TABLE device (
  id BIGINT PRIMARY KEY, user_id BIGINT NOT NULL REFERENCES portal_user (id), token_hash TEXT NOT NULL,
  agent TEXT NOT NULL DEFAULT '', network TEXT NOT NULL DEFAULT '', known_at TIMESTAMPTZ NOT NULL,
  seen_at TIMESTAMPTZ NOT NULL, remembered_until TIMESTAMPTZ, UNIQUE (token_hash, user_id));
CREATE INDEX device_user ON device (user_id);

CREATE TABLE authenticator (
  id BIGINT PRIMARY KEY, user_id BIGINT NOT NULL UNIQUE REFERENCES portal_user (id), secret TEXT NOT NULL,
  last_step BIGINT NOT NULL DEFAULT 0, made_at TIMESTAMPTZ NOT NULL, confirmed_at TIMESTAMPTZ);

CREATE TABLE recovery_code (
  id BIGINT PRIMARY KEY, user_id BIGINT NOT NULL REFERENCES portal_user (id), code_hash TEXT NOT NULL,
  made_at TIMESTAMPTZ NOT NULL, used_at TIMESTAMPTZ);
CREATE INDEX recovery_code_user ON recovery_code (user_id);

CREATE TABLE declaration (
  id BIGINT PRIMARY KEY, seq BIGINT NOT NULL UNIQUE, union_id BIGINT NOT NULL REFERENCES trade_union (id),
  version BIGINT NOT NULL, texts TEXT NOT NULL, published_at TIMESTAMPTZ NOT NULL, published_by TEXT NOT NULL,
  UNIQUE (union_id, version));

CREATE TABLE declaration_acceptance (
  id BIGINT PRIMARY KEY, declaration_id BIGINT NOT NULL REFERENCES declaration (id), user_id BIGINT, list_id BIGINT,
  session_id BIGINT NOT NULL, name TEXT NOT NULL, language TEXT NOT NULL, digest TEXT NOT NULL,
  network TEXT NOT NULL DEFAULT '', accepted_at TIMESTAMPTZ NOT NULL, UNIQUE (declaration_id, user_id),
  CHECK ((user_id IS NULL) <> (list_id IS NULL)));
CREATE INDEX declaration_acceptance_user ON declaration_acceptance (user_id);
CREATE INDEX declaration_acceptance_session ON declaration_acceptance (session_id);

CREATE TABLE one_time_link (
  id BIGINT PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, user_id BIGINT NOT NULL REFERENCES portal_user (id),
  made_at TIMESTAMPTZ NOT NULL, expires_at TIMESTAMPTZ NOT NULL, used_at TIMESTAMPTZ);

CREATE TABLE access_request (
  id BIGINT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, email_fold TEXT NOT NULL,
  mobile TEXT NOT NULL DEFAULT '', note TEXT, user_id BIGINT, language TEXT NOT NULL DEFAULT 'nb',
  asked_at TIMESTAMPTZ NOT NULL);
CREATE INDEX access_request_email ON access_request (email_fold);

CREATE TABLE access_request_part (
  id BIGINT PRIMARY KEY, request_id BIGINT NOT NULL REFERENCES access_request (id), orgnr TEXT NOT NULL,
  employer_name TEXT NOT NULL DEFAULT '', union_id BIGINT NOT NULL REFERENCES trade_union (id),
  state TEXT NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'GIVEN', 'REFUSED')),
  role TEXT, reason TEXT, decided_by TEXT, decided_at TIMESTAMPTZ, UNIQUE (request_id, orgnr, union_id),
  CHECK ((state = 'WAITING') = (decided_at IS NULL)));
CREATE INDEX access_request_part_union ON access_request_part (union_id, state);
CREATE INDEX access_request_part_orgnr ON access_request_part (orgnr, state);

CREATE TABLE invitation (
  id BIGINT PRIMARY KEY, employer_id BIGINT NOT NULL REFERENCES employer (id),
  user_id BIGINT NOT NULL REFERENCES portal_user (id), role TEXT NOT NULL CHECK (role IN ('SUBMIT', 'MANAGE')),
  token_hash TEXT NOT NULL UNIQUE, invited_by_id BIGINT NOT NULL, invited_by TEXT NOT NULL,
  invited_at TIMESTAMPTZ NOT NULL, expires_at TIMESTAMPTZ NOT NULL, accepted_at TIMESTAMPTZ, withdrawn_at TIMESTAMPTZ);
CREATE INDEX invitation_employer ON invitation (employer_id);

CREATE TABLE invitation_agreement (
  id BIGINT PRIMARY KEY, invitation_id BIGINT NOT NULL REFERENCES invitation (id), agreement_id BIGINT NOT NULL,
  union_id BIGINT NOT NULL, employer_id BIGINT NOT NULL, UNIQUE (invitation_id, agreement_id),
  FOREIGN KEY (agreement_id, union_id, employer_id) REFERENCES agreement (id, union_id, employer_id));

CREATE TABLE access_review (
  id BIGINT PRIMARY KEY, employer_id BIGINT NOT NULL UNIQUE REFERENCES employer (id), asked_at TIMESTAMPTZ,
  reviewed_at TIMESTAMPTZ, reviewed_by TEXT NOT NULL DEFAULT '');
"""


async def forwards() -> MigrationManager:
    """Make the tables."""
    manager = MigrationManager(migration_id=ID, app_name="portal", description=DESCRIPTION)
    manager.add_raw(run_sql(TABLES))
    return manager
