CREATE SCHEMA app;
CREATE SCHEMA going;
CREATE TABLE app.t (id integer PRIMARY KEY);
CREATE TABLE going.t (id integer REFERENCES app.t);
CREATE TABLE t (id integer);
COMMENT ON SCHEMA app IS 'old words';
