CREATE STATISTICS public.gone ON b, c FROM t;

DROP STATISTICS app."Made";

DROP STATISTICS changed;

DROP STATISTICS targeted;

ALTER TABLE t ALTER COLUMN a TYPE integer;

CREATE STATISTICS public.changed (ndistinct) ON a, b FROM t;

COMMENT ON STATISTICS changed IS 'restated';

CREATE STATISTICS public.targeted ON a, c FROM t;

DROP TABLE made;

DROP SCHEMA app;
