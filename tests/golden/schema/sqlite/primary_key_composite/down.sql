-- foreign-keys: off

CREATE TABLE t_new (
    x INTEGER,
    y INTEGER,
    a TEXT,
    PRIMARY KEY (x)
);

INSERT INTO t_new (x, y, a)
SELECT x, y, a
  FROM t;

DROP TABLE t;

PRAGMA legacy_alter_table = ON;

ALTER TABLE t_new RENAME TO t;

PRAGMA legacy_alter_table = OFF;
