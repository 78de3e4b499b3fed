-- revision: 6a1c58e0b4d9

ALTER TABLE orders DROP CONSTRAINT orders_state_known;
