-- A revision is undone or unstamped: $1 id, $2 action, $3 duration, $4 run, $5 user, $6 host,
-- $7 tool, $8 commit, $9 note.
WITH event AS (
  INSERT INTO {schema}migrate_event (run_id, action, revision, who, host, tool, git_commit, note,
    at, duration_ms, error)
  VALUES ($4, $2, $1, $5, $6, $7, $8, $9,
    to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    greatest($3::bigint, CASE $2 WHEN 'downgrade' THEN
      floor(extract(epoch FROM clock_timestamp() - coalesce(
        (SELECT started_at::timestamptz FROM {schema}migrate_revision
         WHERE id = $1 AND state = 'running'),
        transaction_timestamp())) * 1000)::bigint END), '')),
generation AS (
  UPDATE {schema}migrate_meta SET value = value::bigint + 1 WHERE key = 'generation')
DELETE FROM {schema}migrate_revision WHERE id = $1;
