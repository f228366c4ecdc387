-- Shifts with breaks, overtime and reasons to keep; absences that know what they freed; agreements,
-- swaps of shifts, requests for substitutes, private calendars (R-SHF).

ALTER TABLE shifts ADD COLUMN break_minutes integer;
ALTER TABLE shifts ADD COLUMN overtime boolean NOT NULL DEFAULT false;
ALTER TABLE shifts ADD COLUMN kept jsonb;

-- Parts in visits that the absence freed: what comes back when it ends sooner.
ALTER TABLE absences ADD COLUMN freed jsonb NOT NULL DEFAULT '[]';

-- An agreed exception from the working-time rules, for a unit or for one employee.
CREATE TABLE working_time_agreements (
    id uuid PRIMARY KEY,
    unit_id uuid REFERENCES units (id),
    employee_id uuid REFERENCES employees (id),
    registered_in uuid NOT NULL REFERENCES units (id),
    starts_on date NOT NULL,
    ends_on date,
    details jsonb NOT NULL,
    made_by uuid NOT NULL REFERENCES employees (id),
    made_at timestamptz NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    CHECK ((unit_id IS NULL) <> (employee_id IS NULL))
);
CREATE INDEX working_time_agreements_by_unit ON working_time_agreements (unit_id);
CREATE INDEX working_time_agreements_by_employee ON working_time_agreements (employee_id);

-- A shift that is deleted takes the offers that name it with it.
CREATE TABLE shift_swaps (
    id uuid PRIMARY KEY,
    unit_id uuid NOT NULL REFERENCES units (id),
    from_employee uuid NOT NULL REFERENCES employees (id),
    to_employee uuid NOT NULL REFERENCES employees (id),
    gives uuid NOT NULL REFERENCES shifts (id) ON DELETE CASCADE,
    takes uuid REFERENCES shifts (id) ON DELETE CASCADE,
    state text NOT NULL CHECK (state IN ('offered', 'accepted', 'declined', 'withdrawn')),
    offered_at timestamptz NOT NULL,
    settled_at timestamptz,
    version bigint NOT NULL DEFAULT 1
);
CREATE INDEX shift_swaps_by_unit ON shift_swaps (unit_id, offered_at);
CREATE INDEX shift_swaps_by_gives ON shift_swaps (gives);
CREATE INDEX shift_swaps_by_takes ON shift_swaps (takes);

CREATE TABLE substitute_requests (
    id uuid PRIMARY KEY,
    unit_id uuid NOT NULL REFERENCES units (id),
    office_id uuid NOT NULL REFERENCES units (id),
    absence_id uuid,
    state text NOT NULL CHECK (state IN ('asked', 'offered', 'declined', 'booked', 'withdrawn')),
    asked_at timestamptz NOT NULL,
    details jsonb NOT NULL,
    version bigint NOT NULL DEFAULT 1
);
CREATE INDEX substitute_requests_by_unit ON substitute_requests (unit_id, asked_at);
CREATE INDEX substitute_requests_by_office ON substitute_requests (office_id, asked_at);

-- A private address of one employee's shifts. Only the hash of its token is kept.
CREATE TABLE calendars (
    id uuid PRIMARY KEY,
    employee_id uuid NOT NULL REFERENCES employees (id),
    name text NOT NULL,
    token_hash bytea NOT NULL UNIQUE,
    made_at timestamptz NOT NULL,
    ended_at timestamptz
);
CREATE INDEX calendars_by_employee ON calendars (employee_id);
