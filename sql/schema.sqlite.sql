-- The shop's schema at the newest revision, on SQLite.

CREATE TABLE countries (
  code text NOT NULL PRIMARY KEY,
  name text NOT NULL,
  currency text NOT NULL
);

CREATE TABLE customers (
  id bigint NOT NULL PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL UNIQUE,
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  country_code text REFERENCES countries (code)
);

CREATE TABLE categories (
  id bigint NOT NULL PRIMARY KEY,
  name text NOT NULL UNIQUE,
  parent_id bigint REFERENCES categories (id),
  tax_permille integer NOT NULL DEFAULT 200
);

CREATE TABLE products (
  id bigint NOT NULL PRIMARY KEY,
  sku text NOT NULL UNIQUE,
  name text NOT NULL,
  price_cents integer NOT NULL CHECK (price_cents >= 0),
  category_id bigint REFERENCES categories (id),
  slug text CONSTRAINT products_slug_plain CHECK (slug = lower(slug))
);

CREATE UNIQUE INDEX products_by_slug ON products (slug);

CREATE TABLE orders (
  id bigint NOT NULL PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES customers (id),
  state text NOT NULL DEFAULT 'open',
  placed_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  total_cents bigint NOT NULL DEFAULT 0,
  CONSTRAINT orders_state_known CHECK (state IN ('open', 'paid', 'shipped', 'cancelled'))
);

CREATE INDEX orders_by_customer ON orders (customer_id);

CREATE TABLE order_lines (
  order_id bigint NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  line_no integer NOT NULL,
  product_id bigint NOT NULL REFERENCES products (id),
  quantity integer NOT NULL CHECK (quantity > 0),
  unit_price_cents integer NOT NULL,
  PRIMARY KEY (order_id, line_no)
);

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

CREATE TABLE payments (
  id integer PRIMARY KEY,
  order_id bigint NOT NULL REFERENCES orders (id),
  amount_cents bigint NOT NULL CHECK (amount_cents > 0),
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'received', 'refunded')),
  received_at timestamp,
  refunded_at timestamp,
  CONSTRAINT payments_refund_dated CHECK (state <> 'refunded' OR refunded_at IS NOT NULL)
);

CREATE INDEX payments_by_order ON payments (order_id);
CREATE INDEX payments_refunded ON payments (refunded_at) WHERE state = 'refunded';

CREATE TABLE invoices (
  number bigint NOT NULL PRIMARY KEY,
  order_id bigint NOT NULL REFERENCES orders (id),
  issued_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  tax_cents bigint NOT NULL DEFAULT 0
);

CREATE TABLE order_notes (
  order_id bigint NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  written_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  note text NOT NULL CHECK (note <> ''),
  PRIMARY KEY (order_id, written_at)
);

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
