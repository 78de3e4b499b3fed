CREATE TABLE users (
    id integer PRIMARY KEY,
    fullname text NOT NULL UNIQUE CHECK (length(fullname) > 1),
    short text GENERATED ALWAYS AS (left(fullname, 3)) STORED
);
CREATE INDEX users_fullname_idx ON users (lower(fullname));
CREATE VIEW names AS SELECT fullname AS name FROM users;
CREATE POLICY named ON users USING (fullname <> '');
