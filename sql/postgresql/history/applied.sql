-- A revision is applied or stamped: $1 id, $2 parents, $3 depends-on, $4 message, $5 header,
-- $6 up checksum, $7 up bytes, $8 down checksum, $9 down bytes, $10 action, $11 duration,
-- $12 run, $13 user, $14 host, $15 tool, $16 commit, $17 note.
-- Its duration is at least what the server measured: since the script started, or the transaction
-- where that is all of it. Over a row that is applied already it fails: its state becomes NULL.
WITH measured AS (
  SELECT clock_timestamp() AS now, greatest($11::bigint, CASE $10 WHEN 'upgrade' THEN
    floor(extract(epoch FROM clock_timestamp() - coalesce(
      (SELECT started_at::timestamptz FROM {schema}migrate_revision WHERE id = $1),
      transaction_timestamp())) * 1000)::bigint END) AS duration_ms),
took AS (
  SELECT to_char(now AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, duration_ms
  FROM measured),
scripts AS (
  INSERT INTO {schema}migrate_script (checksum, bytes)
  SELECT checksum, bytes
  FROM (VALUES ($6::text, $7::bytea), ($8, $9)) AS script (checksum, bytes)
  WHERE bytes IS NOT NULL
  ON CONFLICT DO NOTHING),
event AS (
  INSERT INTO {schema}migrate_event (run_id, action, revision, who, host, tool, git_commit, note,
    at, duration_ms, error)
  SELECT $12, $10, $1, $13, $14, $15, $16, $17, at, duration_ms, '' FROM took),
generation AS (
  UPDATE {schema}migrate_meta SET value = value::bigint + 1 WHERE key = 'generation')
INSERT INTO {schema}migrate_revision AS revision (id, parents, depends_on, message, header,
  up_checksum, down_checksum, state, direction, run_id, applied_at, applied_by, duration_ms)
SELECT $1, $2, $3, $4, $5, $6, $8, 'applied', 'up', $12, at, $13, duration_ms FROM took
ON CONFLICT (id) DO UPDATE SET
  parents = excluded.parents,
  depends_on = excluded.depends_on,
  message = excluded.message,
  header = excluded.header,
  up_checksum = excluded.up_checksum,
  down_checksum = excluded.down_checksum,
  state = CASE revision.state WHEN 'running' THEN 'applied' END,
  direction = 'up',
  statements_done = 0,
  trying = NULL,
  done_digest = '',
  session_state = '',
  run_id = excluded.run_id,
  applied_at = excluded.applied_at,
  applied_by = excluded.applied_by,
  duration_ms = excluded.duration_ms;
