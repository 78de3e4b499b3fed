ALTER TABLE users RENAME TO people;

ALTER TABLE people RENAME COLUMN fullname TO name;

DROP INDEX users_fullname;

-- check: SELECT id, name FROM people WHERE NOT (name <> 'nobody')
CREATE TABLE people_new (
  id INTEGER PRIMARY KEY
  -- renamed-from: fullname
, name TEXT NOT NULL DEFAULT ''
, age TEXT
, CHECK (name <> 'nobody')
);

INSERT INTO people_new (id, name, age)
SELECT id, coalesce(name, ''), age
  FROM people;

DROP TABLE people;

PRAGMA legacy_alter_table = ON;

ALTER TABLE people_new RENAME TO people;

PRAGMA legacy_alter_table = OFF;

CREATE INDEX people_name ON people (name);
