DROP INDEX done_parts_faces;
ALTER TABLE assignments DROP COLUMN set_at;
DROP TABLE other_work;
