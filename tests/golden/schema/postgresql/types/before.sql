CREATE TABLE t (
    a text DEFAULT '1',
    b integer DEFAULT 1,
    c integer[],
    d date DEFAULT '2024-01-01',
    e json,
    f text DEFAULT '{}'
);
CREATE INDEX t_a ON t (a);
ALTER TABLE t ADD CONSTRAINT b_positive CHECK (b > 0);
CREATE VIEW v AS SELECT a, b FROM t;
COMMENT ON VIEW v IS 'looks at t';
CREATE VIEW w WITH (security_barrier = true) AS SELECT b FROM v;
GRANT SELECT ON w TO PUBLIC;
INSERT INTO t VALUES ('5', 6, '{1,2}', '2024-02-02', '{}', '{"a":1}');
