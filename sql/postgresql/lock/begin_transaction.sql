-- The transaction that holds the run lock behind a proxy. READ COMMITTED: idle, it has no snapshot
-- that CREATE INDEX CONCURRENTLY would wait for.
BEGIN ISOLATION LEVEL READ COMMITTED
