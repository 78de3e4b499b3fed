-- revision: a98d1b42e70f
-- parents: 7e60c3d9f8a2
-- depends-on: 47d6b80e3ca1
-- message: tax invoices by category
-- created: 2024-03-11T14:05:00Z
-- author: Grace
-- backfill: ok

-- The invoices come from the other branch: hence the dependency.
ALTER TABLE categories ADD COLUMN tax_permille integer NOT NULL DEFAULT 200;
ALTER TABLE invoices ADD COLUMN tax_cents bigint NOT NULL DEFAULT 0;

UPDATE invoices
SET tax_cents = (
  SELECT coalesce(sum(l.quantity * l.unit_price_cents * c.tax_permille / 1000), 0)
  FROM order_lines l
  JOIN products p ON p.id = l.product_id
  JOIN categories c ON c.id = p.category_id
  WHERE l.order_id = invoices.order_id
);
