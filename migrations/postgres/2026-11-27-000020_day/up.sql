-- The day itself: what is on lists beside visits, and when an assignment became what it is.

-- A meeting, time to write, a task of one's own (R-WL-1); or going along to a colleague's visit, whose
-- companion is no new face (R-WL-12).
CREATE TABLE other_work (
    id uuid PRIMARY KEY,
    unit_id uuid NOT NULL REFERENCES units (id),
    employee_id uuid NOT NULL REFERENCES employees (id),
    date date NOT NULL,
    kind text NOT NULL CHECK (kind IN ('meeting', 'conversation', 'documentation', 'driving', 'own_task', 'guidance', 'joint_visit')),
    title text NOT NULL,
    begins_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    visit_id uuid REFERENCES visits (id) ON DELETE CASCADE,
    citizen_id uuid REFERENCES citizens (id),
    recorded_by uuid NOT NULL REFERENCES employees (id),
    version bigint NOT NULL DEFAULT 1,
    CHECK (begins_at < ends_at),
    CHECK ((visit_id IS NULL) = (citizen_id IS NULL))
);
CREATE INDEX other_work_by_employee ON other_work (employee_id, date);
CREATE INDEX other_work_by_visit ON other_work (visit_id);

-- Who changed what, and when, after publication (R-WL-3); unknown for what was set before.
ALTER TABLE assignments ADD COLUMN set_at timestamptz;

-- Who has been where in 90 days, answered from the index alone (R-WL-7).
CREATE INDEX done_parts_faces ON done_parts (citizen_id, employee_id, date, companion);
