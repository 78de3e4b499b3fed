CREATE SCHEMA app;

CREATE TABLE made (
    a integer,
    b integer
);

CREATE STATISTICS public.on_made ON a, b FROM made;

ALTER STATISTICS on_made OWNER TO pg_monitor;

DROP STATISTICS changed;

DROP STATISTICS gone;

DROP STATISTICS targeted;

ALTER TABLE t ALTER COLUMN a TYPE bigint;

CREATE STATISTICS app."Made" ON c, (a + b) FROM t;

CREATE STATISTICS public.changed (ndistinct, dependencies) ON a, b FROM t;

COMMENT ON STATISTICS changed IS 'restated';

CREATE STATISTICS public.targeted ON a, c FROM t;

ALTER STATISTICS targeted SET STATISTICS 50;
