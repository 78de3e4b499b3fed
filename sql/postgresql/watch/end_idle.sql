-- $1: pid, $2: when its transaction began, as blockers.sql told, $3: the least age in ms. Ends the
-- session when it still idles in that transaction; no row: it doesn't. Never one of our own.
SELECT pg_catalog.pg_terminate_backend(a.pid)
  FROM pg_catalog.pg_stat_activity a
 WHERE a.pid = $1
   AND a.state IN ('idle in transaction', 'idle in transaction (aborted)')
   AND (EXTRACT(epoch FROM a.xact_start) * 1000000)::bigint = $2
   AND EXTRACT(epoch FROM pg_catalog.clock_timestamp() - a.xact_start) * 1000 >= $3
   AND NOT pg_catalog.starts_with(a.application_name, 'migrate/')
