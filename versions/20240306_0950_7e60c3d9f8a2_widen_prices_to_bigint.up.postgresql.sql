-- revision: 7e60c3d9f8a2
-- parents: d41e7a5b3906
-- message: widen prices to bigint
-- created: 2024-03-06T09:50:00Z
-- author: Grace
-- type-change: approved by Ada: both tables are small, the rewrite takes seconds

ALTER TABLE products ALTER COLUMN price_cents TYPE bigint;
ALTER TABLE order_lines ALTER COLUMN unit_price_cents TYPE bigint;
