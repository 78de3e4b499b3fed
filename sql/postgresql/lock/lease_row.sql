INSERT INTO {schema}migrate_lock (name, owner, description, session, acquired_at, expires)
VALUES ('run', '', '', '', '-infinity', '-infinity')
ON CONFLICT DO NOTHING
