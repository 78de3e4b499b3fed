-- Meta values and revisions in one query; without revisions one row whose seq is NULL. Runs under
-- the session's own search_path, so that unqualified tables are found where it leads, and it tells
-- where that was; hence the qualified operators and functions.
SELECT pg_catalog.current_schema() AS current_schema, place.nspname AS history_schema,
       meta.format, meta.generation,
       seq, id, parents, depends_on, message, header, up_checksum, COALESCE(down_checksum, ''),
       state, direction, statements_done, trying, done_digest, session_state,
       run_id, COALESCE(applied_at, started_at), applied_by, duration_ms
FROM (SELECT pg_catalog.min(tableoid) AS oid,
             pg_catalog.min(value) FILTER (WHERE key OPERATOR(pg_catalog.=) 'format') AS format,
             pg_catalog.min(value) FILTER (WHERE key OPERATOR(pg_catalog.=) 'generation')
               AS generation
      FROM {schema}migrate_meta) AS meta
LEFT JOIN pg_catalog.pg_class AS relation ON relation.oid OPERATOR(pg_catalog.=) meta.oid
LEFT JOIN pg_catalog.pg_namespace AS place
  ON place.oid OPERATOR(pg_catalog.=) relation.relnamespace
LEFT JOIN {schema}migrate_revision ON true
ORDER BY seq;
