DROP TABLE password_resets;
DROP TABLE recovery_codes;
DROP TABLE account_totp;
