DROP TABLE tasks;
DROP TABLE vedtak;
DROP TABLE team_areas;
DROP TABLE charters;
DROP TABLE employee_specialities;
DROP TABLE employee_relations;
DROP TABLE quotas;
DROP TABLE delegations;
