-- renamed-from: address
CREATE TYPE place AS (
    street text,
    -- renamed-from: town
    city text
);
-- renamed-from: amount
CREATE DOMAIN money_amount AS numeric CHECK (VALUE >= 0);
-- renamed-from: state
CREATE TYPE order_state AS ENUM (
    'new',
    -- renamed-from: in work
    'it''s in work',
    -- renamed-from: 'done'
    'finished',
    'sent'
);
CREATE TABLE orders (id integer, goes_to place, total money_amount, state order_state DEFAULT 'it''s in work');
CREATE VIEW busy AS SELECT id FROM orders WHERE state = 'it''s in work';
CREATE FUNCTION is_done(s order_state) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN s = 'finished'::order_state;
