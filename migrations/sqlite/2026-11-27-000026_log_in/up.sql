-- Log-in (SEC-6): code generators with encrypted secrets, recovery codes and one-time links as hashes.
CREATE TABLE account_totp (
    account_id TEXT PRIMARY KEY REFERENCES accounts (id),
    secret_cipher BLOB NOT NULL,
    key_id TEXT NOT NULL,
    created_at TEXT NOT NULL,
    confirmed_at TEXT,
    last_step INTEGER NOT NULL
) STRICT;

CREATE TABLE recovery_codes (
    hash BLOB PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    made_at TEXT NOT NULL,
    used_at TEXT
) STRICT;
CREATE INDEX recovery_codes_by_account ON recovery_codes (account_id);

CREATE TABLE password_resets (
    hash BLOB PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL REFERENCES employees (id),
    expires_at TEXT NOT NULL,
    used_at TEXT,
    forgets_totp INTEGER NOT NULL
) STRICT;
CREATE INDEX password_resets_by_account ON password_resets (account_id);
