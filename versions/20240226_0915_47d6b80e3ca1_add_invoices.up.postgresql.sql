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
CREATE FUNCTION refresh_order_total() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  UPDATE orders
  SET total_cents = (
    SELECT coalesce(sum(quantity * unit_price_cents), 0)
    FROM order_lines
    WHERE order_lines.order_id = orders.id
  )
  WHERE id = coalesce(NEW.order_id, OLD.order_id);
  RETURN NULL;
END;
$body$;

CREATE TRIGGER order_lines_refresh_total
AFTER INSERT OR UPDATE OR DELETE ON order_lines
FOR EACH ROW EXECUTE FUNCTION refresh_order_total();
