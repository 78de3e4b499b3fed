-- A person put a half-run revision right: ?1 id, ?2 statements done, ?3 statement tried, ?4 digest,
-- ?5 run, ?6 user, ?7 host, ?8 tool, ?9 commit, ?10 note (how, and the run's note).
UPDATE {schema}migrate_revision SET statements_done = ?2, trying = ?3, done_digest = ?4 WHERE id = ?1;

INSERT INTO {schema}migrate_event (run_id, action, revision, who, host, tool, git_commit, note, at,
  duration_ms, error)
VALUES (?5, 'resolve', ?1, ?6, ?7, ?8, ?9, ?10, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 0, '');

UPDATE {schema}migrate_meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation';
