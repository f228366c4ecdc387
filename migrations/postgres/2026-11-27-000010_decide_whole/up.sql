-- Decide, whole: when a vedtak is final, quotas that change, and which citizen an employee is.

-- The first day on which the time to appeal is over and no appeal is open; until then the unit that
-- decided keeps its access to the case (SEC-2, R-VED-9). What was signed before is left final.
ALTER TABLE vedtak ADD COLUMN final_on date;
UPDATE vedtak SET final_on = '1970-01-01' WHERE signature IS NOT NULL;
CREATE INDEX vedtak_by_desk_until_final ON vedtak (handling_unit_id, final_on);

-- When what it says was last changed: a statement given before that was given on other words (R-VED-3).
ALTER TABLE vedtak ADD COLUMN edited_at timestamptz;

-- Another number of places from a day on; a quota is never edited (R-VED-2).
CREATE TABLE quota_changes (
    id uuid PRIMARY KEY,
    quota_id uuid NOT NULL REFERENCES quotas (id),
    places integer NOT NULL CHECK (places >= 0),
    begins_on date NOT NULL,
    decision text NOT NULL,
    registered_by uuid NOT NULL REFERENCES employees (id),
    registered_at timestamptz NOT NULL
);
CREATE INDEX quota_changes_by_quota ON quota_changes (quota_id, registered_at);

-- The keyed hash of an employee's national number, never the number itself: enough to see that a case
-- is her own (R-VED-5).
CREATE TABLE employee_numbers (
    employee_id uuid PRIMARY KEY REFERENCES employees (id),
    number_lookup bytea NOT NULL UNIQUE
);

CREATE TRIGGER quota_changes_stay BEFORE UPDATE OR DELETE ON quota_changes FOR EACH ROW EXECUTE FUNCTION refuse();
