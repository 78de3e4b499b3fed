-- $1: index or table, as written. What a REINDEX CONCURRENTLY that failed leaves on its table: INVALID
-- indexes named …_ccnew and …_ccold (the manual, REINDEX: "Rebuilding Indexes Concurrently").
-- Columns as in named_index.sql; a session that works on any index of the table counts, for a
-- REINDEX TABLE makes all of its indexes before it builds the first.
SELECT pg_catalog.format('%I.%I', n.nspname, c.relname),
       i.indisvalid,
       (SELECT p.pid
          FROM pg_catalog.pg_stat_progress_create_index p
         WHERE p.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
           AND p.pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()
           AND (p.relid OPERATOR(pg_catalog.=) i.indrelid
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
 WHERE NOT i.indisvalid
   AND c.relname OPERATOR(pg_catalog.~) '_cc(new|old)[0-9]*$'
   AND i.indrelid OPERATOR(pg_catalog.=) coalesce(
         (SELECT x.indrelid FROM pg_catalog.pg_index x
           WHERE x.indexrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass($1::pg_catalog.text)),
         pg_catalog.to_regclass($1::pg_catalog.text))
