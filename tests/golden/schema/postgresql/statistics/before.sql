CREATE TABLE t (a integer, b integer, c integer);
CREATE STATISTICS changed (ndistinct) ON a, b FROM t;
CREATE STATISTICS targeted ON a, c FROM t;
CREATE STATISTICS gone ON b, c FROM t;
COMMENT ON STATISTICS changed IS 'restated';
INSERT INTO t VALUES (1, 2, 3);
