CREATE TABLE t (
    a integer DEFAULT 1,
    b bigint DEFAULT 1,
    c text[],
    d timestamp with time zone DEFAULT '2024-01-01',
    e jsonb,
    f jsonb DEFAULT '{}'
);
CREATE INDEX t_a ON t (a);
ALTER TABLE t ADD CONSTRAINT b_positive CHECK (b > 0);
CREATE VIEW v AS SELECT a, b FROM t;
COMMENT ON VIEW v IS 'looks at t';
CREATE VIEW w WITH (security_barrier = true) AS SELECT b FROM v;
GRANT SELECT ON w TO PUBLIC;
