-- foreign-keys: off

CREATE TABLE t_new (
    code TEXT PRIMARY KEY,
    a TEXT
);

INSERT INTO t_new (code, a)
SELECT code, a
  FROM t;

DROP TABLE t;

PRAGMA legacy_alter_table = ON;

ALTER TABLE t_new RENAME TO t;

PRAGMA legacy_alter_table = OFF;
