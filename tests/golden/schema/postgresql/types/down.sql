ALTER TABLE t
    ALTER COLUMN c TYPE integer[] USING c::integer[],
    ALTER COLUMN d TYPE date,
    ALTER COLUMN e TYPE json,
    ALTER COLUMN f TYPE text,
    ALTER COLUMN d SET DEFAULT '2024-01-01'::date,
    ALTER COLUMN f SET DEFAULT '{}'::text;

DROP VIEW w;

DROP VIEW v;

ALTER TABLE t
    ALTER COLUMN a TYPE text,
    ALTER COLUMN b TYPE integer,
    ALTER COLUMN a SET DEFAULT '1'::text;

CREATE VIEW v AS
SELECT t.a,
    t.b
   FROM t;

COMMENT ON VIEW v IS 'looks at t';

CREATE VIEW w WITH (security_barrier = true) AS
SELECT v.b
   FROM v;

GRANT SELECT ON TABLE w TO PUBLIC;
