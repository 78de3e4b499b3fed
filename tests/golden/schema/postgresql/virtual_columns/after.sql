CREATE TABLE t (
    a int,
    other int GENERATED ALWAYS AS (a * 5) VIRTUAL,
    to_virtual int GENERATED ALWAYS AS (a * 3) VIRTUAL,
    to_stored int GENERATED ALWAYS AS (a + 1) STORED,
    to_ordinary int,
    made int GENERATED ALWAYS AS (a + 2) VIRTUAL NOT NULL
);
CREATE TABLE checked (a int, b int GENERATED ALWAYS AS (a + 2), CHECK (b > 0));
CREATE VIEW seen AS SELECT other FROM t;
CREATE TABLE whole (a int, b text GENERATED ALWAYS AS (a || 'x') VIRTUAL);
