ALTER TABLE customer DROP COLUMN phone;

ALTER TABLE customer DROP COLUMN level;

ALTER TABLE customer DROP COLUMN agent;

ALTER TABLE customer DROP COLUMN upper_name;
