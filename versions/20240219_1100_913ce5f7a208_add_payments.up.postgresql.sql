-- revision: 913ce5f7a208
-- parents: e2b9074d1f35
-- branch: billing
-- message: add payments
-- created: 2024-02-19T11:00:00Z
-- author: Linus

CREATE TYPE payment_state AS ENUM ('pending', 'received');

CREATE TABLE payments (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id bigint NOT NULL REFERENCES orders (id),
  amount_cents bigint NOT NULL CHECK (amount_cents > 0),
  state payment_state NOT NULL DEFAULT 'pending',
  received_at timestamptz
);

CREATE INDEX payments_by_order ON payments (order_id);
