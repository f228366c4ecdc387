-- What is known of a citizen and planned with her: contacts, care team, whereabouts, assessments,
-- tiltaksplan.

-- Kin, guardian, neighbour (R-CIT-8). Removed ones stay, because assessments name them.
CREATE TABLE contacts (
    id uuid PRIMARY KEY,
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    details jsonb NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    removed_at timestamptz
);
CREATE INDEX contacts_by_citizen ON contacts (citizen_id);

CREATE TABLE care_teams (
    citizen_id uuid PRIMARY KEY REFERENCES citizens (id),
    responsible_nurse uuid REFERENCES employees (id),
    version bigint NOT NULL
);

-- The ladder (R-CIT-2).
CREATE TABLE care_team_members (
    citizen_id uuid NOT NULL REFERENCES care_teams (citizen_id),
    ordinal integer NOT NULL,
    employee_id uuid NOT NULL REFERENCES employees (id),
    role text NOT NULL CHECK (role IN ('primary', 'secondary', 'other')),
    valid_from date NOT NULL,
    valid_until date,
    PRIMARY KEY (citizen_id, ordinal)
);
CREATE INDEX care_team_members_by_employee ON care_team_members (employee_id);

-- A timeline (R-CIT-4): entries are added or taken back, never changed.
CREATE TABLE whereabouts (
    id uuid PRIMARY KEY,
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    kind text NOT NULL CHECK (kind IN ('home', 'hospital', 'helsehus', 'kad', 'short_term_stay', 'away', 'deceased', 'ended')),
    begins_at timestamptz NOT NULL,
    ends_at timestamptz,
    note text,
    recorded_at timestamptz NOT NULL,
    recorded_by uuid REFERENCES employees (id),
    withdrawn_at timestamptz
);
CREATE INDEX whereabouts_by_citizen ON whereabouts (citizen_id, begins_at);

CREATE TABLE assessments (
    id uuid PRIMARY KEY,
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    state text NOT NULL CHECK (state IN ('draft', 'completed')),
    held_at timestamptz NOT NULL,
    details jsonb NOT NULL,
    replaces uuid REFERENCES assessments (id),
    correction_reason text,
    completed_at timestamptz,
    completed_by uuid REFERENCES employees (id),
    next_due date,
    version bigint NOT NULL DEFAULT 1,
    CHECK ((state = 'completed') = (completed_at IS NOT NULL)),
    CHECK ((replaces IS NULL) = (correction_reason IS NULL))
);
CREATE INDEX assessments_by_citizen ON assessments (citizen_id, held_at);
CREATE INDEX assessments_by_replaced ON assessments (replaces);

-- Statements of completed assessments only: what goals may point at (R-ASM-5, R-PLAN-1). A
-- correction may keep the ids of what it repeats.
CREATE TABLE statements (
    assessment_id uuid NOT NULL REFERENCES assessments (id),
    id uuid NOT NULL,
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    ordinal integer NOT NULL,
    section text NOT NULL,
    words text NOT NULL,
    voice jsonb NOT NULL,
    PRIMARY KEY (assessment_id, id)
);
CREATE INDEX statements_by_citizen ON statements (citizen_id);

CREATE TABLE plans (
    id uuid PRIMARY KEY,
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    created_at timestamptz NOT NULL,
    ended_at timestamptz,
    version bigint NOT NULL DEFAULT 1
);
-- One active plan per citizen (R-PLAN-1).
CREATE UNIQUE INDEX plans_active ON plans (citizen_id) WHERE ended_at IS NULL;

CREATE TABLE goals (
    id uuid PRIMARY KEY,
    plan_id uuid NOT NULL REFERENCES plans (id),
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    details jsonb NOT NULL,
    next_evaluation date,
    version bigint NOT NULL DEFAULT 1
);
CREATE INDEX goals_by_citizen ON goals (citizen_id);

CREATE TABLE evaluations (
    id uuid PRIMARY KEY,
    goal_id uuid NOT NULL REFERENCES goals (id),
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    ordinal integer NOT NULL,
    evaluated_by uuid NOT NULL REFERENCES employees (id),
    recorded_at timestamptz NOT NULL,
    details jsonb NOT NULL,
    UNIQUE (goal_id, ordinal)
);
CREATE INDEX evaluations_by_citizen ON evaluations (citizen_id);

CREATE TABLE tiltak (
    id uuid PRIMARY KEY,
    plan_id uuid NOT NULL REFERENCES plans (id),
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    service text NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    details jsonb NOT NULL,
    version bigint NOT NULL DEFAULT 1
);
CREATE INDEX tiltak_by_citizen ON tiltak (citizen_id, starts_on);
