-- Shifts with breaks, overtime and reasons to keep; absences that know what they freed; agreements,
-- swaps of shifts, requests for substitutes, private calendars (R-SHF).

ALTER TABLE shifts ADD COLUMN break_minutes INTEGER;
ALTER TABLE shifts ADD COLUMN overtime INTEGER NOT NULL DEFAULT 0;
ALTER TABLE shifts ADD COLUMN kept TEXT;

-- Parts in visits that the absence freed: what comes back when it ends sooner.
ALTER TABLE absences ADD COLUMN freed TEXT NOT NULL DEFAULT '[]';

-- An agreed exception from the working-time rules, for a unit or for one employee.
CREATE TABLE working_time_agreements (
    id TEXT PRIMARY KEY,
    unit_id TEXT REFERENCES units (id),
    employee_id TEXT REFERENCES employees (id),
    registered_in TEXT NOT NULL REFERENCES units (id),
    starts_on TEXT NOT NULL,
    ends_on TEXT,
    details TEXT NOT NULL,
    made_by TEXT NOT NULL REFERENCES employees (id),
    made_at TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    CHECK ((unit_id IS NULL) <> (employee_id IS NULL))
) STRICT;
CREATE INDEX working_time_agreements_by_unit ON working_time_agreements (unit_id);
CREATE INDEX working_time_agreements_by_employee ON working_time_agreements (employee_id);

-- A shift that is deleted takes the offers that name it with it.
CREATE TABLE shift_swaps (
    id TEXT PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES units (id),
    from_employee TEXT NOT NULL REFERENCES employees (id),
    to_employee TEXT NOT NULL REFERENCES employees (id),
    gives TEXT NOT NULL REFERENCES shifts (id) ON DELETE CASCADE,
    takes TEXT REFERENCES shifts (id) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('offered', 'accepted', 'declined', 'withdrawn')),
    offered_at TEXT NOT NULL,
    settled_at TEXT,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX shift_swaps_by_unit ON shift_swaps (unit_id, offered_at);
CREATE INDEX shift_swaps_by_gives ON shift_swaps (gives);
CREATE INDEX shift_swaps_by_takes ON shift_swaps (takes);

CREATE TABLE substitute_requests (
    id TEXT PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES units (id),
    office_id TEXT NOT NULL REFERENCES units (id),
    absence_id TEXT,
    state TEXT NOT NULL CHECK (state IN ('asked', 'offered', 'declined', 'booked', 'withdrawn')),
    asked_at TEXT NOT NULL,
    details TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX substitute_requests_by_unit ON substitute_requests (unit_id, asked_at);
CREATE INDEX substitute_requests_by_office ON substitute_requests (office_id, asked_at);

-- A private address of one employee's shifts. Only the hash of its token is kept.
CREATE TABLE calendars (
    id TEXT PRIMARY KEY,
    employee_id TEXT NOT NULL REFERENCES employees (id),
    name TEXT NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    made_at TEXT NOT NULL,
    ended_at TEXT
) STRICT;
CREATE INDEX calendars_by_employee ON calendars (employee_id);
