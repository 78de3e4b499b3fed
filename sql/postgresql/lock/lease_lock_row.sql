-- No row: a transaction of the holder is under way (it holds FOR KEY SHARE), or somebody else is
-- just here, too.
SELECT name FROM {schema}migrate_lock WHERE name = 'run' FOR UPDATE SKIP LOCKED
