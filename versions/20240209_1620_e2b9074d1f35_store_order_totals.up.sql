-- revision: e2b9074d1f35
-- parents: 6a1c58e0b4d9
-- message: store order totals
-- created: 2024-02-09T16:20:00Z
-- author: Ada
-- backfill: ok

ALTER TABLE orders ADD COLUMN total_cents bigint NOT NULL DEFAULT 0;

UPDATE orders
SET total_cents = (
  SELECT coalesce(sum(quantity * unit_price_cents), 0)
  FROM order_lines
  WHERE order_lines.order_id = orders.id
);
