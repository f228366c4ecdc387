DROP TABLE assessment_templates;
DROP TABLE plan_library;
CREATE TABLE library_tiltak (
    id TEXT PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES units (id),
    title TEXT NOT NULL,
    details TEXT NOT NULL,
    made_by TEXT REFERENCES employees (id),
    removed_at TEXT,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX library_tiltak_by_unit ON library_tiltak (unit_id, title);
CREATE TABLE assessment_templates (
    version INTEGER PRIMARY KEY,
    made_at TEXT NOT NULL,
    made_by TEXT REFERENCES employees (id),
    details TEXT NOT NULL
) STRICT;
