-- revision: c05af1927be4
-- foreign-keys: off
-- lossy: refunds become received payments

CREATE TABLE payments_old (
  id integer PRIMARY KEY,
  order_id bigint NOT NULL REFERENCES orders (id),
  amount_cents bigint NOT NULL CHECK (amount_cents > 0),
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'received')),
  received_at timestamp
);
INSERT INTO payments_old (id, order_id, amount_cents, state, received_at)
  SELECT id, order_id, amount_cents, replace(state, 'refunded', 'received'), received_at
  FROM payments;
DROP TABLE payments;
ALTER TABLE payments_old RENAME TO payments;
CREATE INDEX payments_by_order ON payments (order_id);
