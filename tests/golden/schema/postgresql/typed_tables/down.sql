ALTER TABLE loose NOT OF;

ALTER TABLE typed OF pair;

DROP TABLE bare;

DROP TABLE coming;
