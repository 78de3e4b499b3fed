-- The transaction may idle for as long as the run takes. A statement that reads nothing, and the last
-- one in it: the snapshot of a query lives as long as its portal, which only the next statement
-- closes, and CREATE INDEX CONCURRENTLY waits for snapshots.
SET LOCAL idle_in_transaction_session_timeout = 0
