-- $1: table, as written. Its indexes that remember_indexes.sql didn't see in this session.
-- Columns as in named_index.sql.
SELECT pg_catalog.format('%I.%I', n.nspname, c.relname),
       i.indisvalid,
       (SELECT p.pid
          FROM pg_catalog.pg_stat_progress_create_index p
         WHERE p.datname = pg_catalog.current_database()
           AND p.pid <> pg_catalog.pg_backend_pid()
           AND (p.index_relid = c.oid
                OR (p.relid IS NULL AND EXISTS (
                      SELECT FROM pg_catalog.pg_locks l
                       WHERE l.pid = p.pid AND l.granted AND l.relation = i.indrelid
                         AND l.mode = 'ShareUpdateExclusiveLock')))
         LIMIT 1)
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid AND c.relkind = 'i'
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE i.indrelid = pg_catalog.to_regclass($1::text)
   AND i.indexrelid::text <> ALL (pg_catalog.string_to_array(
         pg_catalog.current_setting('migrate.known_indexes', true), ','))
