-- The ground: streams, organisation, log-in, citizens, the trace.

CREATE TABLE meta (
    key text PRIMARY KEY,
    value text NOT NULL
);

-- A stream is a unit, or the municipality (the nil id). Its revision counts the writes (API-6).
CREATE TABLE streams (
    id uuid PRIMARY KEY,
    revision bigint NOT NULL DEFAULT 0,
    changed_at timestamptz NOT NULL
);

CREATE TABLE changes (
    stream_id uuid NOT NULL REFERENCES streams (id),
    revision bigint NOT NULL,
    ordinal integer NOT NULL,
    resource text NOT NULL,
    resource_id uuid NOT NULL,
    citizen_id uuid,
    version bigint NOT NULL,
    op text NOT NULL CHECK (op IN ('created', 'updated', 'deleted')),
    at timestamptz NOT NULL,
    PRIMARY KEY (stream_id, revision, ordinal)
);

CREATE TABLE districts (
    id uuid PRIMARY KEY,
    name text NOT NULL UNIQUE
);

CREATE TABLE units (
    id uuid PRIMARY KEY,
    district_id uuid REFERENCES districts (id),
    kind text NOT NULL CHECK (kind IN ('team', 'application_office', 'specialist_team', 'staffing_office', 'pool')),
    name text NOT NULL UNIQUE,
    base_lat double precision NOT NULL,
    base_lon double precision NOT NULL,
    version bigint NOT NULL DEFAULT 1
);

CREATE TABLE employees (
    id uuid PRIMARY KEY,
    given_name text NOT NULL,
    family_name text NOT NULL,
    profession text NOT NULL CHECK (profession IN ('nurse', 'social_educator', 'occupational_therapist', 'physiotherapist', 'healthcare_worker', 'home_helper', 'case_worker', 'assistant', 'administrative')),
    transport text NOT NULL CHECK (transport IN ('walk', 'bike', 'car')),
    phone text,
    version bigint NOT NULL DEFAULT 1
);

CREATE TABLE employee_competences (
    id uuid PRIMARY KEY,
    employee_id uuid NOT NULL REFERENCES employees (id),
    code text NOT NULL,
    valid_from date NOT NULL,
    valid_until date
);
CREATE INDEX employee_competences_by_employee ON employee_competences (employee_id);

CREATE TABLE memberships (
    id uuid PRIMARY KEY,
    employee_id uuid NOT NULL REFERENCES employees (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    role text NOT NULL CHECK (role IN ('member', 'leader', 'case_worker', 'office_leader', 'staffing', 'substitute')),
    share integer NOT NULL CHECK (share BETWEEN 0 AND 100),
    valid_from date NOT NULL,
    valid_until date,
    registered_by uuid REFERENCES employees (id),
    confirmed_at timestamptz,
    confirmed_by uuid REFERENCES employees (id),
    version bigint NOT NULL DEFAULT 1
);
CREATE INDEX memberships_by_employee ON memberships (employee_id);
CREATE INDEX memberships_by_unit ON memberships (unit_id);

CREATE TABLE municipal_roles (
    id uuid PRIMARY KEY,
    employee_id uuid NOT NULL REFERENCES employees (id),
    role text NOT NULL CHECK (role IN ('administrator', 'auditor')),
    valid_from date NOT NULL,
    valid_until date
);
CREATE INDEX municipal_roles_by_employee ON municipal_roles (employee_id);

CREATE TABLE accounts (
    id uuid PRIMARY KEY,
    employee_id uuid NOT NULL UNIQUE REFERENCES employees (id),
    user_name text NOT NULL UNIQUE,
    password_hash text NOT NULL,
    created_at timestamptz NOT NULL,
    disabled_at timestamptz
);

CREATE TABLE sessions (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts (id),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    device text,
    ended_at timestamptz,
    ended_reason text
);
CREATE INDEX sessions_by_account ON sessions (account_id);

-- Refresh tokens are opaque and kept as hashes only (SEC-7).
CREATE TABLE refresh_tokens (
    hash bytea PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES sessions (id),
    issued_at timestamptz NOT NULL,
    replaced_at timestamptz,
    successor_hash bytea,
    spent boolean NOT NULL
);
CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id);

CREATE TABLE idempotency_keys (
    account_id uuid NOT NULL,
    operation text NOT NULL,
    key text NOT NULL,
    body_hash bytea NOT NULL,
    answer bytea NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, operation, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

CREATE TABLE citizens (
    id uuid PRIMARY KEY,
    number_cipher bytea,
    number_key_id text,
    number_lookup bytea UNIQUE,
    number_masked text,
    no_number_reason text,
    given_name text NOT NULL,
    family_name text NOT NULL,
    search_name text NOT NULL,
    sort_name text NOT NULL,
    birth_date date NOT NULL,
    protection text NOT NULL CHECK (protection IN ('none', 'fortrolig', 'strengt_fortrolig', 'klientadresse')),
    postal_code text,
    details jsonb NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    CHECK ((number_cipher IS NULL) = (number_lookup IS NULL)),
    CHECK ((number_cipher IS NULL) <> (no_number_reason IS NULL))
);
CREATE INDEX citizens_by_sort_name ON citizens (sort_name, id);

-- Which unit answers for a citizen: one dated row at a time (SEC-16).
CREATE TABLE responsibilities (
    id uuid PRIMARY KEY,
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    begins_at timestamptz NOT NULL,
    ends_at timestamptz
);
CREATE INDEX responsibilities_by_unit ON responsibilities (unit_id);
CREATE INDEX responsibilities_by_citizen ON responsibilities (citizen_id);
CREATE UNIQUE INDEX one_open_responsibility ON responsibilities (citizen_id) WHERE ends_at IS NULL;

-- The access log: append-only, the database itself refuses update and delete (SEC-9).
CREATE TABLE access_log (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    employee_id uuid,
    session_id uuid,
    role text,
    unit_id uuid,
    kind text NOT NULL CHECK (kind IN ('read', 'write', 'print', 'export', 'refused')),
    operation text NOT NULL,
    document text NOT NULL,
    basis text NOT NULL,
    reason text,
    covers_until timestamptz NOT NULL
);

CREATE TABLE access_log_citizens (
    entry_id uuid NOT NULL REFERENCES access_log (id),
    citizen_id uuid NOT NULL,
    PRIMARY KEY (citizen_id, entry_id)
);

CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''the access log is append-only''; END';
CREATE TRIGGER access_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access_log EXECUTE FUNCTION append_only();
CREATE TRIGGER access_log_citizens_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access_log_citizens EXECUTE FUNCTION append_only();
