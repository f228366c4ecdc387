DROP INDEX access_log_citizens_by_entry;
DROP TABLE access_log_seals;
