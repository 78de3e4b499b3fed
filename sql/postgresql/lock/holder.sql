-- $1: key, $2: key of the work. pid, application, client address and login time of the session that
-- holds the lock, or whose work outlives a run that held it.
SELECT l.pid,
       CASE WHEN a.application_name OPERATOR(pg_catalog.<>) '' THEN a.application_name END,
       pg_catalog.host(a.client_addr),
       pg_catalog.to_char(a.backend_start AT TIME ZONE 'UTC', 'HH24:MI:SS "UTC"')
  FROM pg_catalog.pg_locks l
  LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid OPERATOR(pg_catalog.=) l.pid
 WHERE l.locktype OPERATOR(pg_catalog.=) 'advisory' AND l.granted
   AND l.objsubid OPERATOR(pg_catalog.=) 1
   AND l.database OPERATOR(pg_catalog.=) (SELECT d.oid FROM pg_catalog.pg_database d
                      WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database())
   AND ((l.classid::bigint OPERATOR(pg_catalog.<<) 32)
        OPERATOR(pg_catalog.|) l.objid::bigint) OPERATOR(pg_catalog.=) ANY (ARRAY[$1, $2]::bigint[])
 ORDER BY l.mode  -- ExclusiveLock, ShareLock: the run lock first
 LIMIT 1
