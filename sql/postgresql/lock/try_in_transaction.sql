-- $1: key. Whether the lock is ours until the transaction ends, and by which process.
SELECT pg_catalog.pg_try_advisory_xact_lock($1), pg_catalog.pg_backend_pid()
