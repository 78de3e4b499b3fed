-- Something happened: $1 revision, $2 action, $3 duration, $4 error, $5 run, $6 user, $7 host,
-- $8 tool, $9 commit, $10 note.
WITH generation AS (
  UPDATE {schema}migrate_meta SET value = value::bigint + 1 WHERE key = 'generation')
INSERT INTO {schema}migrate_event (run_id, action, revision, who, host, tool, git_commit, note,
  at, duration_ms, error)
VALUES ($5, $2, $1, $6, $7, $8, $9, $10,
  to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), $3, $4);
