-- foreign-keys: off

DROP INDEX i;

DROP TRIGGER g;

CREATE TABLE t_new (id INTEGER PRIMARY KEY, a TEXT, b INTEGER);

INSERT INTO t_new (id, a, b)
SELECT id, a, b
  FROM t;

DROP TABLE t;

PRAGMA legacy_alter_table = ON;

ALTER TABLE t_new RENAME TO t;

PRAGMA legacy_alter_table = OFF;

CREATE INDEX i ON t (a);

CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END;

DROP VIEW k;

CREATE INDEX k ON t (b);
