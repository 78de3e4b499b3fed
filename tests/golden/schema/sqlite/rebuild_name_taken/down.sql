-- foreign-keys: off

CREATE TABLE t_new2 (id INTEGER PRIMARY KEY, a TEXT, b INTEGER);

INSERT INTO t_new2 (id, a, b)
SELECT id, a, b
  FROM t;

DROP TABLE t;

PRAGMA legacy_alter_table = ON;

ALTER TABLE t_new2 RENAME TO t;

PRAGMA legacy_alter_table = OFF;
