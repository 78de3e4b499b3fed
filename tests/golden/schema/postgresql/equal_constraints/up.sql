CREATE TABLE new (
    name text NOT NULL,
    code text,
    CONSTRAINT new_included UNIQUE (name) INCLUDE (code),
    CONSTRAINT new_pkey PRIMARY KEY (name)
);

ALTER TABLE new ADD CONSTRAINT new_again UNIQUE (name);

ALTER TABLE new ADD CONSTRAINT new_also UNIQUE (name);

COMMENT ON CONSTRAINT new_again ON new IS 'one too many';

ALTER TABLE old ADD CONSTRAINT old_both UNIQUE (name, code);

ALTER TABLE old ADD CONSTRAINT old_one UNIQUE (name);

ALTER TABLE old ADD CONSTRAINT old_three PRIMARY KEY (name);

ALTER TABLE old ADD CONSTRAINT old_two UNIQUE (name);

CREATE TABLE uses (
    name text,
    CONSTRAINT uses_name_fkey FOREIGN KEY (name) REFERENCES new(name)
);
