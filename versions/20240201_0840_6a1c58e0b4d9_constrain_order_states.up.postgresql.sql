-- revision: 6a1c58e0b4d9
-- parents: 0f93d2a6c71e
-- message: constrain order states
-- created: 2024-02-01T08:40:00Z
-- author: Grace

-- Two steps, so that the table is scanned without blocking its writers.
ALTER TABLE orders ADD CONSTRAINT orders_state_known
  CHECK (state IN ('open', 'paid', 'shipped', 'cancelled')) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_state_known;
