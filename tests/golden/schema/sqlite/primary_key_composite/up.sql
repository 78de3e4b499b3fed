-- foreign-keys: off

CREATE TABLE t_new (
    x INTEGER,
    y INTEGER,
    a TEXT,
    PRIMARY KEY (x, y DESC)
);

INSERT INTO t_new (rowid, x, y, a)
SELECT rowid, x, y, a
  FROM t;

DROP TABLE t;

PRAGMA legacy_alter_table = ON;

ALTER TABLE t_new RENAME TO t;

PRAGMA legacy_alter_table = OFF;
