-- A revision is applied or stamped: ?1 id, ?2 parents, ?3 depends-on, ?4 message, ?5 header,
-- ?6 up checksum, ?7 up bytes, ?8 down checksum, ?9 down bytes, ?10 action, ?11 duration,
-- ?12 run, ?13 user, ?14 host, ?15 tool, ?16 commit, ?17 note.
-- Over a row that is applied already it fails: its state becomes NULL.
INSERT INTO {schema}migrate_script (checksum, bytes)
SELECT checksum, bytes
FROM (SELECT ?6 AS checksum, ?7 AS bytes UNION ALL SELECT ?8, ?9)
WHERE bytes IS NOT NULL
ON CONFLICT DO NOTHING;

INSERT INTO {schema}migrate_revision (id, parents, depends_on, message, header, up_checksum, down_checksum,
  state, direction, run_id, applied_at, applied_by, duration_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?8, 'applied', 'up', ?12,
  strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?13, ?11)
ON CONFLICT (id) DO UPDATE SET
  parents = excluded.parents,
  depends_on = excluded.depends_on,
  message = excluded.message,
  header = excluded.header,
  up_checksum = excluded.up_checksum,
  down_checksum = excluded.down_checksum,
  state = CASE migrate_revision.state WHEN 'running' THEN 'applied' END,
  direction = 'up',
  statements_done = 0,
  trying = NULL,
  done_digest = '',
  session_state = '',
  run_id = excluded.run_id,
  applied_at = excluded.applied_at,
  applied_by = excluded.applied_by,
  duration_ms = max(excluded.duration_ms, coalesce(CAST(round(
    (julianday('now') - julianday(migrate_revision.started_at)) * 86400000) AS INTEGER), 0));

INSERT INTO {schema}migrate_event (run_id, action, revision, who, host, tool, git_commit, note, at,
  duration_ms, error)
SELECT ?12, ?10, ?1, ?13, ?14, ?15, ?16, ?17, applied_at, duration_ms, ''
FROM {schema}migrate_revision WHERE id = ?1;

UPDATE {schema}migrate_meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation';
