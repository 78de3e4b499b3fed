ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;

DROP VIEW busy;

DROP FUNCTION is_done(order_state);

-- check: SELECT * FROM orders WHERE state::text IN ('sent')
ALTER TYPE order_state RENAME TO order_state_old;

CREATE TYPE order_state AS ENUM (
    'new',
    'it''s in work',
    'finished'
);

ALTER TABLE orders ALTER COLUMN state TYPE order_state USING state::text::order_state;

DROP TYPE order_state_old;

ALTER TABLE orders ALTER COLUMN state SET DEFAULT 'it''s in work'::order_state;

CREATE FUNCTION is_done(s order_state)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
RETURN (s = 'finished'::order_state);

CREATE VIEW busy AS
SELECT orders.id
   FROM orders
  WHERE (orders.state = 'it''s in work'::order_state);

ALTER DOMAIN money_amount RENAME CONSTRAINT money_amount_check TO amount_check;

ALTER TYPE order_state RENAME VALUE 'finished' TO 'done';

ALTER TYPE order_state RENAME VALUE 'it''s in work' TO 'in work';

ALTER TYPE place RENAME ATTRIBUTE city TO town;

ALTER TYPE order_state RENAME TO state;

ALTER DOMAIN money_amount RENAME TO amount;

ALTER TYPE place RENAME TO address;
