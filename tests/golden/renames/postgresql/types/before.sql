CREATE TYPE address AS (street text, town text);
CREATE DOMAIN amount AS numeric CHECK (VALUE >= 0);
CREATE TYPE state AS ENUM ('new', 'in work', 'done');
CREATE TABLE orders (id integer, goes_to address, total amount, state state DEFAULT 'in work');
CREATE VIEW busy AS SELECT id FROM orders WHERE state = 'in work';
CREATE FUNCTION is_done(s state) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN s = 'done'::state;
