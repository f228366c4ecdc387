-- A team's plan library holds goals too, and templates have own words per municipality and per unit.
-- Neither of the two tables before them was ever written to.
DROP TABLE library_tiltak;
DROP TABLE assessment_templates;

-- Goals and tiltak that a team has worked out and copies into plans.
CREATE TABLE plan_library (
    id TEXT PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES units (id),
    title TEXT NOT NULL,
    details TEXT NOT NULL,
    made_by TEXT REFERENCES employees (id),
    removed_at TEXT,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX plan_library_by_unit ON plan_library (unit_id, title);

-- The conversation's template in own words: the municipality's where no unit stands, else the unit's.
-- Version 1 is built in; a version is never edited.
CREATE TABLE assessment_templates (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL UNIQUE,
    unit_id TEXT REFERENCES units (id),
    made_at TEXT NOT NULL,
    made_by TEXT REFERENCES employees (id),
    details TEXT NOT NULL
) STRICT;
CREATE INDEX assessment_templates_by_unit ON assessment_templates (unit_id, version);
