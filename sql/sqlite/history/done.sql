-- Statements are done: ?1 id, ?2 statements done, ?3 statement tried, ?4 digest.
UPDATE {schema}migrate_revision SET statements_done = ?2, trying = ?3, done_digest = ?4,
  session_state =
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
      EXISTS (SELECT 1 FROM pragma_database_list WHERE name NOT IN ('main', 'temp')))
WHERE id = ?1;

UPDATE {schema}migrate_meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation';
