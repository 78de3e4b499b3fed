-- A person has undone a half-run downgrade, so the revision is applied again: ?1 id, ?2 run, ?3 user,
-- ?4 host, ?5 tool, ?6 commit, ?7 note.
UPDATE {schema}migrate_revision SET state = 'applied', direction = 'up', statements_done = 0,
  trying = NULL, done_digest = '', session_state = ''
WHERE id = ?1;

INSERT INTO {schema}migrate_event (run_id, action, revision, who, host, tool, git_commit, note, at,
  duration_ms, error)
VALUES (?2, 'resolve', ?1, ?3, ?4, ?5, ?6, ?7, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 0, '');

UPDATE {schema}migrate_meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation';
