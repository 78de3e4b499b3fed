CREATE TABLE t (
    a int,
    b int,
    other int GENERATED ALWAYS AS (a * 3) STORED,
    of_new int GENERATED ALWAYS AS (a + b) STORED,
    wider bigint GENERATED ALWAYS AS (a + 2) STORED
);
CREATE INDEX t_other ON t (other);
CREATE VIEW seen AS SELECT other FROM t;
CREATE TABLE p (k int, g int GENERATED ALWAYS AS (k + 2) STORED) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
