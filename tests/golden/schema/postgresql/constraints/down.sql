ALTER TABLE child
    DROP CONSTRAINT both_set,
    DROP CONSTRAINT child_key,
    ADD CONSTRAINT child_key UNIQUE (n, m);

COMMENT ON CONSTRAINT child_key ON child IS 'old words';

ALTER TABLE child
    DROP CONSTRAINT child_parent,
    DROP CONSTRAINT child_pk,
    ALTER COLUMN id DROP NOT NULL,
    DROP CONSTRAINT code_known,
    ADD CONSTRAINT code_known FOREIGN KEY (code) REFERENCES parent(code) NOT VALID,
    DROP CONSTRAINT late,
    DROP CONSTRAINT m_small,
    ADD CONSTRAINT m_small CHECK ((m < 10)) NOT VALID,
    DROP CONSTRAINT n_positive,
    ADD CONSTRAINT n_positive CHECK ((n > 0)),
    DROP CONSTRAINT no_overlap,
    DROP CONSTRAINT pair;

ALTER TABLE parent
    DROP CONSTRAINT parent_pkey,
    ADD CONSTRAINT parent_pkey PRIMARY KEY (id);

ALTER TABLE child ADD CONSTRAINT child_parent FOREIGN KEY (parent_id) REFERENCES parent(id) ON DELETE CASCADE;
