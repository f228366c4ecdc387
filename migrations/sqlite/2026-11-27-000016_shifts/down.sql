DROP TABLE calendars;
DROP TABLE substitute_requests;
DROP TABLE shift_swaps;
DROP TABLE working_time_agreements;
ALTER TABLE absences DROP COLUMN freed;
ALTER TABLE shifts DROP COLUMN kept;
ALTER TABLE shifts DROP COLUMN overtime;
ALTER TABLE shifts DROP COLUMN break_minutes;
