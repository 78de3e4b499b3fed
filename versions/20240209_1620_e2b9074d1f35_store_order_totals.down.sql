-- revision: e2b9074d1f35
-- lossy: nothing that order_lines does not have

ALTER TABLE orders DROP COLUMN total_cents;
