-- foreign-keys: off

CREATE TABLE span_new (id INTEGER PRIMARY KEY, a INTEGER);

INSERT INTO span_new (id, a)
SELECT id, a
  FROM span;

DROP TABLE span;

PRAGMA legacy_alter_table = ON;

ALTER TABLE span_new RENAME TO span;

PRAGMA legacy_alter_table = OFF;
