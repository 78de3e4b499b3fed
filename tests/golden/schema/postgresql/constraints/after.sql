CREATE EXTENSION btree_gist;
CREATE TABLE parent (id integer, code text UNIQUE, two integer, UNIQUE (two, id),
    CONSTRAINT parent_pkey PRIMARY KEY (id) INCLUDE (two) WITH (fillfactor = 80));
CREATE TABLE child (
    id integer CONSTRAINT child_pk PRIMARY KEY DEFERRABLE INITIALLY DEFERRED,
    parent_id integer CONSTRAINT child_parent REFERENCES parent ON UPDATE SET DEFAULT DEFERRABLE,
    code text,
    n integer CONSTRAINT n_positive CHECK (n >= 0) NO INHERIT,
    m integer,
    during tsrange,
    CONSTRAINT child_key UNIQUE NULLS NOT DISTINCT (n, m) INCLUDE (code),
    CONSTRAINT both_set CHECK (n + m < 1000),
    CONSTRAINT no_overlap EXCLUDE USING gist (n WITH =, during WITH &&) WHERE (m > 0),
    CONSTRAINT pair FOREIGN KEY (m, parent_id) REFERENCES parent (two, id) MATCH FULL
        ON DELETE SET NULL (m)
);
ALTER TABLE child ADD CONSTRAINT m_small CHECK (m < 10);
ALTER TABLE child ADD CONSTRAINT code_known FOREIGN KEY (code) REFERENCES parent (code);
ALTER TABLE child ADD CONSTRAINT late CHECK (m > -10) NOT VALID;
COMMENT ON CONSTRAINT child_key ON child IS 'new words';
COMMENT ON CONSTRAINT both_set ON child IS 'words';
