CREATE TYPE grows AS ENUM ('b', 'd');
CREATE TYPE gone AS ENUM ('x');
CREATE TYPE kept AS ENUM ();
COMMENT ON TYPE kept IS 'before';
CREATE TYPE loses AS ENUM ('new', 'odd', 'it''s done');
COMMENT ON TYPE loses IS 'restated';
REVOKE USAGE ON TYPE loses FROM PUBLIC;
CREATE TYPE reordered AS ENUM ('low', 'high', 'mid');
CREATE TYPE loses_old AS ENUM ('in the way');
CREATE TABLE t (
    id integer PRIMARY KEY,
    g grows,
    state loses NOT NULL DEFAULT 'new',
    states loses[] DEFAULT '{new}',
    level reordered,
    twice text GENERATED ALWAYS AS (CASE WHEN state = 'new' THEN 'n' END) STORED,
    CONSTRAINT not_odd CHECK (state <> 'odd' OR id > 100)
);
CREATE INDEX t_new ON t (id) WHERE state = 'new';
CREATE INDEX t_state ON t (state);
CREATE VIEW v WITH (security_barrier = true) AS SELECT state, level FROM t WHERE state = 'new';
GRANT SELECT ON v TO PUBLIC;
CREATE VIEW w AS SELECT level FROM v;
CREATE TABLE part (state loses, n integer) PARTITION BY LIST (n);
CREATE TABLE part_1 PARTITION OF part FOR VALUES IN (1);
INSERT INTO t VALUES (1, 'b', 'new', '{new,"it''s done"}', 'mid');
INSERT INTO part VALUES ('it''s done', 1);
