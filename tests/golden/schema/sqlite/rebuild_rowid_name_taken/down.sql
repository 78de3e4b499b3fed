-- foreign-keys: off

CREATE TABLE t_new (
    rowid TEXT,
    _rowid_ TEXT,
    a TEXT
);

INSERT INTO t_new (oid, rowid, _rowid_, a)
SELECT oid, rowid, _rowid_, a
  FROM t;

DROP TABLE t;

PRAGMA legacy_alter_table = ON;

ALTER TABLE t_new RENAME TO t;

PRAGMA legacy_alter_table = OFF;
