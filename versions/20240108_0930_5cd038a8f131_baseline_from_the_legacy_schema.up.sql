-- revision: 5cd038a8f131
-- parents: none
-- message: baseline from the legacy schema
-- created: 2024-01-08T09:30:00Z
-- author: Ada

CREATE TABLE customers (
  id bigint NOT NULL PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL UNIQUE,
  password_plain text,
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE products (
  id bigint NOT NULL PRIMARY KEY,
  sku text NOT NULL UNIQUE,
  name text NOT NULL,
  price_cents integer NOT NULL CHECK (price_cents >= 0)
);

CREATE TABLE "orders" (
  id bigint NOT NULL PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES customers (id),
  state text NOT NULL DEFAULT 'open',
  placed_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE order_lines (
  order_id bigint NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  line_no integer NOT NULL,
  product_id bigint NOT NULL REFERENCES products (id),
  quantity integer NOT NULL CHECK (quantity > 0),
  unit_price_cents integer NOT NULL,
  PRIMARY KEY (order_id, line_no)
);

CREATE INDEX orders_by_customer ON orders (customer_id);
