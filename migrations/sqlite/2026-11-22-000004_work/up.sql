-- Shifts, duties, visits, day plans, proposals, swaps and what happened at visits.

CREATE TABLE shifts (
    id TEXT PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES units (id),
    employee_id TEXT REFERENCES employees (id),
    kind TEXT NOT NULL CHECK (kind IN ('day', 'evening', 'night', 'long', 'day_only')),
    begins_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    CHECK (begins_at < ends_at)
) STRICT;
CREATE INDEX shifts_by_unit ON shifts (unit_id, begins_at);
CREATE INDEX shifts_by_employee ON shifts (employee_id, begins_at);

-- No cause is stored: why somebody is away is nobody's business here.
CREATE TABLE absences (
    id TEXT PRIMARY KEY,
    employee_id TEXT NOT NULL REFERENCES employees (id),
    begins_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    CHECK (begins_at < ends_at)
) STRICT;
CREATE INDEX absences_by_employee ON absences (employee_id, begins_at);

-- All duties of a unit are one resource: how each goes round, and days that were swapped (R-TEAM-5).
CREATE TABLE duty_rotas (
    unit_id TEXT PRIMARY KEY REFERENCES units (id),
    rotas TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

-- The day plan of a unit, a date and a part of the day. One that is not here is open and untouched.
CREATE TABLE day_plans (
    id TEXT PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES units (id),
    date TEXT NOT NULL,
    part TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'published', 'closed')),
    published_at TEXT,
    published_by TEXT REFERENCES employees (id),
    closed_at TEXT,
    published_lines TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (unit_id, date, part)
) STRICT;

-- plan_date and part say which day plan a visit belongs to; date is the day its tiltak name.
-- outcome and state are what the events of the visit add up to (R-WL-6).
CREATE TABLE visits (
    id TEXT PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES units (id),
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    key TEXT NOT NULL,
    date TEXT NOT NULL,
    plan_date TEXT NOT NULL,
    part TEXT NOT NULL,
    planned TEXT NOT NULL,
    start_at TEXT,
    ad_hoc INTEGER NOT NULL,
    suspended INTEGER NOT NULL,
    outcome TEXT NOT NULL DEFAULT 'planned' CHECK (outcome IN ('planned', 'started', 'done', 'not_done', 'declined', 'moved', 'nobody_opened')),
    state TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (unit_id, key)
) STRICT;
CREATE INDEX visits_by_plan ON visits (unit_id, plan_date, part);
CREATE INDEX visits_by_citizen ON visits (citizen_id, date);

CREATE TABLE assignments (
    id TEXT PRIMARY KEY,
    visit_id TEXT NOT NULL REFERENCES visits (id),
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    number INTEGER NOT NULL CHECK (number IN (1, 2)),
    employee_id TEXT REFERENCES employees (id),
    state TEXT NOT NULL CHECK (state IN ('free', 'claimed', 'assigned', 'pinned')),
    set_by TEXT REFERENCES employees (id),
    needs_review INTEGER NOT NULL,
    UNIQUE (visit_id, number),
    CHECK ((state = 'free') = (employee_id IS NULL))
) STRICT;
CREATE INDEX assignments_by_employee ON assignments (employee_id);

-- Everybody who ever had a part in a visit: her events are accepted also later (R-WL-6).
CREATE TABLE visit_holders (
    visit_id TEXT NOT NULL,
    employee_id TEXT NOT NULL REFERENCES employees (id),
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    since TEXT NOT NULL,
    PRIMARY KEY (visit_id, employee_id)
) STRICT;

-- Who has done what, for continuity (R-WL-7); follows from the events.
CREATE TABLE done_parts (
    visit_id TEXT NOT NULL REFERENCES visits (id),
    employee_id TEXT NOT NULL REFERENCES employees (id),
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    date TEXT NOT NULL,
    companion INTEGER NOT NULL,
    PRIMARY KEY (visit_id, employee_id)
) STRICT;
CREATE INDEX done_parts_by_citizen ON done_parts (citizen_id, date);

-- An event may name a visit that does not exist; then it is set aside (R-WL-6).
CREATE TABLE visit_events (
    id TEXT PRIMARY KEY,
    visit_id TEXT NOT NULL,
    citizen_id TEXT,
    unit_id TEXT,
    employee_id TEXT NOT NULL REFERENCES employees (id),
    device_id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    phone_time TEXT NOT NULL,
    received_at TEXT NOT NULL,
    fate TEXT NOT NULL CHECK (fate IN ('applied', 'set_aside')),
    event TEXT NOT NULL
) STRICT;
CREATE INDEX visit_events_by_visit ON visit_events (visit_id);

-- When a phone was last heard from (R-WL-11).
CREATE TABLE phones (
    device_id TEXT NOT NULL,
    employee_id TEXT NOT NULL REFERENCES employees (id),
    heard_at TEXT NOT NULL,
    PRIMARY KEY (employee_id, device_id)
) STRICT;

CREATE TABLE proposals (
    id TEXT PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES units (id),
    date TEXT NOT NULL,
    part TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('working', 'ready', 'accepted', 'failed')),
    seed INTEGER NOT NULL,
    asked_by TEXT NOT NULL REFERENCES employees (id),
    asked_at TEXT NOT NULL,
    ready_at TEXT,
    result TEXT,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX proposals_by_plan ON proposals (unit_id, date, part);

CREATE TABLE swaps (
    id TEXT PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES units (id),
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    from_employee TEXT NOT NULL REFERENCES employees (id),
    to_employee TEXT NOT NULL REFERENCES employees (id),
    gives TEXT NOT NULL REFERENCES assignments (id) ON DELETE CASCADE,
    takes TEXT REFERENCES assignments (id) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('offered', 'accepted', 'declined', 'withdrawn')),
    offered_at TEXT NOT NULL,
    settled_at TEXT,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX swaps_by_gives ON swaps (gives);
CREATE INDEX swaps_by_takes ON swaps (takes);

-- Employees the citizen does not want visits from (R-WL-4).
CREATE TABLE declined_employees (
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    employee_id TEXT NOT NULL REFERENCES employees (id),
    since TEXT NOT NULL,
    PRIMARY KEY (citizen_id, employee_id)
) STRICT;
