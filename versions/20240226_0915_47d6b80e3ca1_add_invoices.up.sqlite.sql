-- revision: 47d6b80e3ca1
-- parents: 913ce5f7a208
-- message: add invoices
-- created: 2024-02-26T09:15:00Z
-- author: Linus

CREATE TABLE invoices (
  number bigint NOT NULL PRIMARY KEY,
  order_id bigint NOT NULL REFERENCES orders (id),
  issued_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- The stored total follows the lines from now on.
CREATE TRIGGER order_lines_total_after_insert AFTER INSERT ON order_lines
BEGIN
  UPDATE orders
  SET total_cents = (
    SELECT coalesce(sum(quantity * unit_price_cents), 0)
    FROM order_lines
    WHERE order_lines.order_id = orders.id
  )
  WHERE id = NEW.order_id;
END;

CREATE TRIGGER order_lines_total_after_update AFTER UPDATE ON order_lines
BEGIN
  UPDATE orders
  SET total_cents = (
    SELECT coalesce(sum(quantity * unit_price_cents), 0)
    FROM order_lines
    WHERE order_lines.order_id = orders.id
  )
  WHERE id = NEW.order_id;
END;

CREATE TRIGGER order_lines_total_after_delete AFTER DELETE ON order_lines
BEGIN
  UPDATE orders
  SET total_cents = (
    SELECT coalesce(sum(quantity * unit_price_cents), 0)
    FROM order_lines
    WHERE order_lines.order_id = orders.id
  )
  WHERE id = OLD.order_id;
END;
