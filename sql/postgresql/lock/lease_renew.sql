-- $1: our application_name, $2: milliseconds. No row: the lease is lost.
UPDATE {schema}migrate_lock
   SET expires = clock_timestamp() + $2 * interval '1 millisecond'
 WHERE name = 'run' AND owner = $1 AND expires > clock_timestamp()
RETURNING true
