-- Pools: teams that work together at certain hours (R-TEAM-8). Once agreed, a pool is a unit with this id.
CREATE TABLE pools (
    id uuid PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('proposed', 'agreed', 'declined')),
    valid_from date NOT NULL,
    valid_until date,
    -- Name, hours, and what every team did and when.
    details jsonb NOT NULL,
    version bigint NOT NULL DEFAULT 1
);

CREATE TABLE pool_teams (
    pool_id uuid NOT NULL REFERENCES pools (id),
    team_id uuid NOT NULL REFERENCES units (id),
    PRIMARY KEY (pool_id, team_id)
);
CREATE INDEX pool_teams_by_team ON pool_teams (team_id, pool_id);
