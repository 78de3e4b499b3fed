-- revision: c05af1927be4
-- lossy: refunds become received payments

DROP INDEX payments_refunded;
ALTER TABLE payments DROP CONSTRAINT payments_refund_dated;
ALTER TABLE payments DROP COLUMN refunded_at;
UPDATE payments SET state = 'received' WHERE state = 'refunded';

-- An enum value can't be dropped: the type is made anew without it.
ALTER TYPE payment_state RENAME TO payment_state_old;
CREATE TYPE payment_state AS ENUM ('pending', 'received');
ALTER TABLE payments ALTER COLUMN state DROP DEFAULT;
ALTER TABLE payments ALTER COLUMN state TYPE payment_state USING state::text::payment_state;
ALTER TABLE payments ALTER COLUMN state SET DEFAULT 'pending';
DROP TYPE payment_state_old;
