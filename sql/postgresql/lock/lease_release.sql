-- $1: our application_name. The owner stays: should a statement of ours still run, whoever comes next
-- waits for it.
UPDATE {schema}migrate_lock SET expires = '-infinity' WHERE name = 'run' AND owner = $1
