-- The day of a visit on its assignments, too: what somebody holds around a day, and whose lists she is
-- on, are found without going through all that she has ever done (R-WL-4, SEC-2).
ALTER TABLE assignments ADD COLUMN date date;
UPDATE assignments SET date = visits.date FROM visits WHERE visits.id = assignments.visit_id;
ALTER TABLE assignments ALTER COLUMN date SET NOT NULL;
DROP INDEX assignments_by_employee;
CREATE INDEX assignments_by_employee ON assignments (employee_id, date);

CREATE INDEX visits_by_date ON visits (unit_id, date);
