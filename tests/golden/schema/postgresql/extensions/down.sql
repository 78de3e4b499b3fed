ALTER EXTENSION hstore SET SCHEMA public;

COMMENT ON EXTENSION hstore IS 'data type for storing sets of (key, value) pairs';

CREATE EXTENSION pg_trgm SCHEMA public;

ALTER TABLE t ALTER COLUMN h TYPE hstore USING h::hstore;

DROP INDEX t_i;

ALTER TABLE t DROP COLUMN i;

DROP EXTENSION intarray;

DROP SCHEMA ext;
