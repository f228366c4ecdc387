-- Emergency access (SEC-3): each use with its reason and what a leader found; searches in vain, of whom
-- nothing is kept but who searched; a leader's leave for one more.
CREATE TABLE emergency_accesses (
    id TEXT PRIMARY KEY,
    employee_id TEXT NOT NULL REFERENCES employees (id),
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    unit_id TEXT NOT NULL REFERENCES units (id),
    reason TEXT NOT NULL,
    protected INTEGER NOT NULL,
    begins_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    finding TEXT CHECK (finding IN ('justified', 'not_justified')),
    comment TEXT,
    reviewed_by TEXT REFERENCES employees (id),
    reviewed_at TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    CHECK ((reviewed_at IS NULL) = (finding IS NULL)),
    CHECK ((reviewed_at IS NULL) = (reviewed_by IS NULL)),
    CHECK (reviewed_by <> employee_id)
) STRICT;
CREATE INDEX emergency_accesses_by_employee ON emergency_accesses (employee_id, ends_at);
CREATE INDEX emergency_accesses_by_unit ON emergency_accesses (unit_id);
CREATE INDEX emergency_accesses_by_citizen ON emergency_accesses (citizen_id);

CREATE TABLE emergency_searches (
    id TEXT PRIMARY KEY,
    employee_id TEXT NOT NULL REFERENCES employees (id),
    at TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX emergency_searches_by_employee ON emergency_searches (employee_id, at);

CREATE TABLE emergency_allowances (
    id TEXT PRIMARY KEY,
    employee_id TEXT NOT NULL REFERENCES employees (id),
    day TEXT NOT NULL,
    given_by TEXT NOT NULL REFERENCES employees (id),
    given_at TEXT NOT NULL,
    CHECK (given_by <> employee_id)
) STRICT;
CREATE INDEX emergency_allowances_by_employee ON emergency_allowances (employee_id, day);

CREATE INDEX citizens_by_birth_date ON citizens (birth_date);
