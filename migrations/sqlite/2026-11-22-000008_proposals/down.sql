CREATE TABLE proposals_old (
    id TEXT PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES units (id),
    date TEXT NOT NULL,
    part TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('working', 'ready', 'accepted', 'failed')),
    seed INTEGER NOT NULL,
    asked_by TEXT NOT NULL REFERENCES employees (id),
    asked_at TEXT NOT NULL,
    ready_at TEXT,
    result TEXT,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO proposals_old
    SELECT id, unit_id, date, part, CASE state WHEN 'cancelled' THEN 'failed' ELSE state END, seed,
        asked_by, asked_at, ready_at, result, version
    FROM proposals;
DROP TABLE proposals;
ALTER TABLE proposals_old RENAME TO proposals;
CREATE INDEX proposals_by_plan ON proposals (unit_id, date, part);
