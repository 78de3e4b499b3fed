-- revision: 6a1c58e0b4d9
-- parents: 0f93d2a6c71e
-- message: constrain order states
-- created: 2024-02-01T08:40:00Z
-- author: Grace
-- foreign-keys: off
-- destructive: approved by Ada: every row moves to the new table

-- SQLite adds a constraint by building the table anew. order_lines refers to it with
-- ON DELETE CASCADE, so foreign keys are off while the old table goes.
CREATE TABLE orders_new (
  id bigint NOT NULL PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES customers (id),
  state text NOT NULL DEFAULT 'open',
  placed_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT orders_state_known CHECK (state IN ('open', 'paid', 'shipped', 'cancelled'))
);
INSERT INTO orders_new (id, customer_id, state, placed_at)
  SELECT id, customer_id, state, placed_at FROM orders;
DROP TABLE orders;
ALTER TABLE orders_new RENAME TO orders;
CREATE INDEX orders_by_customer ON orders (customer_id);
