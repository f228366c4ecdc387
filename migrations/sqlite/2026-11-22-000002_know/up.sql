-- What is known of a citizen and planned with her: contacts, care team, whereabouts, assessments,
-- tiltaksplan.

-- Kin, guardian, neighbour (R-CIT-8). Removed ones stay, because assessments name them.
CREATE TABLE contacts (
    id TEXT PRIMARY KEY,
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    details TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    removed_at TEXT
) STRICT;
CREATE INDEX contacts_by_citizen ON contacts (citizen_id);

CREATE TABLE care_teams (
    citizen_id TEXT PRIMARY KEY REFERENCES citizens (id),
    responsible_nurse TEXT REFERENCES employees (id),
    version INTEGER NOT NULL
) STRICT;

-- The ladder (R-CIT-2).
CREATE TABLE care_team_members (
    citizen_id TEXT NOT NULL REFERENCES care_teams (citizen_id),
    ordinal INTEGER NOT NULL,
    employee_id TEXT NOT NULL REFERENCES employees (id),
    role TEXT NOT NULL CHECK (role IN ('primary', 'secondary', 'other')),
    valid_from TEXT NOT NULL,
    valid_until TEXT,
    PRIMARY KEY (citizen_id, ordinal)
) STRICT;
CREATE INDEX care_team_members_by_employee ON care_team_members (employee_id);

-- A timeline (R-CIT-4): entries are added or taken back, never changed.
CREATE TABLE whereabouts (
    id TEXT PRIMARY KEY,
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    kind TEXT NOT NULL CHECK (kind IN ('home', 'hospital', 'helsehus', 'kad', 'short_term_stay', 'away', 'deceased', 'ended')),
    begins_at TEXT NOT NULL,
    ends_at TEXT,
    note TEXT,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT REFERENCES employees (id),
    withdrawn_at TEXT
) STRICT;
CREATE INDEX whereabouts_by_citizen ON whereabouts (citizen_id, begins_at);

CREATE TABLE assessments (
    id TEXT PRIMARY KEY,
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'completed')),
    held_at TEXT NOT NULL,
    details TEXT NOT NULL,
    replaces TEXT REFERENCES assessments (id),
    correction_reason TEXT,
    completed_at TEXT,
    completed_by TEXT REFERENCES employees (id),
    next_due TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    CHECK ((state = 'completed') = (completed_at IS NOT NULL)),
    CHECK ((replaces IS NULL) = (correction_reason IS NULL))
) STRICT;
CREATE INDEX assessments_by_citizen ON assessments (citizen_id, held_at);
CREATE INDEX assessments_by_replaced ON assessments (replaces);

-- Statements of completed assessments only: what goals may point at (R-ASM-5, R-PLAN-1). A
-- correction may keep the ids of what it repeats.
CREATE TABLE statements (
    assessment_id TEXT NOT NULL REFERENCES assessments (id),
    id TEXT NOT NULL,
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    ordinal INTEGER NOT NULL,
    section TEXT NOT NULL,
    words TEXT NOT NULL,
    voice TEXT NOT NULL,
    PRIMARY KEY (assessment_id, id)
) STRICT;
CREATE INDEX statements_by_citizen ON statements (citizen_id);

CREATE TABLE plans (
    id TEXT PRIMARY KEY,
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    created_at TEXT NOT NULL,
    ended_at TEXT,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
-- One active plan per citizen (R-PLAN-1).
CREATE UNIQUE INDEX plans_active ON plans (citizen_id) WHERE ended_at IS NULL;

CREATE TABLE goals (
    id TEXT PRIMARY KEY,
    plan_id TEXT NOT NULL REFERENCES plans (id),
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    details TEXT NOT NULL,
    next_evaluation TEXT,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX goals_by_citizen ON goals (citizen_id);

CREATE TABLE evaluations (
    id TEXT PRIMARY KEY,
    goal_id TEXT NOT NULL REFERENCES goals (id),
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    ordinal INTEGER NOT NULL,
    evaluated_by TEXT NOT NULL REFERENCES employees (id),
    recorded_at TEXT NOT NULL,
    details TEXT NOT NULL,
    UNIQUE (goal_id, ordinal)
) STRICT;
CREATE INDEX evaluations_by_citizen ON evaluations (citizen_id);

CREATE TABLE tiltak (
    id TEXT PRIMARY KEY,
    plan_id TEXT NOT NULL REFERENCES plans (id),
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    service TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT,
    details TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX tiltak_by_citizen ON tiltak (citizen_id, starts_on);
