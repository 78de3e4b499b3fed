-- $1: table, as written. Keeps its indexes' OIDs in the session, for new_indexes.sql.
SELECT pg_catalog.set_config('migrate.known_indexes',
                             coalesce(pg_catalog.string_agg(i.indexrelid::pg_catalog.text, ','), '0'),
                             false)
  FROM pg_catalog.pg_index i
 WHERE i.indrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass($1::pg_catalog.text)
