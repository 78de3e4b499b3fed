-- $1: key of the work. Whether no transaction of an earlier run is still going on; the lock is given
-- back at once.
SELECT pg_catalog.pg_try_advisory_xact_lock($1)
