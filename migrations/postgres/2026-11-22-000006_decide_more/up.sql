-- Decide, the rest: applications, services before the vedtak, choice of provider, notice, appeals,
-- letters, and what the figures on forms are made of.

CREATE TABLE applications (
    id uuid PRIMARY KEY,
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    state text NOT NULL CHECK (state IN ('received', 'routed', 'decided', 'withdrawn')),
    received_on date NOT NULL,
    details jsonb NOT NULL,
    version bigint NOT NULL DEFAULT 1
);
CREATE INDEX applications_by_citizen ON applications (citizen_id);
CREATE INDEX applications_by_unit ON applications (unit_id, state);

-- A service given before the vedtak, at most fourteen days at a time (R-CIT-5).
CREATE TABLE provisional_services (
    id uuid PRIMARY KEY,
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    service text NOT NULL,
    last_day date NOT NULL,
    details jsonb NOT NULL,
    version bigint NOT NULL DEFAULT 1
);
CREATE INDEX provisional_services_by_citizen ON provisional_services (citizen_id);

-- Who gives a service from a day on; never changed, the latest counts (R-CIT-5).
CREATE TABLE provider_choices (
    id uuid PRIMARY KEY,
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    details jsonb NOT NULL
);
CREATE INDEX provider_choices_by_citizen ON provider_choices (citizen_id);

-- That a citizen was told of a vedtak; a correction is a new row (R-VED-9).
CREATE TABLE vedtak_notices (
    id uuid PRIMARY KEY,
    vedtak_id uuid NOT NULL REFERENCES vedtak (id),
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    details jsonb NOT NULL
);
CREATE INDEX vedtak_notices_by_vedtak ON vedtak_notices (vedtak_id);
CREATE INDEX vedtak_notices_by_citizen ON vedtak_notices (citizen_id);

-- Appeals are kept, also late ones (R-VED-9).
CREATE TABLE appeals (
    id uuid PRIMARY KEY,
    vedtak_id uuid NOT NULL REFERENCES vedtak (id),
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    state text NOT NULL CHECK (state IN ('registered', 'upheld', 'reversed', 'forwarded', 'decided')),
    details jsonb NOT NULL,
    version bigint NOT NULL DEFAULT 1
);
CREATE INDEX appeals_by_vedtak ON appeals (vedtak_id);
CREATE INDEX appeals_by_citizen ON appeals (citizen_id);

-- The letter of a signed vedtak, made once (R-VED-8).
CREATE TABLE letters (
    vedtak_id uuid PRIMARY KEY REFERENCES vedtak (id),
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    language text NOT NULL CHECK (language IN ('nb', 'nn')),
    hash text NOT NULL,
    bytes bytea NOT NULL,
    made_at timestamptz NOT NULL
);
CREATE INDEX letters_by_citizen ON letters (citizen_id);

-- What happened to vedtak of either form: returns and failed checks (R-VED-7).
CREATE TABLE vedtak_marks (
    id uuid PRIMARY KEY,
    vedtak_id uuid NOT NULL REFERENCES vedtak (id),
    citizen_id uuid NOT NULL REFERENCES citizens (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    form text NOT NULL CHECK (form IN ('frame', 'detailed')),
    kind text NOT NULL CHECK (kind IN ('submitted', 'returned', 'check_failed', 'signed', 'appealed')),
    at timestamptz NOT NULL
);
CREATE INDEX vedtak_marks_by_unit ON vedtak_marks (unit_id, at);
CREATE INDEX vedtak_marks_by_vedtak ON vedtak_marks (vedtak_id);
CREATE INDEX vedtak_marks_by_citizen ON vedtak_marks (citizen_id);

CREATE TRIGGER letters_stay BEFORE UPDATE OR DELETE ON letters FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE TRIGGER vedtak_notices_stay BEFORE UPDATE OR DELETE ON vedtak_notices FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE TRIGGER provider_choices_stay BEFORE UPDATE OR DELETE ON provider_choices FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE TRIGGER vedtak_marks_stay BEFORE UPDATE OR DELETE ON vedtak_marks FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE TRIGGER appeals_not_deleted BEFORE DELETE ON appeals FOR EACH ROW EXECUTE FUNCTION refuse();
