DROP TABLE pool_teams;
DROP TABLE pools;
