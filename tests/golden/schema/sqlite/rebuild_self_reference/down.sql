-- foreign-keys: off

CREATE TABLE t_new (
    id INTEGER PRIMARY KEY,
    up INTEGER REFERENCES t (id)
);

INSERT INTO t_new (id, up)
SELECT id, up
  FROM t;

DROP TABLE t;

PRAGMA legacy_alter_table = ON;

ALTER TABLE t_new RENAME TO t;

PRAGMA legacy_alter_table = OFF;
