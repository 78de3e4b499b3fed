-- A script of several transactions begins: ?1 id, ?2 parents, ?3 depends-on, ?4 message,
-- ?5 header, ?6 up checksum, ?7 up bytes, ?8 down checksum, ?9 down bytes, ?10 direction,
-- ?11 statements done, ?12 statement tried, ?13 digest, ?14 run, ?15 user.
-- Going up over a row that is applied fails: its state becomes NULL.
INSERT INTO {schema}migrate_script (checksum, bytes)
SELECT checksum, bytes
FROM (SELECT ?6 AS checksum, ?7 AS bytes UNION ALL SELECT ?8, ?9)
WHERE bytes IS NOT NULL
ON CONFLICT DO NOTHING;

INSERT INTO {schema}migrate_revision (id, parents, depends_on, message, header, up_checksum, down_checksum,
  state, direction, statements_done, trying, done_digest, session_state, run_id, started_at,
  applied_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?8, 'running', ?10, ?11, ?12, ?13,
  json_object(
    'settings', json_object(
      'foreign_keys', (SELECT foreign_keys FROM pragma_foreign_keys),
      'ignore_check_constraints',
        (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints),
      'legacy_alter_table', (SELECT legacy_alter_table FROM pragma_legacy_alter_table),
      'recursive_triggers', (SELECT recursive_triggers FROM pragma_recursive_triggers),
      'temp_store', (SELECT temp_store FROM pragma_temp_store),
      'trusted_schema', (SELECT trusted_schema FROM pragma_trusted_schema),
      'writable_schema', (SELECT writable_schema FROM pragma_writable_schema)),
    'temporary', EXISTS (SELECT 1 FROM sqlite_temp_schema WHERE name NOT GLOB '*migrate_*'),
    'attached',
      EXISTS (SELECT 1 FROM pragma_database_list WHERE name NOT IN ('main', 'temp'))),
  ?14, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?15)
ON CONFLICT (id) DO UPDATE SET
  state = CASE WHEN excluded.direction = 'up' AND migrate_revision.state = 'applied'
    THEN NULL ELSE 'running' END,
  direction = excluded.direction,
  statements_done = excluded.statements_done,
  trying = excluded.trying,
  done_digest = excluded.done_digest,
  session_state = excluded.session_state,
  run_id = excluded.run_id,
  started_at = excluded.started_at;

UPDATE {schema}migrate_meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation';
