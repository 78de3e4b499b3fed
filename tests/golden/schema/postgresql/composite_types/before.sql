CREATE TYPE point3 AS (x integer, y integer, "Z" text);
COMMENT ON TYPE point3 IS 'before';
COMMENT ON COLUMN point3.x IS 'left';
CREATE TYPE unused AS (a integer, b text);
CREATE TYPE gone AS (a integer);
CREATE TYPE typed AS (a integer);
CREATE TABLE t (p point3, ps point3[]);
CREATE VIEW v AS SELECT (p).y FROM t;
INSERT INTO t VALUES ('(1,2,z)', '{"(1,2,z)"}');
