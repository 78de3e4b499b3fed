CREATE SCHEMA ext;

ALTER EXTENSION hstore SET SCHEMA ext;

COMMENT ON EXTENSION hstore IS 'ours';

CREATE EXTENSION intarray SCHEMA ext;

ALTER TABLE t ADD COLUMN i integer[];

CREATE INDEX t_i ON public.t USING gin (i ext.gin__int_ops);

ALTER TABLE t ALTER COLUMN h TYPE ext.hstore USING h::ext.hstore;

DROP EXTENSION pg_trgm;
