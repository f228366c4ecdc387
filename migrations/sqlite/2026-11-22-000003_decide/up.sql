-- Decide: delegations, impartiality, charters, vedtak, tasks.

-- A link of the register is ended and replaced, never edited (R-VED-2).
CREATE TABLE delegations (
    id TEXT PRIMARY KEY,
    parent_id TEXT REFERENCES delegations (id),
    holder_id TEXT NOT NULL REFERENCES employees (id),
    details TEXT NOT NULL,
    registered_by TEXT NOT NULL REFERENCES employees (id),
    registered_at TEXT NOT NULL,
    approved_by TEXT REFERENCES employees (id),
    approved_at TEXT,
    ended_by TEXT REFERENCES employees (id),
    ended_at TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    CHECK ((approved_by IS NULL) = (approved_at IS NULL)),
    CHECK ((ended_by IS NULL) = (ended_at IS NULL))
) STRICT;
CREATE INDEX delegations_by_holder ON delegations (holder_id);

-- A number of places that several leaders share (R-VED-1).
CREATE TABLE quotas (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    places INTEGER NOT NULL CHECK (places >= 0)
) STRICT;

-- What employees are to citizens, by their own declaration (R-VED-5). It does not point at the
-- citizen's row: a declaration must not tell whether somebody is in a caseload.
CREATE TABLE employee_relations (
    id TEXT PRIMARY KEY,
    employee_id TEXT NOT NULL REFERENCES employees (id),
    citizen_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('kin', 'partner', 'guardian', 'interest')),
    declared_at TEXT NOT NULL,
    ended_at TEXT
) STRICT;
CREATE INDEX employee_relations_by_employee ON employee_relations (employee_id);
CREATE INDEX employee_relations_by_citizen ON employee_relations (citizen_id);

-- Services that a case worker has as her speciality (R-VED-1).
CREATE TABLE employee_specialities (
    employee_id TEXT NOT NULL REFERENCES employees (id),
    service TEXT NOT NULL,
    PRIMARY KEY (employee_id, service)
) STRICT;

-- Every charter that a team has had; the latest version counts (R-TEAM-6).
CREATE TABLE charters (
    unit_id TEXT NOT NULL REFERENCES units (id),
    version INTEGER NOT NULL,
    begins_at TEXT NOT NULL,
    made_by TEXT REFERENCES employees (id),
    details TEXT NOT NULL,
    PRIMARY KEY (unit_id, version)
) STRICT;

-- Among units of kind team an address belongs to at most one (R-TEAM-1).
CREATE TABLE team_areas (
    postal_code TEXT PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES units (id)
) STRICT;
CREATE INDEX team_areas_by_unit ON team_areas (unit_id);

CREATE TABLE vedtak (
    id TEXT PRIMARY KEY,
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    unit_id TEXT NOT NULL REFERENCES units (id),
    handling_unit_id TEXT NOT NULL REFERENCES units (id),
    application_id TEXT,
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'withdrawn', 'signed', 'ended', 'replaced', 'revoked')),
    service TEXT NOT NULL,
    content TEXT NOT NULL,
    case_worker_id TEXT REFERENCES employees (id),
    responsible_nurse_id TEXT REFERENCES employees (id),
    editors TEXT NOT NULL,
    statements_given TEXT NOT NULL,
    return_comment TEXT,
    signature TEXT,
    closing TEXT,
    quota_id TEXT REFERENCES quotas (id),
    created_at TEXT NOT NULL,
    submitted_at TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    CHECK ((signature IS NULL) = (state IN ('draft', 'submitted', 'returned', 'withdrawn')))
) STRICT;
CREATE INDEX vedtak_by_citizen ON vedtak (citizen_id);
CREATE INDEX vedtak_by_unit ON vedtak (unit_id, state);
CREATE INDEX vedtak_by_handling_unit ON vedtak (handling_unit_id, state);
CREATE INDEX vedtak_by_quota ON vedtak (quota_id);

-- Something somebody must do (R-MSG-4). The key makes twice the same task one.
CREATE TABLE tasks (
    id TEXT PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    unit_id TEXT NOT NULL REFERENCES units (id),
    citizen_id TEXT REFERENCES citizens (id),
    holder TEXT NOT NULL,
    source_id TEXT NOT NULL,
    details TEXT NOT NULL,
    opens_on TEXT NOT NULL,
    late_from TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'cancelled')),
    created_at TEXT NOT NULL,
    done_at TEXT,
    done_by TEXT REFERENCES employees (id),
    version INTEGER NOT NULL DEFAULT 1,
    CHECK ((state = 'open') = (done_at IS NULL))
) STRICT;
CREATE INDEX tasks_by_unit ON tasks (unit_id, state, late_from);
CREATE INDEX tasks_by_citizen ON tasks (citizen_id, state);
CREATE INDEX tasks_by_source ON tasks (source_id);

CREATE TRIGGER delegations_stay BEFORE UPDATE ON delegations WHEN NEW.details IS NOT OLD.details OR NEW.holder_id IS NOT OLD.holder_id OR NEW.registered_at IS NOT OLD.registered_at BEGIN SELECT RAISE(ABORT, 'a delegation is never edited'); END;
CREATE TRIGGER vedtak_signed_stays BEFORE UPDATE ON vedtak WHEN OLD.signature IS NOT NULL AND (NEW.signature IS NOT OLD.signature OR NEW.content IS NOT OLD.content OR NEW.statements_given IS NOT OLD.statements_given OR NEW.citizen_id IS NOT OLD.citizen_id) BEGIN SELECT RAISE(ABORT, 'a signed vedtak is never changed'); END;
CREATE TRIGGER vedtak_signed_not_deleted BEFORE DELETE ON vedtak WHEN OLD.signature IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a signed vedtak is never changed'); END;
