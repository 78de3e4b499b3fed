-- A file's edges were rewritten: $1 id, $2 parents, $3 depends-on, $4 run, $5 user, $6 host,
-- $7 tool, $8 commit, $9 note.
WITH event AS (
  INSERT INTO {schema}migrate_event (run_id, action, revision, who, host, tool, git_commit, note,
    at, duration_ms, error)
  VALUES ($4, 'reparent', $1, $5, $6, $7, $8, $9,
    to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 0, '')),
generation AS (
  UPDATE {schema}migrate_meta SET value = value::bigint + 1 WHERE key = 'generation')
UPDATE {schema}migrate_revision SET parents = $2, depends_on = $3 WHERE id = $1;
