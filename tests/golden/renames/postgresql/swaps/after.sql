-- renamed-from: mood
CREATE TYPE level AS ENUM ('good', 'bad');
-- renamed-from: level
CREATE TYPE mood AS ENUM ('low', 'high');
-- renamed-from: orders
CREATE TABLE drafts (id serial PRIMARY KEY, total integer, mood level);
-- renamed-from: drafts
CREATE TABLE orders (id serial PRIMARY KEY, note text NOT NULL, level mood);
CREATE TABLE pairs (
    -- renamed-from: b
    a text,
    -- renamed-from: c
    b date,
    -- renamed-from: a
    c integer DEFAULT 1
);
CREATE TABLE marks (
    x integer,
    y text,
    -- renamed-from: rule_b
    CONSTRAINT rule_a CHECK (y <> ''),
    -- renamed-from: rule_a
    CONSTRAINT rule_b CHECK (x > 0)
);
-- renamed-from: by_two
CREATE INDEX by_one ON marks (y);
-- renamed-from: by_one
CREATE INDEX by_two ON marks (x);
CREATE VIEW seen AS SELECT total FROM drafts;
-- renamed-from: two
CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 2';
-- renamed-from: one
CREATE FUNCTION two() RETURNS integer LANGUAGE sql AS 'SELECT 1';
