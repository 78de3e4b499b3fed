-- revision: 0a1b2c3d4e5f
-- parents: none

CREATE TYPE state AS ENUM ('new');
ALTER TYPE state ADD VALUE 'paid';
CREATE TABLE orders (id bigint, state state DEFAULT 'new');

-- built without blocking writers
CREATE INDEX CONCURRENTLY orders_state ON orders (state);

BEGIN ISOLATION LEVEL SERIALIZABLE;
INSERT INTO orders VALUES (1, 'paid');
SAVEPOINT before;
UPDATE orders SET state = 'new' WHERE id = $1;
COMMIT;

-- transaction: off
CALL backfill();
VACUUM (ANALYZE) orders
