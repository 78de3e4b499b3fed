-- revision: c05af1927be4
-- parents: 47d6b80e3ca1
-- message: allow refunds
-- created: 2024-03-04T15:30:00Z
-- author: Linus
-- foreign-keys: off
-- destructive: approved by Ada: every row moves to the new table

CREATE TABLE payments_new (
  id integer PRIMARY KEY,
  order_id bigint NOT NULL REFERENCES orders (id),
  amount_cents bigint NOT NULL CHECK (amount_cents > 0),
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'received', 'refunded')),
  received_at timestamp,
  refunded_at timestamp,
  CONSTRAINT payments_refund_dated CHECK (state <> 'refunded' OR refunded_at IS NOT NULL)
);
INSERT INTO payments_new (id, order_id, amount_cents, state, received_at)
  SELECT id, order_id, amount_cents, state, received_at FROM payments;
DROP TABLE payments;
ALTER TABLE payments_new RENAME TO payments;
CREATE INDEX payments_by_order ON payments (order_id);
CREATE INDEX payments_refunded ON payments (refunded_at) WHERE state = 'refunded';
