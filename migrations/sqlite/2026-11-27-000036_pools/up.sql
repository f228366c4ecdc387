-- Pools: teams that work together at certain hours (R-TEAM-8). Once agreed, a pool is a unit with this id.
CREATE TABLE pools (
    id TEXT PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'agreed', 'declined')),
    valid_from TEXT NOT NULL,
    valid_until TEXT,
    -- Name, hours, and what every team did and when.
    details TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE pool_teams (
    pool_id TEXT NOT NULL REFERENCES pools (id),
    team_id TEXT NOT NULL REFERENCES units (id),
    PRIMARY KEY (pool_id, team_id)
) STRICT;
CREATE INDEX pool_teams_by_team ON pool_teams (team_id, pool_id);
