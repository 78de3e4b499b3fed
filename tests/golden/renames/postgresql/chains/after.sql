CREATE TYPE level AS ENUM (
    -- renamed-from: low
    'middle',
    -- renamed-from: middle
    'high'
);
CREATE TYPE mood AS ENUM ('good');
-- renamed-from: first
CREATE TABLE second (
    id serial PRIMARY KEY,
    -- renamed-from: x
    y integer,
    -- renamed-from: y
    w text,
    -- renamed-from: rule1
    CONSTRAINT rule2 CHECK (y > 0),
    -- renamed-from: rule2
    CONSTRAINT rule3 CHECK (w <> '')
);
-- renamed-from: second
CREATE TABLE third (id serial PRIMARY KEY, z date);
-- renamed-from: by1
CREATE INDEX by2 ON second (y);
-- renamed-from: by2
CREATE INDEX by3 ON second (w);
-- renamed-from: one
CREATE FUNCTION two() RETURNS integer LANGUAGE sql AS 'SELECT 1';
-- renamed-from: two
CREATE FUNCTION three() RETURNS integer LANGUAGE sql AS 'SELECT 2';
