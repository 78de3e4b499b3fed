-- A person has undone a half-run downgrade, so the revision is applied again: $1 id, $2 run, $3 user,
-- $4 host, $5 tool, $6 commit, $7 note.
WITH event AS (
  INSERT INTO {schema}migrate_event (run_id, action, revision, who, host, tool, git_commit, note,
    at, duration_ms, error)
  VALUES ($2, 'resolve', $1, $3, $4, $5, $6, $7,
    to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 0, '')),
generation AS (
  UPDATE {schema}migrate_meta SET value = value::bigint + 1 WHERE key = 'generation')
UPDATE {schema}migrate_revision SET state = 'applied', direction = 'up', statements_done = 0,
  trying = NULL, done_digest = '', session_state = ''
WHERE id = $1;
