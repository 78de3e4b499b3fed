-- $1: table, as written; $2: index name. Name, whether valid, and the pid of another session that
-- is building it. What a session of another role builds is hidden from us: then it counts as ours
-- when that session holds the lock of a concurrent build on the table.
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
  FROM pg_catalog.pg_class t
  JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) t.relnamespace
  JOIN pg_catalog.pg_class c ON c.relnamespace OPERATOR(pg_catalog.=) n.oid
                           AND c.relkind OPERATOR(pg_catalog.=) 'i'
  JOIN pg_catalog.pg_index i ON i.indexrelid OPERATOR(pg_catalog.=) c.oid
 WHERE t.oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass($1::pg_catalog.text)
   AND i.indrelid OPERATOR(pg_catalog.=) t.oid
   AND c.relname OPERATOR(pg_catalog.=) $2::pg_catalog.name
