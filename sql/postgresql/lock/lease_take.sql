-- $1: our application_name, $2: who we are, $3: milliseconds, $4: the server process that runs our
-- scripts, null: a proxy gives us now this and now that. The row is locked. It is taken when its time
-- is up or it is our own, and no session of its last holder works: what runs outside a transaction
-- can't be stopped from here. A state that we may not see counts as work. A pool may have given us
-- its session: that we ask is no work of its.
UPDATE {schema}migrate_lock AS lease
   SET owner = $1, description = $2,
       session = coalesce((SELECT a.pid || ' ' || extract(epoch FROM a.backend_start)
                             FROM pg_stat_activity a WHERE a.pid = $4), ''),
       acquired_at = clock_timestamp(),
       expires = clock_timestamp() + $3 * interval '1 millisecond'
 WHERE name = 'run' AND (owner = $1 OR expires <= clock_timestamp())
   AND NOT EXISTS (
         SELECT FROM pg_stat_activity a
          WHERE lease.owner <> ''
            AND (a.application_name = lease.owner
                 OR a.pid || ' ' || extract(epoch FROM a.backend_start) = lease.session)
            AND a.pid <> pg_backend_pid() AND a.pid IS DISTINCT FROM $4
            AND coalesce(a.state, '') NOT IN
                ('idle', 'idle in transaction', 'idle in transaction (aborted)'))
RETURNING true
