-- Know and plan: departures from the frame, history, library, reablement, transfers, kin notes,
-- versions of drafts and templates, imports under way.

-- A tiltak outside the frame for a time (R-PLAN-4). What applied before it stands in within; none
-- for a tiltak that is new. A closed row is history.
CREATE TABLE departures (
    id TEXT PRIMARY KEY,
    tiltak_id TEXT NOT NULL REFERENCES tiltak (id),
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    within TEXT,
    closed_on TEXT
) STRICT;
CREATE UNIQUE INDEX one_open_departure ON departures (tiltak_id) WHERE closed_on IS NULL;
CREATE INDEX departures_by_citizen ON departures (citizen_id, until);

-- Every version of every goal and tiltak: who said what, from when.
CREATE TABLE plan_versions (
    part_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    kind TEXT NOT NULL CHECK (kind IN ('goal', 'tiltak')),
    at TEXT NOT NULL,
    changed_by TEXT REFERENCES employees (id),
    details TEXT NOT NULL,
    PRIMARY KEY (part_id, version)
) STRICT;
CREATE INDEX plan_versions_by_citizen ON plan_versions (citizen_id, at);

-- Tiltak that a team has worked out and copies into plans.
CREATE TABLE library_tiltak (
    id TEXT PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES units (id),
    title TEXT NOT NULL,
    details TEXT NOT NULL,
    made_by TEXT REFERENCES employees (id),
    removed_at TEXT,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX library_tiltak_by_unit ON library_tiltak (unit_id, title);

CREATE TABLE reablement_courses (
    id TEXT PRIMARY KEY,
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    unit_id TEXT NOT NULL REFERENCES units (id),
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    details TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX reablement_by_citizen ON reablement_courses (citizen_id);
CREATE INDEX reablement_by_unit ON reablement_courses (unit_id, starts_on);

-- From one unit to another (R-CIT-7). Its hand-over list stands in items.
CREATE TABLE transfers (
    id TEXT PRIMARY KEY,
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    from_unit_id TEXT NOT NULL REFERENCES units (id),
    to_unit_id TEXT NOT NULL REFERENCES units (id),
    state TEXT NOT NULL CHECK (state IN ('proposed', 'accepted', 'declined', 'withdrawn', 'moved', 'done')),
    moves_on TEXT NOT NULL,
    reason TEXT NOT NULL,
    answer TEXT,
    items TEXT NOT NULL,
    proposed_at TEXT NOT NULL,
    proposed_by TEXT NOT NULL REFERENCES employees (id),
    answered_at TEXT,
    answered_by TEXT REFERENCES employees (id),
    moved_at TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    CHECK (from_unit_id <> to_unit_id)
) STRICT;
CREATE UNIQUE INDEX one_transfer_under_way ON transfers (citizen_id) WHERE state IN ('proposed', 'accepted');
CREATE INDEX transfers_by_citizen ON transfers (citizen_id);
CREATE INDEX transfers_by_date ON transfers (state, moves_on);

-- Everyday contact with kin, the «meldingsbok» (R-CIT-8).
CREATE TABLE contact_notes (
    id TEXT PRIMARY KEY,
    contact_id TEXT NOT NULL REFERENCES contacts (id),
    citizen_id TEXT NOT NULL REFERENCES citizens (id),
    at TEXT NOT NULL,
    written_by TEXT NOT NULL REFERENCES employees (id),
    details TEXT NOT NULL
) STRICT;
CREATE INDEX contact_notes_by_citizen ON contact_notes (citizen_id, at);

-- What a draft said before: nothing that was written is lost.
CREATE TABLE assessment_versions (
    assessment_id TEXT NOT NULL REFERENCES assessments (id),
    version INTEGER NOT NULL,
    saved_at TEXT NOT NULL,
    saved_by TEXT REFERENCES employees (id),
    details TEXT NOT NULL,
    PRIMARY KEY (assessment_id, version)
) STRICT;

-- The conversation's template, in the municipality's own words; version 1 is built in.
CREATE TABLE assessment_templates (
    version INTEGER PRIMARY KEY,
    made_at TEXT NOT NULL,
    made_by TEXT REFERENCES employees (id),
    details TEXT NOT NULL
) STRICT;

-- Imports: how far they have come and what they found.
CREATE TABLE imports (
    id TEXT PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES units (id),
    kind TEXT NOT NULL CHECK (kind IN ('caseload', 'plans')),
    state TEXT NOT NULL CHECK (state IN ('working', 'applied', 'refused', 'failed')),
    asked_by TEXT NOT NULL REFERENCES employees (id),
    asked_at TEXT NOT NULL,
    finished_at TEXT,
    total INTEGER NOT NULL,
    done INTEGER NOT NULL,
    result TEXT,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX imports_by_unit ON imports (unit_id, asked_at);
