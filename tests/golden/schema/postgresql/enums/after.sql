CREATE SCHEMA app;
CREATE TYPE app."Made Here" AS ENUM ('one', 'two');
ALTER TYPE app."Made Here" OWNER TO pg_monitor;
GRANT USAGE ON TYPE app."Made Here" TO pg_read_all_data WITH GRANT OPTION;
CREATE TYPE grows AS ENUM ('a', 'b', 'c', 'd', 'e', 'f');
CREATE TYPE kept AS ENUM ();
COMMENT ON TYPE kept IS 'after';
CREATE TYPE loses AS ENUM ('new', 'it''s done');
COMMENT ON TYPE loses IS 'restated';
REVOKE USAGE ON TYPE loses FROM PUBLIC;
CREATE TYPE reordered AS ENUM ('low', 'mid', 'high');
CREATE TYPE loses_old AS ENUM ('in the way');
CREATE TABLE t (
    id integer PRIMARY KEY,
    g grows,
    state loses NOT NULL DEFAULT 'new',
    states loses[] DEFAULT '{new}',
    level reordered,
    late grows DEFAULT 'c',
    twice text GENERATED ALWAYS AS (CASE WHEN state = 'new' THEN 'n' END) STORED,
    CONSTRAINT not_odd CHECK (state <> 'new' OR id > 0)
);
CREATE INDEX t_new ON t (id) WHERE state = 'new';
CREATE INDEX t_state ON t (state);
CREATE VIEW v WITH (security_barrier = true) AS SELECT state, level FROM t WHERE state = 'new';
GRANT SELECT ON v TO PUBLIC;
CREATE VIEW w AS SELECT level FROM v;
CREATE TABLE part (state loses, n integer) PARTITION BY LIST (n);
CREATE TABLE part_1 PARTITION OF part FOR VALUES IN (1);
CREATE TABLE made (m app."Made Here"[] DEFAULT '{two}');
CREATE TABLE newer (g grows);
