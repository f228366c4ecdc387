DROP TRIGGER access_log_citizens_no_replace;
DROP TRIGGER access_log_no_replace;
DROP INDEX access_log_citizens_by_entry;
DROP TABLE access_log_seals;
