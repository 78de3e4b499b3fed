-- $1: key, $2: transaction that holds the run lock, $3: key of the work.
-- Fails when it doesn't, as confirm.sql. In the transaction that it begins it keeps the work's lock
-- to its end: should the holder die, who takes the run lock next sees that work is still going on.
-- The work's lock comes first: who has taken the run lock meanwhile is either shown by the second
-- question, or shown this work by its own.
SELECT CASE WHEN NOT pg_catalog.pg_try_advisory_xact_lock_shared($3)
       THEN pg_catalog.concat('another run is taking the run lock of transaction ', $2::text)::integer
       WHEN EXISTS (
         SELECT FROM pg_catalog.pg_locks l
          WHERE l.locktype OPERATOR(pg_catalog.=) 'advisory' AND l.granted
            AND l.objsubid OPERATOR(pg_catalog.=) 1
            AND l.virtualtransaction OPERATOR(pg_catalog.=) $2::text
            AND ((l.classid::bigint OPERATOR(pg_catalog.<<) 32)
                 OPERATOR(pg_catalog.|) l.objid::bigint) OPERATOR(pg_catalog.=) $1)
       THEN 1
       ELSE pg_catalog.concat('the run lock is no longer held by transaction ', $2::text)::integer
       END
