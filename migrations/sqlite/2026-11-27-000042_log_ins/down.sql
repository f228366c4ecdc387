DROP TABLE employee_hpr_numbers;
DROP TABLE log_ins;
ALTER TABLE sessions DROP COLUMN strong;
ALTER TABLE sessions DROP COLUMN provider;
