-- An applied revision takes what its files say: ?1 id, ?2 parents, ?3 depends-on, ?4 message,
-- ?5 header, ?6 up checksum, ?7 up bytes, ?8 down checksum, ?9 down bytes, ?10 run,
-- ?11 user, ?12 host, ?13 tool, ?14 commit, ?15 note.
INSERT INTO {schema}migrate_script (checksum, bytes)
SELECT checksum, bytes
FROM (SELECT ?6 AS checksum, ?7 AS bytes UNION ALL SELECT ?8, ?9)
WHERE bytes IS NOT NULL
ON CONFLICT DO NOTHING;

UPDATE {schema}migrate_revision SET parents = ?2, depends_on = ?3, message = ?4, header = ?5, up_checksum = ?6,
  down_checksum = ?8
WHERE id = ?1;

INSERT INTO {schema}migrate_event (run_id, action, revision, who, host, tool, git_commit, note, at,
  duration_ms, error)
VALUES (?10, 'accept', ?1, ?11, ?12, ?13, ?14, ?15, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 0, '');

UPDATE {schema}migrate_meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation';
