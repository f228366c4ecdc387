-- Shifts, duties, visits, day plans, proposals, swaps and what happened at visits.

CREATE TABLE shifts (
    id uuid PRIMARY KEY,
    unit_id uuid NOT NULL REFERENCES units (id),
    employee_id uuid REFERENCES employees (id),
    kind text NOT NULL CHECK (kind IN ('day', 'evening', 'night', 'long', 'day_only')),
    begins_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    CHECK (begins_at < ends_at)
);
CREATE INDEX shifts_by_unit ON shifts (unit_id, begins_at);
CREATE INDEX shifts_by_employee ON shifts (employee_id, begins_at);

-- No cause is stored: why somebody is away is nobody's business here.
CREATE TABLE absences (
    id uuid PRIMARY KEY,
    employee_id uuid NOT NULL REFERENCES employees (id),
    begins_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    CHECK (begins_at < ends_at)
);
CREATE INDEX absences_by_employee ON absences (employee_id, begins_at);

-- All duties of a unit are one resource: how each goes round, and days that were swapped (R-TEAM-5).
CREATE TABLE duty_rotas (
    unit_id uuid PRIMARY KEY REFERENCES units (id),
    rotas jsonb NOT NULL,
    version bigint NOT NULL DEFAULT 1
);

-- The day plan of a unit, a date and a part of the day. One that is not here is open and untouched.
CREATE TABLE day_plans (
    id uuid PRIMARY KEY,
    unit_id uuid NOT NULL REFERENCES units (id),
    date date NOT NULL,
    part text NOT NULL,
    state text NOT NULL CHECK (state IN ('open', 'published', 'closed')),
    published_at timestamptz,
    published_by uuid REFERENCES employees (id),
    closed_at timestamptz,
    published_lines jsonb,
    version bigint NOT NULL DEFAULT 1,
    UNIQUE (unit_id, date, part)
);

-- plan_date and part say which day plan a visit belongs to; date is the day its tiltak name.
-- outcome and state are what the events of the visit add up to (R-WL-6).
CREATE TABLE visits (
    id uuid PRIMARY KEY,
    unit_id uuid NOT NULL REFERENCES units (id),
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    key text NOT NULL,
    date date NOT NULL,
    plan_date date NOT NULL,
    part text NOT NULL,
    planned jsonb NOT NULL,
    start_at timestamptz,
    ad_hoc boolean NOT NULL,
    suspended boolean NOT NULL,
    outcome text NOT NULL DEFAULT 'planned' CHECK (outcome IN ('planned', 'started', 'done', 'not_done', 'declined', 'moved', 'nobody_opened')),
    state jsonb,
    version bigint NOT NULL DEFAULT 1,
    UNIQUE (unit_id, key)
);
CREATE INDEX visits_by_plan ON visits (unit_id, plan_date, part);
CREATE INDEX visits_by_citizen ON visits (citizen_id, date);

CREATE TABLE assignments (
    id uuid PRIMARY KEY,
    visit_id uuid NOT NULL REFERENCES visits (id),
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    number integer NOT NULL CHECK (number IN (1, 2)),
    employee_id uuid REFERENCES employees (id),
    state text NOT NULL CHECK (state IN ('free', 'claimed', 'assigned', 'pinned')),
    set_by uuid REFERENCES employees (id),
    needs_review boolean NOT NULL,
    UNIQUE (visit_id, number),
    CHECK ((state = 'free') = (employee_id IS NULL))
);
CREATE INDEX assignments_by_employee ON assignments (employee_id);

-- Everybody who ever had a part in a visit: her events are accepted also later (R-WL-6).
CREATE TABLE visit_holders (
    visit_id uuid NOT NULL,
    employee_id uuid NOT NULL REFERENCES employees (id),
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    since timestamptz NOT NULL,
    PRIMARY KEY (visit_id, employee_id)
);

-- Who has done what, for continuity (R-WL-7); follows from the events.
CREATE TABLE done_parts (
    visit_id uuid NOT NULL REFERENCES visits (id),
    employee_id uuid NOT NULL REFERENCES employees (id),
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    date date NOT NULL,
    companion boolean NOT NULL,
    PRIMARY KEY (visit_id, employee_id)
);
CREATE INDEX done_parts_by_citizen ON done_parts (citizen_id, date);

-- An event may name a visit that does not exist; then it is set aside (R-WL-6).
CREATE TABLE visit_events (
    id uuid PRIMARY KEY,
    visit_id uuid NOT NULL,
    citizen_id uuid,
    unit_id uuid,
    employee_id uuid NOT NULL REFERENCES employees (id),
    device_id uuid NOT NULL,
    sequence bigint NOT NULL,
    phone_time timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    fate text NOT NULL CHECK (fate IN ('applied', 'set_aside')),
    event jsonb NOT NULL
);
CREATE INDEX visit_events_by_visit ON visit_events (visit_id);

-- When a phone was last heard from (R-WL-11).
CREATE TABLE phones (
    device_id uuid NOT NULL,
    employee_id uuid NOT NULL REFERENCES employees (id),
    heard_at timestamptz NOT NULL,
    PRIMARY KEY (employee_id, device_id)
);

CREATE TABLE proposals (
    id uuid PRIMARY KEY,
    unit_id uuid NOT NULL REFERENCES units (id),
    date date NOT NULL,
    part text NOT NULL,
    state text NOT NULL CHECK (state IN ('working', 'ready', 'accepted', 'failed')),
    seed bigint NOT NULL,
    asked_by uuid NOT NULL REFERENCES employees (id),
    asked_at timestamptz NOT NULL,
    ready_at timestamptz,
    result jsonb,
    version bigint NOT NULL DEFAULT 1
);
CREATE INDEX proposals_by_plan ON proposals (unit_id, date, part);

CREATE TABLE swaps (
    id uuid PRIMARY KEY,
    unit_id uuid NOT NULL REFERENCES units (id),
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    from_employee uuid NOT NULL REFERENCES employees (id),
    to_employee uuid NOT NULL REFERENCES employees (id),
    gives uuid NOT NULL REFERENCES assignments (id) ON DELETE CASCADE,
    takes uuid REFERENCES assignments (id) ON DELETE CASCADE,
    state text NOT NULL CHECK (state IN ('offered', 'accepted', 'declined', 'withdrawn')),
    offered_at timestamptz NOT NULL,
    settled_at timestamptz,
    version bigint NOT NULL DEFAULT 1
);
CREATE INDEX swaps_by_gives ON swaps (gives);
CREATE INDEX swaps_by_takes ON swaps (takes);

-- Employees the citizen does not want visits from (R-WL-4).
CREATE TABLE declined_employees (
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    employee_id uuid NOT NULL REFERENCES employees (id),
    since timestamptz NOT NULL,
    PRIMARY KEY (citizen_id, employee_id)
);
