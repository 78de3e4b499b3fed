CREATE SCHEMA ext;
CREATE EXTENSION hstore SCHEMA ext;
COMMENT ON EXTENSION hstore IS 'ours';
CREATE EXTENSION citext VERSION '1.4';
CREATE EXTENSION intarray SCHEMA ext;
CREATE TABLE t (h ext.hstore, i integer[]);
CREATE INDEX t_i ON t USING gin (i ext.gin__int_ops);
