-- Log-in (SEC-6): code generators with encrypted secrets, recovery codes and one-time links as hashes.
CREATE TABLE account_totp (
    account_id uuid PRIMARY KEY REFERENCES accounts (id),
    secret_cipher bytea NOT NULL,
    key_id text NOT NULL,
    created_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    last_step bigint NOT NULL
);

CREATE TABLE recovery_codes (
    hash bytea PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts (id),
    made_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX recovery_codes_by_account ON recovery_codes (account_id);

CREATE TABLE password_resets (
    hash bytea PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts (id),
    made_at timestamptz NOT NULL,
    made_by uuid NOT NULL REFERENCES employees (id),
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    forgets_totp boolean NOT NULL
);
CREATE INDEX password_resets_by_account ON password_resets (account_id);
