-- renamed-from: users
CREATE TABLE people (
    id integer PRIMARY KEY,
    -- renamed-from: fullname
    name text,
    kind text CHECK (kind IN ('a', 'b'))
);
CREATE FUNCTION names() RETURNS SETOF text LANGUAGE sql AS 'SELECT name FROM people';
CREATE VIEW everybody AS SELECT * FROM names();
CREATE VIEW users AS SELECT id, name AS fullname FROM people;
