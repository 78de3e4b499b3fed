CREATE TYPE level AS ENUM ('low', 'middle');
CREATE TYPE mood AS ENUM ('good');
CREATE TABLE first (id serial PRIMARY KEY, x integer, y text, CONSTRAINT rule1 CHECK (x > 0), CONSTRAINT rule2 CHECK (y <> ''));
CREATE TABLE second (id serial PRIMARY KEY, z date);
CREATE INDEX by1 ON first (x);
CREATE INDEX by2 ON first (y);
CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION two() RETURNS integer LANGUAGE sql AS 'SELECT 2';
