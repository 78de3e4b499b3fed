-- needs PostgreSQL 18
CREATE TABLE t (
    a int,
    other int GENERATED ALWAYS AS (a * 2),
    to_virtual int GENERATED ALWAYS AS (a * 3) STORED,
    to_stored int GENERATED ALWAYS AS (a + 1),
    to_ordinary int GENERATED ALWAYS AS (a - 1) STORED,
    gone int GENERATED ALWAYS AS (a)
);
CREATE TABLE checked (a int, b int GENERATED ALWAYS AS (a + 1), CHECK (b > 0));
CREATE VIEW seen AS SELECT other FROM t;
INSERT INTO t VALUES (1);
INSERT INTO checked VALUES (1);
