-- Meta values and revisions in one query; without revisions one row whose seq is NULL.
SELECT '' AS current_schema, '' AS history_schema, meta.format, meta.generation,
       seq, id, parents, depends_on, message, header, up_checksum, coalesce(down_checksum, ''),
       state, direction, statements_done, trying, done_digest, session_state,
       run_id, coalesce(applied_at, started_at), applied_by, duration_ms
FROM (SELECT max(CASE key WHEN 'format' THEN value END) AS format,
             max(CASE key WHEN 'generation' THEN value END) AS generation
      FROM {schema}migrate_meta) AS meta
LEFT JOIN {schema}migrate_revision ON true
ORDER BY seq;
