-- A script of several transactions begins: $1 id, $2 parents, $3 depends-on, $4 message,
-- $5 header, $6 up checksum, $7 up bytes, $8 down checksum, $9 down bytes, $10 direction,
-- $11 statements done, $12 statement tried, $13 digest, $14 run, $15 user.
-- Going up over a row that is applied fails: its state becomes NULL.
WITH scripts AS (
  INSERT INTO {schema}migrate_script (checksum, bytes)
  SELECT checksum, bytes
  FROM (VALUES ($6::text, $7::bytea), ($8, $9)) AS script (checksum, bytes)
  WHERE bytes IS NOT NULL
  ON CONFLICT DO NOTHING),
generation AS (
  UPDATE {schema}migrate_meta SET value = value::bigint + 1 WHERE key = 'generation')
INSERT INTO {schema}migrate_revision AS revision (id, parents, depends_on, message, header,
  up_checksum, down_checksum, state, direction, statements_done, trying, done_digest,
  session_state, run_id, started_at, applied_by)
VALUES ($1, $2, $3, $4, $5, $6, $8, 'running', $10, $11, $12, $13,
  coalesce(current_setting('migrate.session', true), ''), $14,
  to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), $15)
ON CONFLICT (id) DO UPDATE SET
  state = CASE WHEN excluded.direction = 'up' AND revision.state = 'applied'
    THEN NULL ELSE 'running' END,
  direction = excluded.direction,
  statements_done = excluded.statements_done,
  trying = excluded.trying,
  done_digest = excluded.done_digest,
  session_state = excluded.session_state,
  run_id = excluded.run_id,
  started_at = excluded.started_at;
