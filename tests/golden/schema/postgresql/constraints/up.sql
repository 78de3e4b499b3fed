ALTER TABLE child ADD CONSTRAINT both_set CHECK (((n + m) < 1000));

COMMENT ON CONSTRAINT both_set ON child IS 'words';

ALTER TABLE child
    ADD CONSTRAINT late CHECK ((m > '-10'::integer)) NOT VALID,
    ADD CONSTRAINT no_overlap EXCLUDE USING gist (n WITH =, during WITH &&) WHERE ((m > 0)),
    ADD CONSTRAINT pair FOREIGN KEY (m, parent_id) REFERENCES parent(two, id) MATCH FULL ON DELETE SET NULL (m),
    ALTER COLUMN id SET NOT NULL,
    ADD CONSTRAINT child_pk PRIMARY KEY (id) DEFERRABLE INITIALLY DEFERRED,
    VALIDATE CONSTRAINT code_known,
    VALIDATE CONSTRAINT m_small,
    DROP CONSTRAINT child_key,
    ADD CONSTRAINT child_key UNIQUE NULLS NOT DISTINCT (n, m) INCLUDE (code);

COMMENT ON CONSTRAINT child_key ON child IS 'new words';

ALTER TABLE child
    DROP CONSTRAINT child_parent,
    DROP CONSTRAINT n_positive,
    ADD CONSTRAINT n_positive CHECK ((n >= 0)) NO INHERIT;

ALTER TABLE parent
    DROP CONSTRAINT parent_pkey,
    ADD CONSTRAINT parent_pkey PRIMARY KEY (id) INCLUDE (two);

ALTER INDEX parent_pkey SET (fillfactor = 80);

ALTER TABLE child ADD CONSTRAINT child_parent FOREIGN KEY (parent_id) REFERENCES parent(id) ON UPDATE SET DEFAULT DEFERRABLE;
