-- The chain over the access log (SEC-9): each committed entry is sealed under a key that is not here.
-- No foreign key: a seal outlives the entry that somebody removes, and tells which one it was.
CREATE TABLE access_log_seals (
    position bigint PRIMARY KEY,
    entry_id uuid NOT NULL UNIQUE,
    key_id text NOT NULL,
    mac bytea NOT NULL,
    sealed_at timestamptz NOT NULL
);

CREATE INDEX access_log_citizens_by_entry ON access_log_citizens (entry_id);

CREATE TRIGGER access_log_seals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access_log_seals EXECUTE FUNCTION append_only();
