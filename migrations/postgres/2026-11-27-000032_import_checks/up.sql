-- An import is checked beside the request too: a dry run is a run of its own, which ends `checked`.

ALTER TABLE imports ADD COLUMN dry_run boolean NOT NULL DEFAULT false;
ALTER TABLE imports DROP CONSTRAINT imports_state_check;
ALTER TABLE imports ADD CONSTRAINT imports_state_check
    CHECK (state IN ('working', 'applied', 'refused', 'failed', 'checked'));
