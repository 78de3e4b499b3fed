-- Something happened: ?1 revision, ?2 action, ?3 duration, ?4 error, ?5 run, ?6 user, ?7 host,
-- ?8 tool, ?9 commit, ?10 note.
INSERT INTO {schema}migrate_event (run_id, action, revision, who, host, tool, git_commit, note, at,
  duration_ms, error)
VALUES (?5, ?2, ?1, ?6, ?7, ?8, ?9, ?10, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?3, ?4);

UPDATE {schema}migrate_meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation';
