-- The ground: streams, organisation, log-in, citizens, the trace.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- A stream is a unit, or the municipality (the nil id). Its revision counts the writes (API-6).
CREATE TABLE streams (
    id TEXT PRIMARY KEY,
    revision INTEGER NOT NULL DEFAULT 0,
    changed_at TEXT NOT NULL
) STRICT;

CREATE TABLE changes (
    stream_id TEXT NOT NULL REFERENCES streams (id),
    revision INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    resource TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    citizen_id TEXT,
    version INTEGER NOT NULL,
    op TEXT NOT NULL CHECK (op IN ('created', 'updated', 'deleted')),
    at TEXT NOT NULL,
    PRIMARY KEY (stream_id, revision, ordinal)
) STRICT;

CREATE TABLE districts (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE units (
    id TEXT PRIMARY KEY,
    district_id TEXT REFERENCES districts (id),
    kind TEXT NOT NULL CHECK (kind IN ('team', 'application_office', 'specialist_team', 'staffing_office', 'pool')),
    name TEXT NOT NULL UNIQUE,
    base_lat REAL NOT NULL,
    base_lon REAL NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE employees (
    id TEXT PRIMARY KEY,
    given_name TEXT NOT NULL,
    family_name TEXT NOT NULL,
    profession TEXT NOT NULL CHECK (profession IN ('nurse', 'social_educator', 'occupational_therapist', 'physiotherapist', 'healthcare_worker', 'home_helper', 'case_worker', 'assistant', 'administrative')),
    transport TEXT NOT NULL CHECK (transport IN ('walk', 'bike', 'car')),
    phone TEXT,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE employee_competences (
    id TEXT PRIMARY KEY,
    employee_id TEXT NOT NULL REFERENCES employees (id),
    code TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT
) STRICT;
CREATE INDEX employee_competences_by_employee ON employee_competences (employee_id);

CREATE TABLE memberships (
    id TEXT PRIMARY KEY,
    employee_id TEXT NOT NULL REFERENCES employees (id),
    unit_id TEXT NOT NULL REFERENCES units (id),
    role TEXT NOT NULL CHECK (role IN ('member', 'leader', 'case_worker', 'office_leader', 'staffing', 'substitute')),
    share INTEGER NOT NULL CHECK (share BETWEEN 0 AND 100),
    valid_from TEXT NOT NULL,
    valid_until TEXT,
    registered_by TEXT REFERENCES employees (id),
    confirmed_at TEXT,
    confirmed_by TEXT REFERENCES employees (id),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX memberships_by_employee ON memberships (employee_id);
CREATE INDEX memberships_by_unit ON memberships (unit_id);

CREATE TABLE municipal_roles (
    id TEXT PRIMARY KEY,
    employee_id TEXT NOT NULL REFERENCES employees (id),
    role TEXT NOT NULL CHECK (role IN ('administrator', 'auditor')),
    valid_from TEXT NOT NULL,
    valid_until TEXT
) STRICT;
CREATE INDEX municipal_roles_by_employee ON municipal_roles (employee_id);

CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    employee_id TEXT NOT NULL UNIQUE REFERENCES employees (id),
    user_name TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    created_at TEXT NOT NULL,
    disabled_at TEXT
) STRICT;

CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    device TEXT,
    ended_at TEXT,
    ended_reason TEXT
) STRICT;
CREATE INDEX sessions_by_account ON sessions (account_id);

-- Refresh tokens are opaque and kept as hashes only (SEC-7).
CREATE TABLE refresh_tokens (
    hash BLOB PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions (id),
    issued_at TEXT NOT NULL,
    replaced_at TEXT,
    successor_hash BLOB,
    spent INTEGER NOT NULL
) STRICT;
CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id);

CREATE TABLE idempotency_keys (
    account_id TEXT NOT NULL,
    operation TEXT NOT NULL,
    key TEXT NOT NULL,
    body_hash BLOB NOT NULL,
    answer BLOB NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (account_id, operation, key)
) STRICT;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

CREATE TABLE citizens (
    id TEXT PRIMARY KEY,
    number_cipher BLOB,
    number_key_id TEXT,
    number_lookup BLOB UNIQUE,
    number_masked TEXT,
    no_number_reason TEXT,
    given_name TEXT NOT NULL,
    family_name TEXT NOT NULL,
    search_name TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    protection TEXT NOT NULL CHECK (protection IN ('none', 'fortrolig', 'strengt_fortrolig', 'klientadresse')),
    postal_code TEXT,
    details TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    CHECK ((number_cipher IS NULL) = (number_lookup IS NULL)),
    CHECK ((number_cipher IS NULL) <> (no_number_reason IS NULL))
) STRICT;
CREATE INDEX citizens_by_sort_name ON citizens (sort_name, id);

-- Which unit answers for a citizen: one dated row at a time (SEC-16).
CREATE TABLE responsibilities (
    id TEXT PRIMARY KEY,
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    unit_id TEXT NOT NULL REFERENCES units (id),
    begins_at TEXT NOT NULL,
    ends_at TEXT
) STRICT;
CREATE INDEX responsibilities_by_unit ON responsibilities (unit_id);
CREATE INDEX responsibilities_by_citizen ON responsibilities (citizen_id);
CREATE UNIQUE INDEX one_open_responsibility ON responsibilities (citizen_id) WHERE ends_at IS NULL;

-- The access log: append-only, the database itself refuses update and delete (SEC-9).
CREATE TABLE access_log (
    id TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    employee_id TEXT,
    session_id TEXT,
    role TEXT,
    unit_id TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('read', 'write', 'print', 'export', 'refused')),
    operation TEXT NOT NULL,
    document TEXT NOT NULL,
    basis TEXT NOT NULL,
    reason TEXT,
    covers_until TEXT NOT NULL
) STRICT;

CREATE TABLE access_log_citizens (
    entry_id TEXT NOT NULL REFERENCES access_log (id),
    citizen_id TEXT NOT NULL,
    PRIMARY KEY (citizen_id, entry_id)
) STRICT;

CREATE TRIGGER access_log_no_update BEFORE UPDATE ON access_log BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
CREATE TRIGGER access_log_no_delete BEFORE DELETE ON access_log BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
CREATE TRIGGER access_log_citizens_no_update BEFORE UPDATE ON access_log_citizens BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
CREATE TRIGGER access_log_citizens_no_delete BEFORE DELETE ON access_log_citizens BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
