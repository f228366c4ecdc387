-- Decide, the rest: applications, services before the vedtak, choice of provider, notice, appeals,
-- letters, and what the figures on forms are made of.

CREATE TABLE applications (
    id TEXT PRIMARY KEY,
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    unit_id TEXT NOT NULL REFERENCES units (id),
    state TEXT NOT NULL CHECK (state IN ('received', 'routed', 'decided', 'withdrawn')),
    received_on TEXT NOT NULL,
    details TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX applications_by_citizen ON applications (citizen_id);
CREATE INDEX applications_by_unit ON applications (unit_id, state);

-- A service given before the vedtak, at most fourteen days at a time (R-CIT-5).
CREATE TABLE provisional_services (
    id TEXT PRIMARY KEY,
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    unit_id TEXT NOT NULL REFERENCES units (id),
    service TEXT NOT NULL,
    last_day TEXT NOT NULL,
    details TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX provisional_services_by_citizen ON provisional_services (citizen_id);

-- Who gives a service from a day on; never changed, the latest counts (R-CIT-5).
CREATE TABLE provider_choices (
    id TEXT PRIMARY KEY,
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    details TEXT NOT NULL
) STRICT;
CREATE INDEX provider_choices_by_citizen ON provider_choices (citizen_id);

-- That a citizen was told of a vedtak; a correction is a new row (R-VED-9).
CREATE TABLE vedtak_notices (
    id TEXT PRIMARY KEY,
    vedtak_id TEXT NOT NULL REFERENCES vedtak (id),
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    details TEXT NOT NULL
) STRICT;
CREATE INDEX vedtak_notices_by_vedtak ON vedtak_notices (vedtak_id);
CREATE INDEX vedtak_notices_by_citizen ON vedtak_notices (citizen_id);

-- Appeals are kept, also late ones (R-VED-9).
CREATE TABLE appeals (
    id TEXT PRIMARY KEY,
    vedtak_id TEXT NOT NULL REFERENCES vedtak (id),
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    state TEXT NOT NULL CHECK (state IN ('registered', 'upheld', 'reversed', 'forwarded', 'decided')),
    details TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX appeals_by_vedtak ON appeals (vedtak_id);
CREATE INDEX appeals_by_citizen ON appeals (citizen_id);

-- The letter of a signed vedtak, made once (R-VED-8).
CREATE TABLE letters (
    vedtak_id TEXT PRIMARY KEY REFERENCES vedtak (id),
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    language TEXT NOT NULL CHECK (language IN ('nb', 'nn')),
    hash TEXT NOT NULL,
    bytes BLOB NOT NULL,
    made_at TEXT NOT NULL
) STRICT;
CREATE INDEX letters_by_citizen ON letters (citizen_id);

-- What happened to vedtak of either form: returns and failed checks (R-VED-7).
CREATE TABLE vedtak_marks (
    id TEXT PRIMARY KEY,
    vedtak_id TEXT NOT NULL REFERENCES vedtak (id),
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    unit_id TEXT NOT NULL REFERENCES units (id),
    form TEXT NOT NULL CHECK (form IN ('frame', 'detailed')),
    kind TEXT NOT NULL CHECK (kind IN ('submitted', 'returned', 'check_failed', 'signed', 'appealed')),
    at TEXT NOT NULL
) STRICT;
CREATE INDEX vedtak_marks_by_unit ON vedtak_marks (unit_id, at);
CREATE INDEX vedtak_marks_by_vedtak ON vedtak_marks (vedtak_id);
CREATE INDEX vedtak_marks_by_citizen ON vedtak_marks (citizen_id);

CREATE TRIGGER letters_update_refused BEFORE UPDATE ON letters BEGIN SELECT RAISE(ABORT, 'letters is never changed'); END;
CREATE TRIGGER letters_delete_refused BEFORE DELETE ON letters BEGIN SELECT RAISE(ABORT, 'letters is never changed'); END;
CREATE TRIGGER vedtak_notices_update_refused BEFORE UPDATE ON vedtak_notices BEGIN SELECT RAISE(ABORT, 'vedtak_notices is never changed'); END;
CREATE TRIGGER vedtak_notices_delete_refused BEFORE DELETE ON vedtak_notices BEGIN SELECT RAISE(ABORT, 'vedtak_notices is never changed'); END;
CREATE TRIGGER provider_choices_update_refused BEFORE UPDATE ON provider_choices BEGIN SELECT RAISE(ABORT, 'provider_choices is never changed'); END;
CREATE TRIGGER provider_choices_delete_refused BEFORE DELETE ON provider_choices BEGIN SELECT RAISE(ABORT, 'provider_choices is never changed'); END;
CREATE TRIGGER vedtak_marks_update_refused BEFORE UPDATE ON vedtak_marks BEGIN SELECT RAISE(ABORT, 'vedtak_marks is never changed'); END;
CREATE TRIGGER vedtak_marks_delete_refused BEFORE DELETE ON vedtak_marks BEGIN SELECT RAISE(ABORT, 'vedtak_marks is never changed'); END;
CREATE TRIGGER appeals_not_deleted BEFORE DELETE ON appeals BEGIN SELECT RAISE(ABORT, 'no appeal is lost'); END;
