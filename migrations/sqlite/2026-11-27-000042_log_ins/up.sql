-- Log-in by way of a provider (SEC-8): how each session began; log-ins that are under way, their secrets
-- encrypted; what employees are known by there, as keyed hashes.
ALTER TABLE sessions ADD COLUMN provider TEXT;
ALTER TABLE sessions ADD COLUMN strong INTEGER NOT NULL DEFAULT 0;

CREATE TABLE log_ins (
    state_hash BLOB PRIMARY KEY,
    browser_hash BLOB NOT NULL,
    provider TEXT NOT NULL,
    secrets_cipher BLOB NOT NULL,
    key_id TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX log_ins_by_end ON log_ins (expires_at);

CREATE TABLE employee_hpr_numbers (
    employee_id TEXT PRIMARY KEY REFERENCES employees (id),
    number_lookup BLOB NOT NULL UNIQUE
) STRICT;
