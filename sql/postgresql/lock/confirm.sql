-- $1: key, $2: process id of the session that holds the lock; null: this one. Fails when it doesn't:
-- text that is no number, made from a function that the planner doesn't evaluate ahead of time,
-- raises 22P02.
SELECT CASE WHEN EXISTS (
         SELECT FROM pg_catalog.pg_locks l
          WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
            AND l.pid = coalesce($2::integer, pg_catalog.pg_backend_pid())
            AND ((l.classid::bigint << 32) | l.objid::bigint) = $1)
       THEN 1
       ELSE ('the run lock is no longer held by session '
             || coalesce($2::integer, pg_catalog.pg_backend_pid())::text
             || ' (asked by ' || pg_catalog.pg_backend_pid()::text || ')')::integer
       END
