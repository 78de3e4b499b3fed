-- A statement is about to run alone: $1 id, $2 statements done, $3 statement tried, $4 digest.
WITH generation AS (
  UPDATE {schema}migrate_meta SET value = value::bigint + 1 WHERE key = 'generation')
UPDATE {schema}migrate_revision SET statements_done = $2, trying = $3, done_digest = $4
WHERE id = $1;
