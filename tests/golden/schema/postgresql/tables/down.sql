CREATE TABLE going (
    id integer NOT NULL,
    CONSTRAINT going_pkey PRIMARY KEY (id)
);

ALTER TABLE guarded
    DISABLE ROW LEVEL SECURITY,
    NO FORCE ROW LEVEL SECURITY;

ALTER TABLE logged SET LOGGED;

COMMENT ON TABLE plain IS NULL;

ALTER TABLE replicated REPLICA IDENTITY DEFAULT;

ALTER TABLE stored
    RESET (toast.autovacuum_enabled),
    SET (autovacuum_enabled = false, fillfactor = 90);

DROP TABLE coming;

DROP TABLE nothing;
