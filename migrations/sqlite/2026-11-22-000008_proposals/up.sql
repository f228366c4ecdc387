-- Proposals can be cancelled, and made from another that the day has left behind (R-WL-5).
-- SQLite cannot change a CHECK, so the table is made anew.
CREATE TABLE proposals_new (
    id TEXT PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES units (id),
    date TEXT NOT NULL,
    part TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('working', 'ready', 'accepted', 'failed', 'cancelled')),
    seed INTEGER NOT NULL,
    asked_by TEXT NOT NULL REFERENCES employees (id),
    asked_at TEXT NOT NULL,
    ready_at TEXT,
    result TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    based_on TEXT
) STRICT;
INSERT INTO proposals_new
    SELECT id, unit_id, date, part, state, seed, asked_by, asked_at, ready_at, result, version, NULL
    FROM proposals;
DROP TABLE proposals;
ALTER TABLE proposals_new RENAME TO proposals;
CREATE INDEX proposals_by_plan ON proposals (unit_id, date, part);
