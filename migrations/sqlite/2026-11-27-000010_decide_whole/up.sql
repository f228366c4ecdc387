-- Decide, whole: when a vedtak is final, quotas that change, and which citizen an employee is.

-- The first day on which the time to appeal is over and no appeal is open; until then the unit that
-- decided keeps its access to the case (SEC-2, R-VED-9). What was signed before is left final.
ALTER TABLE vedtak ADD COLUMN final_on TEXT;
UPDATE vedtak SET final_on = '1970-01-01' WHERE signature IS NOT NULL;
CREATE INDEX vedtak_by_desk_until_final ON vedtak (handling_unit_id, final_on);

-- When what it says was last changed: a statement given before that was given on other words (R-VED-3).
ALTER TABLE vedtak ADD COLUMN edited_at TEXT;

-- Another number of places from a day on; a quota is never edited (R-VED-2).
CREATE TABLE quota_changes (
    id TEXT PRIMARY KEY,
    quota_id TEXT NOT NULL REFERENCES quotas (id),
    places INTEGER NOT NULL CHECK (places >= 0),
    begins_on TEXT NOT NULL,
    decision TEXT NOT NULL,
    registered_by TEXT NOT NULL REFERENCES employees (id),
    registered_at TEXT NOT NULL
) STRICT;
CREATE INDEX quota_changes_by_quota ON quota_changes (quota_id, registered_at);

-- The keyed hash of an employee's national number, never the number itself: enough to see that a case
-- is her own (R-VED-5).
CREATE TABLE employee_numbers (
    employee_id TEXT PRIMARY KEY REFERENCES employees (id),
    number_lookup BLOB NOT NULL UNIQUE
) STRICT;

CREATE TRIGGER quota_changes_update_refused BEFORE UPDATE ON quota_changes BEGIN SELECT RAISE(ABORT, 'quota_changes is never changed'); END;
CREATE TRIGGER quota_changes_delete_refused BEFORE DELETE ON quota_changes BEGIN SELECT RAISE(ABORT, 'quota_changes is never changed'); END;
