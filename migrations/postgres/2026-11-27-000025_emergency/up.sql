-- Emergency access (SEC-3): each use with its reason and what a leader found; searches in vain, of whom
-- nothing is kept but who searched; a leader's leave for one more.
CREATE TABLE emergency_accesses (
    id uuid PRIMARY KEY,
    employee_id uuid NOT NULL REFERENCES employees (id),
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    reason text NOT NULL,
    protected boolean NOT NULL,
    begins_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    finding text CHECK (finding IN ('justified', 'not_justified')),
    comment text,
    reviewed_by uuid REFERENCES employees (id),
    reviewed_at timestamptz,
    version bigint NOT NULL DEFAULT 1,
    CHECK ((reviewed_at IS NULL) = (finding IS NULL)),
    CHECK ((reviewed_at IS NULL) = (reviewed_by IS NULL)),
    CHECK (reviewed_by <> employee_id)
);
CREATE INDEX emergency_accesses_by_employee ON emergency_accesses (employee_id, ends_at);
CREATE INDEX emergency_accesses_by_unit ON emergency_accesses (unit_id);
CREATE INDEX emergency_accesses_by_citizen ON emergency_accesses (citizen_id);

CREATE TABLE emergency_searches (
    id uuid PRIMARY KEY,
    employee_id uuid NOT NULL REFERENCES employees (id),
    at timestamptz NOT NULL,
    reason text NOT NULL
);
CREATE INDEX emergency_searches_by_employee ON emergency_searches (employee_id, at);

CREATE TABLE emergency_allowances (
    id uuid PRIMARY KEY,
    employee_id uuid NOT NULL REFERENCES employees (id),
    day date NOT NULL,
    given_by uuid NOT NULL REFERENCES employees (id),
    given_at timestamptz NOT NULL,
    CHECK (given_by <> employee_id)
);
CREATE INDEX emergency_allowances_by_employee ON emergency_allowances (employee_id, day);

CREATE INDEX citizens_by_birth_date ON citizens (birth_date);
