-- foreign-keys: off

DROP INDEX i;

DROP INDEX k;

DROP TRIGGER g;

CREATE TABLE t_new (id INTEGER PRIMARY KEY, a BLOB, b INTEGER);

INSERT INTO t_new (id, a, b)
SELECT id, a, b
  FROM t;

DROP TABLE t;

PRAGMA legacy_alter_table = ON;

ALTER TABLE t_new RENAME TO t;

PRAGMA legacy_alter_table = OFF;

CREATE INDEX i ON p (id);

CREATE TRIGGER g AFTER INSERT ON p BEGIN SELECT 1; END;

CREATE VIEW k AS SELECT 1;
