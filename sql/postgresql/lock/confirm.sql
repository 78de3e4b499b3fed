-- $1: key. Fails when this session doesn't hold the lock: text that is no number, made from a
-- function that the planner doesn't evaluate ahead of time, raises 22P02.
SELECT CASE WHEN EXISTS (
         SELECT FROM pg_catalog.pg_locks l
          WHERE l.locktype OPERATOR(pg_catalog.=) 'advisory' AND l.granted
            AND l.objsubid OPERATOR(pg_catalog.=) 1
            AND l.pid OPERATOR(pg_catalog.=) pg_catalog.pg_backend_pid()
            AND ((l.classid::bigint OPERATOR(pg_catalog.<<) 32)
                 OPERATOR(pg_catalog.|) l.objid::bigint) OPERATOR(pg_catalog.=) $1)
       THEN 1
       ELSE pg_catalog.concat('the run lock is no longer held by session ',
                              pg_catalog.pg_backend_pid())::integer
       END
