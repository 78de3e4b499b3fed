CREATE SCHEMA app;
CREATE SCHEMA "Coming Soon";
CREATE TABLE app.t (id integer PRIMARY KEY, n integer DEFAULT 1);
CREATE TABLE "Coming Soon".t (id serial REFERENCES app.t);
CREATE INDEX t_id ON "Coming Soon".t (id);
CREATE TABLE t (id integer REFERENCES app.t);
CREATE VIEW app.v AS SELECT t.id FROM t;
COMMENT ON SCHEMA app IS 'new words';
GRANT USAGE ON SCHEMA app TO PUBLIC;
