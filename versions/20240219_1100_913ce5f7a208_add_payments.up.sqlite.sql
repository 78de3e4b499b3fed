-- revision: 913ce5f7a208
-- parents: e2b9074d1f35
-- branch: billing
-- message: add payments
-- created: 2024-02-19T11:00:00Z
-- author: Linus

CREATE TABLE "payments" (
  id integer PRIMARY KEY,
  order_id bigint NOT NULL REFERENCES orders (id),
  amount_cents bigint NOT NULL CHECK (amount_cents > 0),
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'received')),
  received_at timestamp
);

CREATE INDEX payments_by_order ON payments (order_id);
