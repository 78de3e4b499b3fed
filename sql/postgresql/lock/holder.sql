-- $1: key. pid, application, client address and login time of the session that holds the lock.
SELECT l.pid,
       nullif(a.application_name, ''),
       pg_catalog.host(a.client_addr),
       pg_catalog.to_char(a.backend_start AT TIME ZONE 'UTC', 'HH24:MI:SS "UTC"')
  FROM pg_catalog.pg_locks l
  LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
 WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
   AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d
                      WHERE d.datname = pg_catalog.current_database())
   AND ((l.classid::bigint << 32) | l.objid::bigint) = $1
