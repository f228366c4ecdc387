-- Decide: delegations, impartiality, charters, vedtak, tasks.

-- A link of the register is ended and replaced, never edited (R-VED-2).
CREATE TABLE delegations (
    id uuid PRIMARY KEY,
    parent_id uuid REFERENCES delegations (id),
    holder_id uuid NOT NULL REFERENCES employees (id),
    details jsonb NOT NULL,
    registered_by uuid NOT NULL REFERENCES employees (id),
    registered_at timestamptz NOT NULL,
    approved_by uuid REFERENCES employees (id),
    approved_at timestamptz,
    ended_by uuid REFERENCES employees (id),
    ended_at timestamptz,
    version bigint NOT NULL DEFAULT 1,
    CHECK ((approved_by IS NULL) = (approved_at IS NULL)),
    CHECK ((ended_by IS NULL) = (ended_at IS NULL))
);
CREATE INDEX delegations_by_holder ON delegations (holder_id);

-- A number of places that several leaders share (R-VED-1).
CREATE TABLE quotas (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    places integer NOT NULL CHECK (places >= 0)
);

-- What employees are to citizens, by their own declaration (R-VED-5). It does not point at the
-- citizen's row: a declaration must not tell whether somebody is in a caseload.
CREATE TABLE employee_relations (
    id uuid PRIMARY KEY,
    employee_id uuid NOT NULL REFERENCES employees (id),
    citizen_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('kin', 'partner', 'guardian', 'interest')),
    declared_at timestamptz NOT NULL,
    ended_at timestamptz
);
CREATE INDEX employee_relations_by_employee ON employee_relations (employee_id);
CREATE INDEX employee_relations_by_citizen ON employee_relations (citizen_id);

-- Services that a case worker has as her speciality (R-VED-1).
CREATE TABLE employee_specialities (
    employee_id uuid NOT NULL REFERENCES employees (id),
    service text NOT NULL,
    PRIMARY KEY (employee_id, service)
);

-- Every charter that a team has had; the latest version counts (R-TEAM-6).
CREATE TABLE charters (
    unit_id uuid NOT NULL REFERENCES units (id),
    version bigint NOT NULL,
    begins_at timestamptz NOT NULL,
    made_by uuid REFERENCES employees (id),
    details jsonb NOT NULL,
    PRIMARY KEY (unit_id, version)
);

-- Among units of kind team an address belongs to at most one (R-TEAM-1).
CREATE TABLE team_areas (
    postal_code text PRIMARY KEY,
    unit_id uuid NOT NULL REFERENCES units (id)
);
CREATE INDEX team_areas_by_unit ON team_areas (unit_id);

CREATE TABLE vedtak (
    id uuid PRIMARY KEY,
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    handling_unit_id uuid NOT NULL REFERENCES units (id),
    application_id uuid,
    state text NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'withdrawn', 'signed', 'ended', 'replaced', 'revoked')),
    service text NOT NULL,
    content jsonb NOT NULL,
    case_worker_id uuid REFERENCES employees (id),
    responsible_nurse_id uuid REFERENCES employees (id),
    editors jsonb NOT NULL,
    statements_given jsonb NOT NULL,
    return_comment text,
    signature jsonb,
    closing jsonb,
    quota_id uuid REFERENCES quotas (id),
    created_at timestamptz NOT NULL,
    submitted_at timestamptz,
    version bigint NOT NULL DEFAULT 1,
    CHECK ((signature IS NULL) = (state IN ('draft', 'submitted', 'returned', 'withdrawn')))
);
CREATE INDEX vedtak_by_citizen ON vedtak (citizen_id);
CREATE INDEX vedtak_by_unit ON vedtak (unit_id, state);
CREATE INDEX vedtak_by_handling_unit ON vedtak (handling_unit_id, state);
CREATE INDEX vedtak_by_quota ON vedtak (quota_id);

-- Something somebody must do (R-MSG-4). The key makes twice the same task one.
CREATE TABLE tasks (
    id uuid PRIMARY KEY,
    key text NOT NULL UNIQUE,
    unit_id uuid NOT NULL REFERENCES units (id),
    citizen_id uuid REFERENCES citizens (id),
    holder text NOT NULL,
    source_id uuid NOT NULL,
    details jsonb NOT NULL,
    opens_on date NOT NULL,
    late_from timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('open', 'done', 'cancelled')),
    created_at timestamptz NOT NULL,
    done_at timestamptz,
    done_by uuid REFERENCES employees (id),
    version bigint NOT NULL DEFAULT 1,
    CHECK ((state = 'open') = (done_at IS NULL))
);
CREATE INDEX tasks_by_unit ON tasks (unit_id, state, late_from);
CREATE INDEX tasks_by_citizen ON tasks (citizen_id, state);
CREATE INDEX tasks_by_source ON tasks (source_id);

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''% is never changed'', TG_TABLE_NAME; END';
CREATE TRIGGER delegations_stay BEFORE UPDATE ON delegations FOR EACH ROW WHEN (NEW.details IS DISTINCT FROM OLD.details OR NEW.holder_id IS DISTINCT FROM OLD.holder_id OR NEW.registered_at IS DISTINCT FROM OLD.registered_at) EXECUTE FUNCTION refuse();
CREATE TRIGGER vedtak_signed_stays BEFORE UPDATE ON vedtak FOR EACH ROW WHEN (OLD.signature IS NOT NULL AND (NEW.signature IS DISTINCT FROM OLD.signature OR NEW.content IS DISTINCT FROM OLD.content OR NEW.statements_given IS DISTINCT FROM OLD.statements_given OR NEW.citizen_id IS DISTINCT FROM OLD.citizen_id)) EXECUTE FUNCTION refuse();
CREATE TRIGGER vedtak_signed_not_deleted BEFORE DELETE ON vedtak FOR EACH ROW WHEN (OLD.signature IS NOT NULL) EXECUTE FUNCTION refuse();
