DROP TABLE employee_numbers;
DROP TABLE quota_changes;
DROP INDEX vedtak_by_desk_until_final;
ALTER TABLE vedtak DROP COLUMN final_on;
ALTER TABLE vedtak DROP COLUMN edited_at;
