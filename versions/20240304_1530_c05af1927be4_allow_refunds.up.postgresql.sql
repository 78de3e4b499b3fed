-- revision: c05af1927be4
-- parents: 47d6b80e3ca1
-- message: allow refunds
-- created: 2024-03-04T15:30:00Z
-- author: Linus

-- PostgreSQL can use a new value only after the transaction that added it.
ALTER TYPE payment_state ADD VALUE 'refunded';

ALTER TABLE payments ADD COLUMN refunded_at timestamptz;
ALTER TABLE payments ADD CONSTRAINT payments_refund_dated
  CHECK (state <> 'refunded' OR refunded_at IS NOT NULL);
CREATE INDEX payments_refunded ON payments (refunded_at) WHERE state = 'refunded';
