ALTER TABLE t
    ALTER COLUMN c TYPE text[] USING c::text[],
    ALTER COLUMN d TYPE timestamp with time zone,
    ALTER COLUMN e TYPE jsonb,
    ALTER COLUMN d SET DEFAULT '2024-01-01 00:00:00+00'::timestamp with time zone,
    ALTER COLUMN a DROP DEFAULT,
    ALTER COLUMN f DROP DEFAULT,
    ALTER COLUMN f TYPE jsonb USING f::jsonb,
    ALTER COLUMN f SET DEFAULT '{}'::jsonb;

DROP VIEW w;

DROP VIEW v;

ALTER TABLE t
    ALTER COLUMN a TYPE integer USING a::integer,
    ALTER COLUMN a SET DEFAULT 1,
    ALTER COLUMN b TYPE bigint;

CREATE VIEW v AS
SELECT t.a,
    t.b
   FROM t;

COMMENT ON VIEW v IS 'looks at t';

CREATE VIEW w WITH (security_barrier = true) AS
SELECT v.b
   FROM v;

GRANT SELECT ON TABLE w TO PUBLIC;
