-- A revision is undone or unstamped: ?1 id, ?2 action, ?3 duration, ?4 run, ?5 user, ?6 host,
-- ?7 tool, ?8 commit, ?9 note.
INSERT INTO {schema}migrate_event (run_id, action, revision, who, host, tool, git_commit, note, at,
  duration_ms, error)
VALUES (?4, ?2, ?1, ?5, ?6, ?7, ?8, ?9, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
  max(?3, coalesce((
    SELECT CAST(round((julianday('now') - julianday(started_at)) * 86400000) AS INTEGER)
    FROM {schema}migrate_revision WHERE id = ?1 AND state = 'running' AND ?2 = 'downgrade'), 0)), '');

DELETE FROM {schema}migrate_revision WHERE id = ?1;

UPDATE {schema}migrate_meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation';
