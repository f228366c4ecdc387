-- Questions to specialists (R-TEAM-12): one citizen's record is open to one employee until it is answered, taken
-- back, or access_until, which is never moved but to an earlier instant.
CREATE TABLE consultations (
    id TEXT PRIMARY KEY,
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    unit_id TEXT NOT NULL REFERENCES units (id),
    asked_by TEXT NOT NULL REFERENCES employees (id),
    asked_at TEXT NOT NULL,
    specialist_id TEXT NOT NULL REFERENCES employees (id),
    specialist_unit_id TEXT NOT NULL REFERENCES units (id),
    field TEXT NOT NULL CHECK (field IN ('cancer', 'mental_health', 'nutrition', 'dementia', 'therapy')),
    question TEXT NOT NULL,
    due_on TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'withdrawn', 'lapsed')),
    access_until TEXT NOT NULL,
    answer TEXT,
    closed_at TEXT,
    withdrawal TEXT,
    tiltak_id TEXT REFERENCES tiltak (id),
    version INTEGER NOT NULL DEFAULT 1,
    CHECK (specialist_id <> asked_by),
    CHECK ((state = 'answered') = (answer IS NOT NULL)),
    CHECK ((state IN ('answered', 'withdrawn')) = (closed_at IS NOT NULL)),
    CHECK (tiltak_id IS NULL OR state = 'answered')
) STRICT;
CREATE INDEX consultations_by_specialist ON consultations (specialist_id, access_until);
CREATE INDEX consultations_by_citizen ON consultations (citizen_id);
CREATE INDEX consultations_open ON consultations (state, access_until);
