-- Questions to specialists (R-TEAM-12): one citizen's record is open to one employee until it is answered, taken
-- back, or access_until, which is never moved but to an earlier instant.
CREATE TABLE consultations (
    id uuid PRIMARY KEY,
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    asked_by uuid NOT NULL REFERENCES employees (id),
    asked_at timestamptz NOT NULL,
    specialist_id uuid NOT NULL REFERENCES employees (id),
    specialist_unit_id uuid NOT NULL REFERENCES units (id),
    field text NOT NULL CHECK (field IN ('cancer', 'mental_health', 'nutrition', 'dementia', 'therapy')),
    question text NOT NULL,
    due_on date NOT NULL,
    state text NOT NULL CHECK (state IN ('open', 'answered', 'withdrawn', 'lapsed')),
    access_until timestamptz NOT NULL,
    answer jsonb,
    closed_at timestamptz,
    withdrawal text,
    tiltak_id uuid REFERENCES tiltak (id),
    version bigint NOT NULL DEFAULT 1,
    CHECK (specialist_id <> asked_by),
    CHECK ((state = 'answered') = (answer IS NOT NULL)),
    CHECK ((state IN ('answered', 'withdrawn')) = (closed_at IS NOT NULL)),
    CHECK (tiltak_id IS NULL OR state = 'answered')
);
CREATE INDEX consultations_by_specialist ON consultations (specialist_id, access_until);
CREATE INDEX consultations_by_citizen ON consultations (citizen_id);
CREATE INDEX consultations_open ON consultations (state, access_until);
