-- A team's plan library holds goals too, and templates have own words per municipality and per unit.
-- Neither of the two tables before them was ever written to.
DROP TABLE library_tiltak;
DROP TABLE assessment_templates;

-- Goals and tiltak that a team has worked out and copies into plans.
CREATE TABLE plan_library (
    id uuid PRIMARY KEY,
    unit_id uuid NOT NULL REFERENCES units (id),
    title text NOT NULL,
    details jsonb NOT NULL,
    made_by uuid REFERENCES employees (id),
    removed_at timestamptz,
    version bigint NOT NULL DEFAULT 1
);
CREATE INDEX plan_library_by_unit ON plan_library (unit_id, title);

-- The conversation's template in own words: the municipality's where no unit stands, else the unit's.
-- Version 1 is built in; a version is never edited.
CREATE TABLE assessment_templates (
    id uuid PRIMARY KEY,
    version bigint NOT NULL UNIQUE,
    unit_id uuid REFERENCES units (id),
    made_at timestamptz NOT NULL,
    made_by uuid REFERENCES employees (id),
    details jsonb NOT NULL
);
CREATE INDEX assessment_templates_by_unit ON assessment_templates (unit_id, version);
