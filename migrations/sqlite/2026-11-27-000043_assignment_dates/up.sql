-- The day of a visit on its assignments, too: what somebody holds around a day, and whose lists she is
-- on, are found without going through all that she has ever done (R-WL-4, SEC-2).
-- Every new row says its date; the default is there because a column cannot be added without one.
ALTER TABLE assignments ADD COLUMN date TEXT NOT NULL DEFAULT '1970-01-01';
UPDATE assignments SET date = (SELECT visits.date FROM visits WHERE visits.id = assignments.visit_id);
DROP INDEX assignments_by_employee;
CREATE INDEX assignments_by_employee ON assignments (employee_id, date);

CREATE INDEX visits_by_date ON visits (unit_id, date);
