CREATE TABLE users (id integer PRIMARY KEY, fullname text, kind text CHECK (kind IN ('a', 'b')));
CREATE FUNCTION names() RETURNS SETOF text LANGUAGE sql AS 'SELECT fullname FROM users';
CREATE VIEW everybody AS SELECT * FROM names();
