-- $1: table, as written. Its indexes that remember_indexes.sql didn't see in this session.
-- Columns as in named_index.sql.
SELECT pg_catalog.format('%I.%I', n.nspname, c.relname),
       i.indisvalid,
       (SELECT p.pid
          FROM pg_catalog.pg_stat_progress_create_index p
         WHERE p.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
           AND p.pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()
           AND (p.index_relid OPERATOR(pg_catalog.=) c.oid
                OR (p.relid IS NULL AND EXISTS (
                      SELECT FROM pg_catalog.pg_locks l
                       WHERE l.pid OPERATOR(pg_catalog.=) p.pid AND l.granted
                         AND l.relation OPERATOR(pg_catalog.=) i.indrelid
                         AND l.mode OPERATOR(pg_catalog.=) 'ShareUpdateExclusiveLock')))
         LIMIT 1)
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.indexrelid
                           AND c.relkind OPERATOR(pg_catalog.=) 'i'
  JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
 WHERE i.indrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass($1::pg_catalog.text)
   AND i.indexrelid::pg_catalog.text OPERATOR(pg_catalog.<>) ALL (pg_catalog.string_to_array(
         pg_catalog.current_setting('migrate.known_indexes', true), ','))
