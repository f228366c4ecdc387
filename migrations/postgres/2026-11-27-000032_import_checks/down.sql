DELETE FROM imports WHERE dry_run;
ALTER TABLE imports DROP CONSTRAINT imports_state_check;
ALTER TABLE imports ADD CONSTRAINT imports_state_check
    CHECK (state IN ('working', 'applied', 'refused', 'failed'));
ALTER TABLE imports DROP COLUMN dry_run;
