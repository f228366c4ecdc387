-- Proposals can be cancelled, and made from another that the day has left behind (R-WL-5).
ALTER TABLE proposals DROP CONSTRAINT proposals_state_check;
ALTER TABLE proposals ADD CONSTRAINT proposals_state_check
    CHECK (state IN ('working', 'ready', 'accepted', 'failed', 'cancelled'));
ALTER TABLE proposals ADD COLUMN based_on uuid;
