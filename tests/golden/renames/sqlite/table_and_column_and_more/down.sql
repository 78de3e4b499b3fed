DROP INDEX people_name;

CREATE TABLE people_new (id INTEGER PRIMARY KEY, name TEXT, age INTEGER);

INSERT INTO people_new (id, name, age)
SELECT id, name, age
  FROM people;

DROP TABLE people;

PRAGMA legacy_alter_table = ON;

ALTER TABLE people_new RENAME TO people;

PRAGMA legacy_alter_table = OFF;

CREATE INDEX users_fullname ON "people" (name);

ALTER TABLE people RENAME COLUMN name TO fullname;

ALTER TABLE people RENAME TO users;
