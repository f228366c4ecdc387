-- The chain over the access log (SEC-9): each committed entry is sealed under a key that is not here.
-- No foreign key: a seal outlives the entry that somebody removes, and tells which one it was.
CREATE TABLE access_log_seals (
    position INTEGER PRIMARY KEY,
    entry_id TEXT NOT NULL UNIQUE,
    key_id TEXT NOT NULL,
    mac BLOB NOT NULL,
    sealed_at TEXT NOT NULL
) STRICT;

CREATE INDEX access_log_citizens_by_entry ON access_log_citizens (entry_id);

CREATE TRIGGER access_log_seals_no_update BEFORE UPDATE ON access_log_seals BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
CREATE TRIGGER access_log_seals_no_delete BEFORE DELETE ON access_log_seals BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
-- INSERT OR REPLACE takes a row away without asking the triggers on delete.
CREATE TRIGGER access_log_no_replace BEFORE INSERT ON access_log WHEN EXISTS (SELECT 1 FROM access_log WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
CREATE TRIGGER access_log_citizens_no_replace BEFORE INSERT ON access_log_citizens WHEN EXISTS (SELECT 1 FROM access_log_citizens WHERE citizen_id = NEW.citizen_id AND entry_id = NEW.entry_id) BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
CREATE TRIGGER access_log_seals_no_replace BEFORE INSERT ON access_log_seals WHEN EXISTS (SELECT 1 FROM access_log_seals WHERE position = NEW.position OR entry_id = NEW.entry_id) BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
