DROP INDEX visits_by_date;
DROP INDEX assignments_by_employee;
ALTER TABLE assignments DROP COLUMN date;
CREATE INDEX assignments_by_employee ON assignments (employee_id);
