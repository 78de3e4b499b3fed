-- revision: 6a1c58e0b4d9
-- foreign-keys: off

CREATE TABLE orders_old (
  id bigint NOT NULL PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES customers (id),
  state text NOT NULL DEFAULT 'open',
  placed_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO orders_old (id, customer_id, state, placed_at)
  SELECT id, customer_id, state, placed_at FROM orders;
DROP TABLE orders;
ALTER TABLE orders_old RENAME TO orders;
CREATE INDEX orders_by_customer ON orders (customer_id);
