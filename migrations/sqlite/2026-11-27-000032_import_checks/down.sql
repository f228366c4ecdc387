DELETE FROM imports WHERE dry_run = 1;
CREATE TABLE imports_old (
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
INSERT INTO imports_old SELECT id, unit_id, kind, state, asked_by, asked_at, finished_at, total, done, result, version
    FROM imports;
DROP TABLE imports;
ALTER TABLE imports_old RENAME TO imports;
CREATE INDEX imports_by_unit ON imports (unit_id, asked_at);
