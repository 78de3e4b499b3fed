-- foreign-keys: off

CREATE TABLE t_new (
    id INTEGER PRIMARY KEY,
    a TEXT,
    c INTEGER AS (id + 1)
);

INSERT INTO t_new (id, a)
SELECT id, a
  FROM t;

DROP TABLE t;

PRAGMA legacy_alter_table = ON;

ALTER TABLE t_new RENAME TO t;

PRAGMA legacy_alter_table = OFF;
