CREATE SCHEMA app;

CREATE TYPE app."Made Here" AS ENUM (
    'one',
    'two'
);

ALTER TYPE app."Made Here" OWNER TO pg_monitor;

GRANT ALL ON TYPE app."Made Here" TO pg_read_all_data WITH GRANT OPTION;

ALTER TYPE grows ADD VALUE 'a' BEFORE 'b';

ALTER TYPE grows ADD VALUE 'c' AFTER 'b';

ALTER TYPE grows ADD VALUE 'e';

ALTER TYPE grows ADD VALUE 'f';

COMMENT ON TYPE kept IS 'after';

CREATE TABLE made (
    m app."Made Here"[] DEFAULT '{two}'::app."Made Here"[]
);

CREATE TABLE newer (
    g grows
);

ALTER TABLE t
    ADD COLUMN late grows DEFAULT 'c'::grows,
    DROP COLUMN twice,
    ALTER COLUMN state DROP DEFAULT,
    ALTER COLUMN states DROP DEFAULT,
    DROP CONSTRAINT not_odd;

DROP INDEX t_new;

DROP VIEW w;

DROP VIEW v;

ALTER TYPE loses RENAME TO loses_old1;

CREATE TYPE loses AS ENUM (
    'new',
    'it''s done'
);

REVOKE ALL ON TYPE loses FROM PUBLIC;

COMMENT ON TYPE loses IS 'restated';

ALTER TABLE part ALTER COLUMN state TYPE loses USING state::text::loses;

ALTER TABLE t
    ALTER COLUMN state TYPE loses USING state::text::loses,
    ALTER COLUMN states TYPE loses[] USING states::text[]::loses[];

DROP TYPE loses_old1;

ALTER TYPE reordered RENAME TO reordered_old;

CREATE TYPE reordered AS ENUM (
    'low',
    'mid',
    'high'
);

ALTER TABLE t ALTER COLUMN level TYPE reordered USING level::text::reordered;

DROP TYPE reordered_old;

ALTER TABLE t
    ADD COLUMN twice text GENERATED ALWAYS AS (
CASE
    WHEN (state = 'new'::loses) THEN 'n'::text
    ELSE NULL::text
END) STORED,
    ALTER COLUMN state SET DEFAULT 'new'::loses,
    ALTER COLUMN states SET DEFAULT '{new}'::loses[],
    ADD CONSTRAINT not_odd CHECK (((state <> 'new'::loses) OR (id > 0)));

CREATE INDEX t_new ON public.t (id) WHERE (state = 'new'::loses);

CREATE VIEW v WITH (security_barrier = true) AS
SELECT t.state,
    t.level
   FROM t
  WHERE (t.state = 'new'::loses);

GRANT SELECT ON TABLE v TO PUBLIC;

CREATE VIEW w AS
SELECT v.level
   FROM v;

DROP TYPE gone;
