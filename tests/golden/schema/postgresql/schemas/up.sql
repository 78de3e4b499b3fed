CREATE SCHEMA "Coming Soon";

GRANT USAGE ON SCHEMA app TO PUBLIC;

COMMENT ON SCHEMA app IS 'new words';

COMMENT ON SCHEMA public IS 'ours';

CREATE TABLE "Coming Soon".t (
    id serial,
    CONSTRAINT t_id_fkey FOREIGN KEY (id) REFERENCES app.t(id)
);

CREATE INDEX t_id ON "Coming Soon".t (id);

ALTER TABLE app.t ADD COLUMN n integer DEFAULT 1;

ALTER TABLE t ADD CONSTRAINT t_id_fkey FOREIGN KEY (id) REFERENCES app.t(id);

CREATE VIEW app.v AS
SELECT t.id
   FROM t;

DROP TABLE going.t;

DROP SCHEMA going;
