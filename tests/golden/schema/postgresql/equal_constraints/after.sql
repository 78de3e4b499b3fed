-- Keys on the same columns: of those in one statement the server makes the first only.
CREATE TABLE old (name text NOT NULL, code text);
ALTER TABLE old ADD CONSTRAINT old_one UNIQUE (name);
ALTER TABLE old ADD CONSTRAINT old_three PRIMARY KEY (name);
ALTER TABLE old ADD CONSTRAINT old_two UNIQUE (name);
ALTER TABLE old ADD CONSTRAINT old_both UNIQUE (name, code);
CREATE TABLE new (name text NOT NULL, code text, CONSTRAINT new_pkey PRIMARY KEY (name));
ALTER TABLE new ADD CONSTRAINT new_also UNIQUE (name);
ALTER TABLE new ADD CONSTRAINT new_again UNIQUE (name);
ALTER TABLE new ADD CONSTRAINT new_included UNIQUE (name) INCLUDE (code);
COMMENT ON CONSTRAINT new_again ON new IS 'one too many';
CREATE TABLE uses (name text REFERENCES new (name));
