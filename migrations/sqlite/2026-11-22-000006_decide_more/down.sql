DROP TABLE vedtak_marks;
DROP TABLE letters;
DROP TABLE appeals;
DROP TABLE vedtak_notices;
DROP TABLE provider_choices;
DROP TABLE provisional_services;
DROP TABLE applications;
