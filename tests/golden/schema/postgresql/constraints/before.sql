CREATE EXTENSION btree_gist;
CREATE TABLE parent (id integer PRIMARY KEY, code text UNIQUE, two integer, UNIQUE (two, id));
CREATE TABLE child (
    id integer,
    parent_id integer CONSTRAINT child_parent REFERENCES parent ON DELETE CASCADE,
    code text,
    n integer CONSTRAINT n_positive CHECK (n > 0),
    m integer,
    during tsrange,
    CONSTRAINT child_key UNIQUE (n, m)
);
ALTER TABLE child ADD CONSTRAINT m_small CHECK (m < 10) NOT VALID;
ALTER TABLE child ADD CONSTRAINT code_known FOREIGN KEY (code) REFERENCES parent (code) NOT VALID;
COMMENT ON CONSTRAINT child_key ON child IS 'old words';
INSERT INTO parent VALUES (1, 'a', 2);
INSERT INTO child VALUES (1, 1, 'a', 1, 2, '[2024-01-01,2024-01-02)');
