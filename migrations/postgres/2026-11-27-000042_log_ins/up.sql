-- Log-in by way of a provider (SEC-8): how each session began; log-ins that are under way, their secrets
-- encrypted; what employees are known by there, as keyed hashes.
ALTER TABLE sessions ADD COLUMN provider text;
ALTER TABLE sessions ADD COLUMN strong boolean NOT NULL DEFAULT false;

CREATE TABLE log_ins (
    state_hash bytea PRIMARY KEY,
    browser_hash bytea NOT NULL,
    provider text NOT NULL,
    secrets_cipher bytea NOT NULL,
    key_id text NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX log_ins_by_end ON log_ins (expires_at);

CREATE TABLE employee_hpr_numbers (
    employee_id uuid PRIMARY KEY REFERENCES employees (id),
    number_lookup bytea NOT NULL UNIQUE
);
