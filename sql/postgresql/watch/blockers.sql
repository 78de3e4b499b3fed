-- $1: pid of the watched session, $2: its application_name, which holds the run's id: behind a
-- proxy the pid may be somebody else's. No row: it isn't there. Else a row per session that keeps it
-- waiting, the one with the oldest transaction first, or one row that names none.
WITH watched AS (
  SELECT a.pid, a.wait_event_type, a.wait_event
    FROM pg_catalog.pg_stat_activity a
   WHERE a.pid = $1 AND a.application_name = $2
     AND a.datname = pg_catalog.current_database()
), locks AS (
  SELECT * FROM pg_catalog.pg_locks
)
SELECT pg_catalog.concat_ws(': ', w.wait_event_type, w.wait_event),
       b.pid,
       a.usename,
       CASE WHEN a.backend_type <> 'client backend' THEN a.backend_type
            ELSE a.application_name END,
       pg_catalog.host(a.client_addr),
       a.state,
       (EXTRACT(epoch FROM pg_catalog.clock_timestamp() - a.xact_start) * 1000)::bigint,
       (EXTRACT(epoch FROM a.xact_start) * 1000000)::bigint,
       a.query,
       held.mode,
       held.relation
  FROM watched w
  LEFT JOIN LATERAL (
         SELECT DISTINCT p.pid
           FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids(w.pid)) AS p (pid)
          WHERE p.pid <> pg_catalog.pg_backend_pid()) b ON true
  LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid
  LEFT JOIN LATERAL (
         -- What it holds, or wants before us, of the thing that we wait for. The lock on a
         -- transaction's id says nothing but that we wait for its end; of a row that we wait for we
         -- hold the tuple's lock, which knows the table.
         SELECT CASE WHEN h.locktype NOT IN ('transactionid', 'virtualxid') THEN h.mode END AS mode,
                (SELECT pg_catalog.format('%I.%I', n.nspname, c.relname)
                   FROM pg_catalog.pg_class c
                   JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                  WHERE c.oid = coalesce(
                          h.relation,
                          (SELECT t.relation
                             FROM locks t
                            WHERE t.pid = w.pid AND t.granted AND t.locktype = 'tuple'
                              AND h.locktype = 'transactionid'
                            LIMIT 1))) AS relation
           FROM locks l
           JOIN locks h ON h.pid = b.pid AND h.locktype = l.locktype
            AND h.database IS NOT DISTINCT FROM l.database
            AND h.relation IS NOT DISTINCT FROM l.relation
            AND h.page IS NOT DISTINCT FROM l.page
            AND h.tuple IS NOT DISTINCT FROM l.tuple
            AND h.virtualxid IS NOT DISTINCT FROM l.virtualxid
            AND h.transactionid::text IS NOT DISTINCT FROM l.transactionid::text
            AND h.classid IS NOT DISTINCT FROM l.classid
            AND h.objid IS NOT DISTINCT FROM l.objid
            AND h.objsubid IS NOT DISTINCT FROM l.objsubid
          WHERE l.pid = w.pid AND NOT l.granted
          ORDER BY h.granted DESC
          LIMIT 1) held ON true
 ORDER BY a.xact_start, b.pid
