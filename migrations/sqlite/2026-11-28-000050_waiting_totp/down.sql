ALTER TABLE account_totp DROP COLUMN waiting_since;
ALTER TABLE account_totp DROP COLUMN waiting_key_id;
ALTER TABLE account_totp DROP COLUMN waiting_cipher;
