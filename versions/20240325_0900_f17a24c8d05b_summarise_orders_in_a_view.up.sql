-- revision: f17a24c8d05b
-- parents: 3b5f0e7c96da
-- message: summarise orders in a view
-- created: 2024-03-25T09:00:00Z
-- author: Ada

CREATE VIEW order_summary AS
SELECT
  o.id AS order_id,
  c.name AS customer,
  o.state AS state,
  o.total_cents AS total_cents,
  (SELECT count(*) FROM order_lines l WHERE l.order_id = o.id) AS line_count,
  (SELECT coalesce(sum(p.amount_cents), 0) FROM payments p
   WHERE p.order_id = o.id AND p.state = 'received') AS paid_cents
FROM orders o
JOIN customers c ON c.id = o.customer_id;
