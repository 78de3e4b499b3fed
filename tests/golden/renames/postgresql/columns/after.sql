CREATE TABLE users (
    id integer PRIMARY KEY,
    -- renamed-from: fullname
    name text NOT NULL UNIQUE CHECK (length(name) > 1),
    short text GENERATED ALWAYS AS (left(name, 3)) STORED
);
CREATE INDEX users_name_idx ON users (lower(name));
CREATE VIEW names AS SELECT name FROM users;
CREATE POLICY named ON users USING (name <> '');
