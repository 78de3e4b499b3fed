-- $1: key. Whether the lock is ours until the transaction ends, and which transaction that is: the
-- proxy may give its session to another run later.
SELECT pg_catalog.pg_try_advisory_xact_lock($1),
       (SELECT l.virtualtransaction
          FROM pg_catalog.pg_locks l
         WHERE l.locktype OPERATOR(pg_catalog.=) 'virtualxid'
           AND l.pid OPERATOR(pg_catalog.=) pg_catalog.pg_backend_pid())
