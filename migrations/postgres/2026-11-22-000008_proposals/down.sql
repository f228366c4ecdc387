ALTER TABLE proposals DROP COLUMN based_on;
UPDATE proposals SET state = 'failed' WHERE state = 'cancelled';
ALTER TABLE proposals DROP CONSTRAINT proposals_state_check;
ALTER TABLE proposals ADD CONSTRAINT proposals_state_check
    CHECK (state IN ('working', 'ready', 'accepted', 'failed'));
