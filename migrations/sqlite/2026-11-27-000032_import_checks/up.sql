-- An import is checked beside the request too: a dry run is a run of its own, which ends `checked`.

CREATE TABLE imports_new (
    id TEXT PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES units (id),
    kind TEXT NOT NULL CHECK (kind IN ('caseload', 'plans')),
    state TEXT NOT NULL CHECK (state IN ('working', 'applied', 'refused', 'failed', 'checked')),
    asked_by TEXT NOT NULL REFERENCES employees (id),
    asked_at TEXT NOT NULL,
    finished_at TEXT,
    total INTEGER NOT NULL,
    done INTEGER NOT NULL,
    result TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    dry_run INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO imports_new (id, unit_id, kind, state, asked_by, asked_at, finished_at, total, done, result, version)
    SELECT id, unit_id, kind, state, asked_by, asked_at, finished_at, total, done, result, version FROM imports;
DROP TABLE imports;
ALTER TABLE imports_new RENAME TO imports;
CREATE INDEX imports_by_unit ON imports (unit_id, asked_at);
