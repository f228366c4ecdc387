DROP INDEX citizens_by_birth_date;
DROP TABLE emergency_allowances;
DROP TABLE emergency_searches;
DROP TABLE emergency_accesses;
