CREATE UNLOGGED TABLE coming (
    id integer NOT NULL,
    total numeric(10,2) DEFAULT 0 NOT NULL,
    note text COLLATE "C",
    CONSTRAINT coming_pkey PRIMARY KEY (id),
    CONSTRAINT coming_total_check CHECK ((total >= (0)::numeric))
) WITH (fillfactor = 50);

ALTER TABLE coming REPLICA IDENTITY NOTHING;

ALTER TABLE guarded
    ENABLE ROW LEVEL SECURITY,
    FORCE ROW LEVEL SECURITY;

ALTER TABLE logged SET UNLOGGED;

CREATE TABLE nothing ();

COMMENT ON TABLE plain IS 'It''s plain';

ALTER TABLE replicated REPLICA IDENTITY FULL;

ALTER TABLE stored
    RESET (autovacuum_enabled),
    SET (fillfactor = 70, toast.autovacuum_enabled = false);

DROP TABLE going;
