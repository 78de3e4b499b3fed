CREATE TYPE gone AS ENUM (
    'x'
);

COMMENT ON TYPE kept IS 'before';

ALTER TABLE t
    DROP COLUMN late,
    DROP CONSTRAINT not_odd;

DROP VIEW w;

DROP VIEW v;

ALTER TYPE loses ADD VALUE 'odd' AFTER 'new';

ALTER TYPE reordered RENAME TO reordered_old;

CREATE TYPE reordered AS ENUM (
    'low',
    'high',
    'mid'
);

ALTER TABLE t ALTER COLUMN level TYPE reordered USING level::text::reordered;

DROP TYPE reordered_old;

ALTER TABLE t ADD CONSTRAINT not_odd CHECK (((state <> 'odd'::loses) OR (id > 100)));

CREATE VIEW v WITH (security_barrier = true) AS
SELECT t.state,
    t.level
   FROM t
  WHERE (t.state = 'new'::loses);

GRANT SELECT ON TABLE v TO PUBLIC;

CREATE VIEW w AS
SELECT v.level
   FROM v;

DROP TABLE made;

DROP TABLE newer;

ALTER TYPE grows RENAME TO grows_old;

CREATE TYPE grows AS ENUM (
    'b',
    'd'
);

ALTER TABLE t ALTER COLUMN g TYPE grows USING g::text::grows;

DROP TYPE grows_old;

DROP TYPE app."Made Here";

DROP SCHEMA app;
