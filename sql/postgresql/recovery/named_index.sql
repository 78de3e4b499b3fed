-- $1: table, as written; $2: index name. Name, whether valid, and the pid of another session that
-- is building it. What a session of another role builds is hidden from us: then it counts as ours
-- when that session holds the lock of a concurrent build on the table.
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
  FROM pg_catalog.pg_class t
  JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
  JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relkind = 'i'
  JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
 WHERE t.oid = pg_catalog.to_regclass($1::text)
   AND i.indrelid = t.oid
   AND c.relname = $2::name
