-- A code generator that is to replace another waits beside it for its first code (SEC-6): until then log-in goes on
-- asking for the old one.
ALTER TABLE account_totp ADD COLUMN waiting_cipher BLOB;
ALTER TABLE account_totp ADD COLUMN waiting_key_id TEXT;
ALTER TABLE account_totp ADD COLUMN waiting_since TEXT;
