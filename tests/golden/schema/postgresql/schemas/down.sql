CREATE SCHEMA going;

COMMENT ON SCHEMA public IS 'standard public schema';

ALTER TABLE app.t DROP COLUMN n;

CREATE TABLE going.t (
    id integer,
    CONSTRAINT t_id_fkey FOREIGN KEY (id) REFERENCES app.t(id)
);

ALTER TABLE t DROP CONSTRAINT t_id_fkey;

DROP VIEW app.v;

REVOKE USAGE ON SCHEMA app FROM PUBLIC;

COMMENT ON SCHEMA app IS 'old words';

DROP TABLE "Coming Soon".t;

DROP SCHEMA "Coming Soon";
