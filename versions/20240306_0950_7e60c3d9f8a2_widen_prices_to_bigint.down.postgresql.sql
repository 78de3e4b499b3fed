-- revision: 7e60c3d9f8a2
-- lossy: it fails while a price is over 2147483647 cents

ALTER TABLE order_lines ALTER COLUMN unit_price_cents TYPE integer;
ALTER TABLE products ALTER COLUMN price_cents TYPE integer;
