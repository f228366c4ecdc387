-- Know and plan: departures from the frame, history, library, reablement, transfers, kin notes,
-- versions of drafts and templates, imports under way.

-- A tiltak outside the frame for a time (R-PLAN-4). What applied before it stands in within; none
-- for a tiltak that is new. A closed row is history.
CREATE TABLE departures (
    id uuid PRIMARY KEY,
    tiltak_id uuid NOT NULL REFERENCES tiltak (id),
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    since date NOT NULL,
    until date NOT NULL,
    within jsonb,
    closed_on date
);
CREATE UNIQUE INDEX one_open_departure ON departures (tiltak_id) WHERE closed_on IS NULL;
CREATE INDEX departures_by_citizen ON departures (citizen_id, until);

-- Every version of every goal and tiltak: who said what, from when.
CREATE TABLE plan_versions (
    part_id uuid NOT NULL,
    version bigint NOT NULL,
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    kind text NOT NULL CHECK (kind IN ('goal', 'tiltak')),
    at timestamptz NOT NULL,
    changed_by uuid REFERENCES employees (id),
    details jsonb NOT NULL,
    PRIMARY KEY (part_id, version)
);
CREATE INDEX plan_versions_by_citizen ON plan_versions (citizen_id, at);

-- Tiltak that a team has worked out and copies into plans.
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

CREATE TABLE reablement_courses (
    id uuid PRIMARY KEY,
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    details jsonb NOT NULL,
    version bigint NOT NULL DEFAULT 1
);
CREATE INDEX reablement_by_citizen ON reablement_courses (citizen_id);
CREATE INDEX reablement_by_unit ON reablement_courses (unit_id, starts_on);

-- From one unit to another (R-CIT-7). Its hand-over list stands in items.
CREATE TABLE transfers (
    id uuid PRIMARY KEY,
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    from_unit_id uuid NOT NULL REFERENCES units (id),
    to_unit_id uuid NOT NULL REFERENCES units (id),
    state text NOT NULL CHECK (state IN ('proposed', 'accepted', 'declined', 'withdrawn', 'moved', 'done')),
    moves_on date NOT NULL,
    reason text NOT NULL,
    answer text,
    items jsonb NOT NULL,
    proposed_at timestamptz NOT NULL,
    proposed_by uuid NOT NULL REFERENCES employees (id),
    answered_at timestamptz,
    answered_by uuid REFERENCES employees (id),
    moved_at timestamptz,
    version bigint NOT NULL DEFAULT 1,
    CHECK (from_unit_id <> to_unit_id)
);
CREATE UNIQUE INDEX one_transfer_under_way ON transfers (citizen_id) WHERE state IN ('proposed', 'accepted');
CREATE INDEX transfers_by_citizen ON transfers (citizen_id);
CREATE INDEX transfers_by_date ON transfers (state, moves_on);

-- Everyday contact with kin, the «meldingsbok» (R-CIT-8).
CREATE TABLE contact_notes (
    id uuid PRIMARY KEY,
    contact_id uuid NOT NULL REFERENCES contacts (id),
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    at timestamptz NOT NULL,
    written_by uuid NOT NULL REFERENCES employees (id),
    details jsonb NOT NULL
);
CREATE INDEX contact_notes_by_citizen ON contact_notes (citizen_id, at);

-- What a draft said before: nothing that was written is lost.
CREATE TABLE assessment_versions (
    assessment_id uuid NOT NULL REFERENCES assessments (id),
    version bigint NOT NULL,
    saved_at timestamptz NOT NULL,
    saved_by uuid REFERENCES employees (id),
    details jsonb NOT NULL,
    PRIMARY KEY (assessment_id, version)
);

-- The conversation's template, in the municipality's own words; version 1 is built in.
CREATE TABLE assessment_templates (
    version bigint PRIMARY KEY,
    made_at timestamptz NOT NULL,
    made_by uuid REFERENCES employees (id),
    details jsonb NOT NULL
);

-- Imports: how far they have come and what they found.
CREATE TABLE imports (
    id uuid PRIMARY KEY,
    unit_id uuid NOT NULL REFERENCES units (id),
    kind text NOT NULL CHECK (kind IN ('caseload', 'plans')),
    state text NOT NULL CHECK (state IN ('working', 'applied', 'refused', 'failed')),
    asked_by uuid NOT NULL REFERENCES employees (id),
    asked_at timestamptz NOT NULL,
    finished_at timestamptz,
    total bigint NOT NULL,
    done bigint NOT NULL,
    result jsonb,
    version bigint NOT NULL DEFAULT 1
);
CREATE INDEX imports_by_unit ON imports (unit_id, asked_at);
