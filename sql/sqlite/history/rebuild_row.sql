-- A row of a rebuilt history: ?1 id, ?2 parents, ?3 depends-on, ?4 message, ?5 header,
-- ?6 up checksum, ?7 up bytes, ?8 down checksum, ?9 down bytes, ?10 run, ?11 applied at,
-- ?12 applied by, ?13 duration.
INSERT INTO {schema}migrate_script (checksum, bytes)
SELECT checksum, bytes
FROM (SELECT ?6 AS checksum, ?7 AS bytes UNION ALL SELECT ?8, ?9)
WHERE bytes IS NOT NULL
ON CONFLICT DO NOTHING;

INSERT INTO {schema}migrate_revision (seq, id, parents, depends_on, message, header, up_checksum,
  down_checksum, state, direction, run_id, applied_at, applied_by, duration_ms)
SELECT coalesce(max(seq), 0) + 1, ?1, ?2, ?3, ?4, ?5, ?6, ?8, 'applied', 'up', ?10, ?11, ?12, ?13
FROM {schema}migrate_revision;
