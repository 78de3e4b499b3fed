-- A file's edges were rewritten: ?1 id, ?2 parents, ?3 depends-on, ?4 run, ?5 user, ?6 host,
-- ?7 tool, ?8 commit, ?9 note.
UPDATE {schema}migrate_revision SET parents = ?2, depends_on = ?3 WHERE id = ?1;

INSERT INTO {schema}migrate_event (run_id, action, revision, who, host, tool, git_commit, note, at,
  duration_ms, error)
VALUES (?4, 'reparent', ?1, ?5, ?6, ?7, ?8, ?9, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 0, '');

UPDATE {schema}migrate_meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation';
