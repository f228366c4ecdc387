DROP TABLE assessment_templates;
DROP TABLE plan_library;
CREATE TABLE library_tiltak (
    id uuid PRIMARY KEY,
    unit_id uuid NOT NULL REFERENCES units (id),
    title text NOT NULL,
    details jsonb NOT NULL,
    made_by uuid REFERENCES employees (id),
    removed_at timestamptz,
    version bigint NOT NULL DEFAULT 1
);
CREATE INDEX library_tiltak_by_unit ON library_tiltak (unit_id, title);
CREATE TABLE assessment_templates (
    version bigint PRIMARY KEY,
    made_at timestamptz NOT NULL,
    made_by uuid REFERENCES employees (id),
    details jsonb NOT NULL
);
